//! Validation: a verdict, or every violation.
//!
//! The verdict is the JSON Schema's own, formats asserted. The release that a document names and its
//! event type decide on the schema. If that release doesn't have the type, or isn't known, the
//! document is judged by the newest release that has the type and whose schema lets an event name
//! that release, since producers mix them up. [`resolve`] returns the release that judges, and
//! [`Report::note`] says so.
//!
//! ```
//! use cdevents_generated::validate::{Keyword, validate};
//! use serde_json::json;
//!
//! let report = validate(&json!({
//!     "context": {
//!         "specversion": "0.5.1", "id": "", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!         "type": "dev.cdevents.pipelinerun.finished.0.3.0"
//!     },
//!     "subject": { "id": "run/7", "content": { "outcome": "sucess" } }
//! }))
//! .unwrap_err();
//! let [id, outcome] = report.violations() else { unreachable!() };
//! assert_eq!((id.instance_path(), id.keyword()), ("/context/id", Keyword::MinLength));
//! assert_eq!(outcome.instance_path(), "/subject/content/outcome");
//! assert!(outcome.message().ends_with("did you mean `success`?"));
//! ```

mod check;
mod collect;
mod custom_type;
#[cfg(feature = "miette")]
mod diagnostic;
mod excerpt;
mod fast;
mod keyword;
mod location;
mod pattern;
mod renamed;
mod report;
mod resolve;
mod schema_path;
mod state;
#[doc(hidden)]
pub mod table;
#[doc(hidden)]
pub mod table_macros;
mod violation;

use std::collections::BTreeSet;

use serde_json::Value;

#[cfg(feature = "miette")]
pub use diagnostic::SourceReport;
pub use keyword::Keyword;
pub use report::{Report, ReportKind};
pub use violation::Violation;

pub(crate) use resolve::no_link;
pub use resolve::{Resolution, resolve};

use crate::json::scan;
use crate::json::tree::Node;
use crate::json::view::{self, JsonValue};
use crate::read::find::find;
use crate::{Error, Release, read};
use table::{ObjectRules, Schema};
use violation::Cause;

/// Finds every violation in a document.
///
/// # Errors
/// Where there is any, or no schema applies.
pub fn validate(value: &Value) -> Result<(), Report> {
    validate_by(value, None)
}

/// Is a document valid?
///
/// Numbers are the decimals that they are written as, of any length. A pattern with a
/// back-reference may take more steps than it is allowed to; then nothing is known of the document,
/// and it isn't valid.
#[must_use]
pub fn is_valid(value: &Value) -> bool {
    is_valid_by(value, None)
}

/// Is a JSON text valid? It is judged as it is read.
///
/// Two rules go beyond the schema. An object may not have the same key twice; a [`Value`] can't. And
/// JSON that the schema leaves free, such as `customData`, may nest at most 120 arrays and objects.
/// What a schema describes property by property may nest at most 127, as in `serde_json`.
#[must_use]
pub fn is_valid_slice(json: &[u8]) -> bool {
    is_valid_slice_by(json, None)
}

/// The same, with all that is wrong.
///
/// # Errors
/// See [`ErrorKind`](crate::ErrorKind). The error has a [`Report`], unless the bytes aren't JSON.
pub fn validate_slice(json: &[u8]) -> Result<(), Error> {
    validate_slice_by(json, None)
}

pub(crate) fn validate_by(value: &Value, release: Option<Release>) -> Result<(), Report> {
    resolve::resolved(value, release)?.validate(value)
}

/// Finds every violation in a JSON text, numbers to the last digit. Of a key that stands twice, the
/// last one counts. There are none in a text that isn't JSON, or nests more than 127 deep: reading
/// it says that.
pub(crate) fn validate_text_by(text: &str, release: Option<Release>) -> Result<(), Report> {
    let Ok(node) = Node::parse(text) else {
        return Ok(());
    };
    resolve::resolved(&node, release)?.validate(&node)
}

/// Finds every violation of one schema in a JSON text, as [`validate_text_by`] does.
pub(crate) fn validate_text(
    schema: &'static Schema,
    schema_id: &'static str,
    text: &str,
) -> Result<(), Report> {
    match Node::parse(text) {
        Ok(node) => validate_with(schema, schema_id, &node),
        Err(_) => Ok(()),
    }
}

/// Finds every violation of one schema.
pub(crate) fn validate_with<J: JsonValue>(
    schema: &'static Schema,
    schema_id: &'static str,
    value: &J,
) -> Result<(), Report> {
    let violations = collect::violations(schema, schema_id, value);
    if violations.is_empty() {
        return Ok(());
    }
    Err(Report::new(ReportKind::Invalid, violations))
}

