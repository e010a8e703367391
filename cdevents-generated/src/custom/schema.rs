//! Custom events with a schema of their maker's: they are held to the specification's first, and
//! then to that one.

use serde_json::Value;

use crate::validate::table::Schema;
use crate::validate::{self, Report};
use crate::{CustomKind, Error, ErrorKind, Event, EventKind, read};

/// What is written of a custom event: the name of its Rust type, its own type, the `$id` of its
/// schema, the release that it follows, and its table. `Content` stands beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __custom_event {
    (
        $(#[$docs:meta])*
        $name:ident $event_type:literal, $schema_id:literal, $release:ident, $table:path
    ) => {
        $(#[$docs])*
        ///
        #[doc = concat!("`", $event_type, "`.")]
        #[allow(dead_code)]
        pub type $name = $crate::$release::CustomEvent<Content>;

        /// The type of the event, which every one of them has in its context.
        #[allow(dead_code)]
        pub const EVENT_TYPE: &str = $event_type;

        #[doc = concat!("Reads an event of the type `", $event_type, "`, and no other.")]
        ///
        /// # Errors
        /// Where it isn't as the specification's schema and its own say. The error says where, and
        /// what is wrong there.
        #[allow(dead_code)]
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<$name, $crate::Error> {
            $crate::__private::custom::schema::from_slice(&$table, $schema_id, json)
        }

        /// Finds every violation in an event: of the specification's schema, and where there is
        /// none, of its own.
        ///
        /// # Errors
        /// Where there is any.
        #[allow(dead_code)]
        pub fn validate(
            event: &$crate::__private::serde_json::Value,
        ) -> ::std::result::Result<(), $crate::validate::Report> {
            $crate::__private::custom::schema::validate::<$crate::$release::custom_event::Kind>(
                &$table, $schema_id, event,
            )
        }

        /// The same for a JSON text, in which a key that stands twice is an error.
        ///
        /// # Errors
        /// Where there is any violation, or the bytes aren't JSON.
        #[allow(dead_code)]
        pub fn validate_slice(json: &[u8]) -> ::std::result::Result<(), $crate::Error> {
            $crate::__private::custom::schema::validate_slice::<$crate::$release::custom_event::Kind>(
                &$table, $schema_id, json,
            )
        }

        /// Is an event valid, by the specification's schema and its own?
        #[must_use]
        #[allow(dead_code)]
        pub fn is_valid(event: &$crate::__private::serde_json::Value) -> bool {
            $crate::__private::custom::schema::is_valid::<$crate::$release::custom_event::Kind>(
                &$table, event,
            )
        }

        /// Is a JSON text a valid event, with no key twice in an object?
        #[must_use]
        #[allow(dead_code)]
        pub fn is_valid_slice(json: &[u8]) -> bool {
            $crate::__private::custom::schema::is_valid_slice::<$crate::$release::custom_event::Kind>(
                &$table, json,
            )
        }
    };
}
pub use __custom_event as custom_event;

/// Reads a custom event that its own schema accepts too.
///
/// # Errors
/// Where it isn't as both schemas say.
pub fn from_slice<K: CustomKind>(
    schema: &'static Schema,
    schema_id: &'static str,
    json: &[u8],
) -> Result<Event<K>, Error> {
    let text = read::text(json)?;
    let event = serde_json::from_str(text).map_err(|error| {
        read::explain(text, ErrorKind::Invalid, &error).with_report_by(text, |text| {
            validate_text::<K>(schema, schema_id, text).err()
        })
    })?;
    if validate::is_text_valid(schema, text) {
        Ok(event)
    } else {
        Err(invalid::<K>(schema, schema_id, text))
    }
}

/// Finds every violation: of the specification's schema, and where there is none, of its own.
///
/// # Errors
/// Where there is any.
pub fn validate<K: EventKind>(
    schema: &'static Schema,
    schema_id: &'static str,
    event: &Value,
) -> Result<(), Report> {
    validate::validate_with(K::SCHEMA, K::SCHEMA_ID, event)?;
    validate::validate_with(schema, schema_id, event)
}

fn validate_text<K: EventKind>(
    schema: &'static Schema,
    schema_id: &'static str,
    text: &str,
) -> Result<(), Report> {
    validate::validate_text(K::SCHEMA, K::SCHEMA_ID, text)?;
    validate::validate_text(schema, schema_id, text)
}

/// The same for a JSON text.
///
/// # Errors
/// Where there is any violation, or the bytes aren't JSON.
pub fn validate_slice<K: CustomKind>(
    schema: &'static Schema,
    schema_id: &'static str,
    json: &[u8],
) -> Result<(), Error> {
    if is_valid_slice::<K>(schema, json) {
        return Ok(());
    }
    // Reading finds the same, and says where; it needs no more of the content than an object.
    from_slice::<K>(schema, schema_id, json).map(drop)
}

/// Do both schemas accept a document?
#[must_use]
pub fn is_valid<K: EventKind>(schema: &'static Schema, event: &Value) -> bool {
    validate::is_value_valid(K::SCHEMA, event) && validate::is_value_valid(schema, event)
}

/// Do both schemas accept a JSON text?
#[must_use]
pub fn is_valid_slice<K: EventKind>(schema: &'static Schema, json: &[u8]) -> bool {
    std::str::from_utf8(json).is_ok_and(|text| {
        validate::is_text_valid(K::SCHEMA, text) && validate::is_text_valid(schema, text)
    })
}

/// The error of what the specification's schema accepts, and its own doesn't.
fn invalid<K: EventKind>(schema: &'static Schema, schema_id: &'static str, text: &str) -> Error {
    let message = validate::first_problem(schema, text);
    Error::new(ErrorKind::Invalid, "", message.unwrap_or_default()).with_report_by(text, |text| {
        validate_text::<K>(schema, schema_id, text).err()
    })
}
