//! Custom events with a schema of their own. They are checked by the specification's schema first,
//! and then by their own.

use serde_json::Value;

use crate::json::scan::Reader;
use crate::json::tree::Node;
use crate::read::{failure, input};
use crate::traits::{CustomDefinition, EventDefinition};
use crate::validate::Report;
use crate::validate::schema::{first_problem, is_text_valid, is_value_valid, validate_with};
use crate::validate::table::Schema;
use crate::{Error, ErrorKind, Event};

/// Writes the items of a custom event, next to its type `Content`.
#[doc(hidden)]
#[macro_export]
macro_rules! __custom_event {
    (
        $(#[$docs:meta])*
        event: $name:ident,
        event_type: $event_type:literal,
        release: $release:ident,
        schema: $table:path,
        schema_id: $schema_id:literal $(,)?
    ) => {
        $(#[$docs])*
        ///
        #[doc = concat!("Event type `", $event_type, "`.")]
        #[allow(dead_code)]
        pub type $name = $crate::$release::CustomEvent<Content>;

        /// The event type, which every event has in its context.
        #[allow(dead_code)]
        pub const EVENT_TYPE: &str = $event_type;

        #[doc = concat!("Parses an event of type `", $event_type, "` from JSON.")]
        ///
        /// # Errors
        /// Fails if the event isn't valid by the specification's schema and by its own.
        #[allow(dead_code)]
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<$name, $crate::Error> {
            $crate::__private::custom_event::schema::from_slice(&$table, $schema_id, json)
        }

        /// Returns every violation of the specification's schema in an event, or if there is none,
        /// of its own schema.
        ///
        /// # Errors
        /// Fails if there is a violation.
        #[allow(dead_code)]
        pub fn validate(
            event: &$crate::__private::serde_json::Value,
        ) -> ::std::result::Result<(), $crate::validate::Report> {
            $crate::__private::custom_event::schema::validate::<$crate::$release::custom_event::Definition>(
                &$table, $schema_id, event,
            )
        }

        /// Returns every violation in a JSON text, like [`validate`]. A duplicate key is an error.
        ///
        /// # Errors
        /// Fails if there is a violation, or if the text isn't JSON.
        #[allow(dead_code)]
        pub fn validate_slice(json: &[u8]) -> ::std::result::Result<(), $crate::Error> {
            $crate::__private::custom_event::schema::validate_slice::<$crate::$release::custom_event::Definition>(
                &$table, $schema_id, json,
            )
        }

        /// Returns whether an event is valid by the specification's schema and by its own.
        #[must_use]
        #[allow(dead_code)]
        pub fn is_valid(event: &$crate::__private::serde_json::Value) -> bool {
            $crate::__private::custom_event::schema::is_valid::<$crate::$release::custom_event::Definition>(
                &$table, event,
            )
        }

        /// Returns whether a JSON text is a valid event, like [`is_valid`], without duplicate keys.
        #[must_use]
        #[allow(dead_code)]
        pub fn is_valid_slice(json: &[u8]) -> bool {
            $crate::__private::custom_event::schema::is_valid_slice::<$crate::$release::custom_event::Definition>(
                &$table, json,
            )
        }
    };
}
pub use __custom_event as custom_event;

/// Parses a custom event that both schemas accept.
///
/// # Errors
/// Fails if one of them doesn't.
pub fn from_slice<D: CustomDefinition>(
    schema: &'static Schema,
    schema_id: &'static str,
    json: &[u8],
) -> Result<Event<D>, Error> {
    let text = input::text(json)?;
    match Event::read(&mut Reader::new(text)) {
        Ok(event) if is_text_valid(schema, text) => Ok(event.into_inner()),
        _ => Err(explain::<D>(schema, schema_id, text)),
    }
}

/// Returns every violation of the specification's schema, or if there is none, of the event's own.
///
/// # Errors
/// Fails if there is a violation.
pub fn validate<D: EventDefinition>(
    schema: &'static Schema,
    schema_id: &'static str,
    event: &Value,
) -> Result<(), Report> {
    validate_with(D::SCHEMA, D::SCHEMA_ID, event)?;
    validate_with(schema, schema_id, event)
}

/// Returns every violation in a JSON text.
///
/// # Errors
/// Fails if there is a violation, or if the text isn't JSON.
pub fn validate_slice<D: CustomDefinition>(
    schema: &'static Schema,
    schema_id: &'static str,
    json: &[u8],
) -> Result<(), Error> {
    if is_valid_slice::<D>(schema, json) {
        return Ok(());
    }
    Err(explain::<D>(schema, schema_id, input::text(json)?))
}

/// Returns whether both schemas accept a document.
#[must_use]
pub fn is_valid<D: EventDefinition>(schema: &'static Schema, event: &Value) -> bool {
    is_value_valid(D::SCHEMA, event) && is_value_valid(schema, event)
}

/// Returns whether both schemas accept a JSON text.
#[must_use]
pub fn is_valid_slice<D: EventDefinition>(schema: &'static Schema, json: &[u8]) -> bool {
    std::str::from_utf8(json)
        .is_ok_and(|text| is_text_valid(D::SCHEMA, text) && is_text_valid(schema, text))
}

fn explain<D: CustomDefinition>(
    schema: &'static Schema,
    schema_id: &'static str,
    text: &str,
) -> Error {
    let validate = |node: &Node<'_>| {
        validate_with(D::SCHEMA, D::SCHEMA_ID, node)?;
        validate_with(schema, schema_id, node)
    };
    let kind = ErrorKind::Invalid;
    failure::violation(text, validate)
        .or_else(|| failure::broken_rule(kind, text, Event::<D>::read))
        .unwrap_or_else(|| {
            let message = first_problem(schema, text).unwrap_or_default();
            Error::new(kind, "", message)
        })
}
