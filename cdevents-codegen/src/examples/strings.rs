//! Derives strings from the rules for them.

use crate::model::CUSTOM_EVENT_TYPE;
use crate::model::Type;
use crate::model::rules::{Format, StringRules};
use crate::strings::fits;

/// Returns a valid string made from the property's key, if that is simple.
pub(super) fn derived(key: &str, rules: &StringRules) -> Option<String> {
    let text = rules
        .format
        .map_or_else(|| key.to_owned(), |format| format.example(key));
    // First long enough, then short enough.
    let min = usize::try_from(rules.min_length).ok()?;
    let max = rules.max_length.map_or(Ok(usize::MAX), usize::try_from);
    let length = text.chars().count().max(min).min(max.ok()?);
    let text: String = text.chars().cycle().take(length).collect();
    is_valid(&text, rules).then_some(text)
}

/// Returns whether a string is valid. Dates and times are not checked: tests validate all examples.
pub(super) fn is_valid(text: &str, rules: &StringRules) -> bool {
    fits(text, rules) != Some(false)
}

/// Returns the rules for one of the generator's types of strings.
pub(super) fn rules(r#type: &Type) -> Option<StringRules> {
    let (min_length, format) = match r#type {
        Type::String | Type::CustomEventType => (0, None),
        Type::NonEmptyString => (1, None),
        Type::Uri => (0, Some(Format::Uri)),
        Type::UriReference => (1, Some(Format::UriReference)),
        Type::Timestamp => (0, Some(Format::DateTime)),
        _ => return None,
    };
    let is_custom = *r#type == Type::CustomEventType;
    Some(StringRules {
        min_length,
        format,
        pattern: is_custom.then(|| CUSTOM_EVENT_TYPE.to_owned()),
        ..StringRules::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(min_length: u64, max_length: Option<u64>, format: Option<Format>) -> StringRules {
        StringRules {
            min_length,
            max_length,
            format,
            pattern: None,
        }
    }

    #[test]
    fn strings_derived_from_keys_are_valid() {
        let of = |rules: &StringRules| derived("name", rules);
        assert_eq!(of(&rules(0, None, None)).as_deref(), Some("name"));
        assert_eq!(of(&rules(6, None, None)).as_deref(), Some("namena"));
        assert_eq!(of(&rules(0, Some(2), None)).as_deref(), Some("na"));
        let uri = rules(1, None, Some(Format::Uri));
        assert_eq!(of(&uri).as_deref(), Some("https://example.com/name"));
        let reference = rules(1, Some(3), Some(Format::UriReference));
        assert_eq!(of(&reference).as_deref(), Some("/na"));
        assert_eq!(derived("a b", &uri), None);
        let pattern = Some("^[0-9]+$".to_owned());
        let demanding = StringRules {
            pattern,
            ..StringRules::default()
        };
        assert_eq!(of(&demanding), None);
        assert!(is_valid("7", &demanding));
    }
}
