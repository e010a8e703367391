//! What a string, or one of the generator's types of strings, must be.

use crate::model::rules::{Format, StringRules};
use crate::model::{CUSTOM_EVENT_TYPE, Type};

/// The demands of a type of strings.
pub(super) fn rules(r#type: &Type) -> Option<StringRules> {
    let of = |min_length, format| StringRules {
        min_length,
        format,
        ..StringRules::default()
    };
    Some(match r#type {
        Type::String => StringRules::default(),
        Type::NonEmptyString => of(1, None),
        Type::Uri => of(0, Some(Format::Uri)),
        Type::UriReference => of(1, Some(Format::UriReference)),
        Type::Timestamp => of(0, Some(Format::DateTime)),
        Type::CustomEventType => StringRules {
            pattern: Some(CUSTOM_EVENT_TYPE.to_owned()),
            ..StringRules::default()
        },
        Type::Boolean | Type::FreeObject | Type::List(_) | Type::Shape(_) | Type::Content => {
            return None;
        }
    })
}
