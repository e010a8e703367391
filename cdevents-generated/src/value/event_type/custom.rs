//! The types of custom events.

use super::owned::EventType;
use super::parts::Parts;
use crate::value::text_macros::{text_equality, text_impls};

/// The type of a custom event: `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>`, with
/// letters and digits in the tool's name, letters in subject and predicate, and a version of
/// three digits.
///
/// ```
/// use cdevents_generated::CustomEventType;
///
/// assert!("dev.cdeventsx.mytool-resource.created.0.1.0".parse::<CustomEventType>().is_ok());
/// assert!("dev.cdeventsx.resource.created.0.1.0".parse::<CustomEventType>().is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CustomEventType(String);

text_impls! {
    CustomEventType,
    "a custom event's type (such as `dev.cdeventsx.mytool-resource.created.0.1.0`)",
    is_custom_event_type
}
text_equality! { CustomEventType }

/// Checks the pattern of the custom schema by hand: a regular expression engine is a heavy
/// dependency for one line.
fn is_custom_event_type(text: &str) -> bool {
    let parts = Parts::of(text);
    let (Some(tool), Some(version)) = (parts.tool, parts.version) else {
        return false;
    };
    let names = [tool, parts.subject, parts.predicate];
    names.iter().all(|name| !name.is_empty())
        && tool.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && parts.subject.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts
            .predicate
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic())
        && matches!(
            version.as_bytes(),
            [b'0'..=b'9', b'.', b'0'..=b'9', b'.', b'0'..=b'9']
        )
}

impl From<CustomEventType> for EventType {
    fn from(custom: CustomEventType) -> Self {
        Self::new_unchecked(custom)
    }
}
