//! Links that no schema applies to.

use super::excerpt::Excerpt;
use super::keyword::Keyword;
use super::report::Report;
use super::violation::Violation;
use crate::error::kind::ErrorKind;
use crate::json::view::{JsonValue, Properties as _};

/// Returns the report on a link that lacks its type.
pub(crate) fn without_type<'a, J: JsonValue>(
    tag: &'static str,
    values: impl Iterator<Item = &'a str>,
    value: &J,
) -> Report {
    let values: Vec<_> = values.map(|value| format!("`{value}`")).collect();
    let values = values.join(", ");
    let (path, keyword, message) = match value.as_object().map(|link| link.get(tag)) {
        None => {
            let message = format!(
                "expected a link, which is an object, found {}",
                Excerpt::new(value)
            );
            (String::new(), Keyword::Type, message)
        }
        Some(None) => {
            let message = format!("missing property `{tag}`: one of {values}");
            (String::new(), Keyword::Required, message)
        }
        Some(Some(found)) => {
            let message = format!("expected one of {values}, found {}", Excerpt::new(found));
            (format!("/{tag}"), Keyword::Enum, message)
        }
    };
    Report::new(
        ErrorKind::NotALink,
        vec![Violation::without_schema(&path, keyword, message)],
    )
}