pub(crate) fn is_valid_by(value: &Value, release: Option<Release>) -> bool {
    let context = value
        .as_object()
        .and_then(|members| view::property::<Value>(members, "context"));
    let context = context.and_then(Value::as_object);
    let found = context.and_then(|context| {
        let (named, event_type) = resolve::named::<Value>(context);
        find(event_type?.as_str()?, named, release)
    });
    found.is_some_and(|(entry, _)| fast::value::is_valid(entry.schema, value))
}

pub(crate) fn is_valid_slice_by(json: &[u8], release: Option<Release>) -> bool {
    let Ok(text) = std::str::from_utf8(json) else {
        return false;
    };
    let entry = read::entry(text, release);
    entry.is_ok_and(|entry| fast::text::is_valid(entry.schema, text))
}

pub(crate) fn validate_slice_by(json: &[u8], release: Option<Release>) -> Result<(), Error> {
    let text = read::text(json)?;
    let entry = read::entry(text, release);
    if entry.is_ok_and(|entry| fast::text::is_valid(entry.schema, text)) {
        return Ok(());
    }
    // Reading finds the same, and says where.
    match read::read_any(text, release) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.with_report(text, release)),
    }
}

/// The first violation of a schema in a text that is JSON, in a line.
#[doc(hidden)]
#[must_use]
pub fn first_problem(schema: &'static Schema, text: &str) -> Option<String> {
    if fast::text::is_valid(schema, text) {
        return None;
    }
    let report = validate_text(schema, "", text).err();
    let first = report.as_ref().and_then(|report| report.iter().next());
    Some(match first {
        Some(violation) => match violation.instance_path() {
            "" => violation.message(),
            path => format!("{path}: {}", violation.message()),
        },
        // It breaks one of the reader's rules, and none of the schema's.
        None => scan::check(text)
            .err()
            .unwrap_or_else(|| "duplicate property".to_owned()),
    })
}

/// Says that an object doesn't allow a property.
pub(crate) fn unknown_property(rules: &'static ObjectRules, key: &str) -> String {
    Cause::Unknown(key.to_owned(), rules).to_string()
}

/// Says that an object lacks a property.
pub(crate) fn missing_property(
    key: &'static str,
    rules: &'static ObjectRules,
    keys: &BTreeSet<String>,
) -> String {
    let is_unknown = |key: &&String| rules.properties.iter().all(|it| it.key != key.as_str());
    let unknown = keys.iter().filter(is_unknown).cloned().collect();
    Cause::Missing(key, unknown).to_string()
}

/// The schemas that this module goes by are the generated ones; tests bring others.
#[doc(hidden)]
#[must_use]
pub fn violations_of(schema: &'static Schema, value: &Value) -> Vec<Violation> {
    collect::violations(schema, "", value)
}

/// See [`violations_of`].
#[doc(hidden)]
#[must_use]
pub fn is_value_valid(schema: &'static Schema, value: &Value) -> bool {
    fast::value::is_valid(schema, value)
}

/// See [`violations_of`].
#[doc(hidden)]
#[must_use]
pub fn is_text_valid(schema: &'static Schema, text: &str) -> bool {
    fast::text::is_valid(schema, text)
}

/// Validation by one release, whatever a document says that it follows.
macro_rules! release_validators {
    ($release:ident) => {
        /// Finds every violation in a document, by this release alone.
        ///
        /// # Errors
        /// Where there is any, or this release doesn't have the event's type.
        pub fn validate(value: &serde_json::Value) -> Result<(), crate::validate::Report> {
            crate::validate::validate_by(value, Some(crate::Release::$release))
        }

        /// Is a document valid, by this release alone?
        #[must_use]
        pub fn is_valid(value: &serde_json::Value) -> bool {
            crate::validate::is_valid_by(value, Some(crate::Release::$release))
        }

        /// Is a JSON text valid, by this release alone?
        #[must_use]
        pub fn is_valid_slice(json: &[u8]) -> bool {
            crate::validate::is_valid_slice_by(json, Some(crate::Release::$release))
        }

        /// The same, with all that is wrong.
        ///
        /// # Errors
        /// See [`crate::validate::validate_slice`].
        pub fn validate_slice(json: &[u8]) -> Result<(), crate::Error> {
            crate::validate::validate_slice_by(json, Some(crate::Release::$release))
        }
    };
}
pub(crate) use release_validators;
