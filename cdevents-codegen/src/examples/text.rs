//! Strings: what fits their demands.

use crate::model::rules::{Format, StringRules};
use crate::strings::fits;

/// A date and time, where the table has no other.
const DATE_TIME: &str = "2026-03-20T14:27:05Z";

/// A string that fits, made of the key of its member.
pub(super) fn derived(key: &str, rules: &StringRules) -> Option<String> {
    let text = match rules.format {
        None => key.to_owned(),
        Some(Format::DateTime) => DATE_TIME.to_owned(),
        Some(Format::Uri) => format!("https://example.com/{key}"),
        Some(Format::UriReference) => format!("/{key}"),
    };
    // Long enough, and then short enough.
    let min = usize::try_from(rules.min_length).ok()?;
    let max = rules.max_length.map_or(Ok(usize::MAX), usize::try_from);
    let length = text.chars().count().max(min).min(max.ok()?);
    let text: String = text.chars().cycle().take(length).collect();
    accepts(&text, rules).then_some(text)
}

/// Does a string fit? That a date and time is one, isn't asked: no table has many.
pub(super) fn accepts(text: &str, rules: &StringRules) -> bool {
    fits(text, rules) != Some(false)
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
    fn what_follows_from_the_key_fits() {
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
        assert!(accepts("7", &demanding));
    }
}
