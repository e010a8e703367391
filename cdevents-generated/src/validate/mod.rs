//! Is a document valid, and if not, what is wrong with it?
//!
//! The answer is the JSON Schema's own, formats asserted. The schema is found by the release that
//! the document names, and the event's type; a type that this release doesn't have, or that comes
//! under a release that nobody knows, is judged by the newest release that has it, since producers
//! mix them up and the schemas leave the release free; of custom events, by the newest that names
//! itself by the same member, `specversion` or `version`. [`resolve`] says which one it is.
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

mod cause;
#[cfg(feature = "miette")]
mod diagnostic;
pub(crate) mod json;
mod judge;
mod number;
mod objects;
mod pattern;
mod report;
mod slice;
#[doc(hidden)]
pub mod table;
mod table_macros;
mod trail;
pub(crate) mod tree;
mod types;
mod value;
mod verdict;

use std::collections::BTreeSet;

use serde_json::Value;

#[cfg(feature = "miette")]
pub use diagnostic::SourceReport;
pub use report::{Keyword, Report, ReportKind, Violation};

use crate::find::{Entry, Named, SPECVERSION, VERSION, find, known_types};
use crate::read;
use crate::{Error, Release};
use cause::{Cause, nearest};
use json::{Json, Object as _};
use table::{ObjectRules, Schema};
use tree::Node;

/// Which schema a document is judged by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Resolution {
    /// The release that the schema is of.
    pub release: Release,
    /// The event's type; of custom events, what all of them begin with.
    pub event_type: &'static str,
    /// The schema's `$id`.
    pub schema_id: &'static str,
    /// Does the document name this release? If not, this is the newest that has the type.
    pub is_exact: bool,
}

/// Finds the schema that a document is judged by.
///
/// # Errors
/// Where no schema applies.
pub fn resolve(value: &Value) -> Result<Resolution, Report> {
    let (entry, is_exact) = entry(value, None)?;
    Ok(Resolution {
        release: entry.release,
        event_type: entry.event_type,
        schema_id: entry.schema_id,
        is_exact,
    })
}

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
/// Two rules are stricter than a [`Value`]'s, which can't break them: an object may not have a key
/// twice, and JSON that the schema leaves free, such as `customData`, may nest at most 120 arrays
/// and objects. Besides, at most 127 of those that the schema knows may nest.
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
    let (entry, _) = entry(value, release)?;
    validate_with(entry.schema, entry.schema_id, value)
}

/// Finds every violation in a JSON text, numbers to the last digit. Of a key that stands twice, the
/// last one counts. There are none in a text that isn't JSON, or nests more than 127 deep: reading
/// it says that.
pub(crate) fn validate_text_by(text: &str, release: Option<Release>) -> Result<(), Report> {
    let Ok(node) = Node::parse(text) else {
        return Ok(());
    };
    let (entry, _) = entry(&node, release)?;
    validate_with(entry.schema, entry.schema_id, &node)
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
pub(crate) fn validate_with<J: Json>(
    schema: &'static Schema,
    schema_id: &'static str,
    value: &J,
) -> Result<(), Report> {
    let violations = value::violations(schema, schema_id, value);
    if violations.is_empty() {
        return Ok(());
    }
    let kind = ReportKind::Invalid;
    Err(Report { kind, violations })
}

pub(crate) fn is_valid_by(value: &Value, release: Option<Release>) -> bool {
    let context = value
        .as_object()
        .and_then(|members| json::property::<Value>(members, "context"));
    let context = context.and_then(Value::as_object);
    let found = context.and_then(|context| {
        let (named, event_type) = named::<Value>(context);
        find(event_type?.as_str()?, named, release)
    });
    found.is_some_and(|(entry, _)| verdict::is_valid(entry.schema, value))
}

pub(crate) fn is_valid_slice_by(json: &[u8], release: Option<Release>) -> bool {
    let Ok(text) = std::str::from_utf8(json) else {
        return false;
    };
    let entry = read::entry(text, release);
    entry.is_ok_and(|entry| slice::is_valid(entry.schema, text))
}

pub(crate) fn validate_slice_by(json: &[u8], release: Option<Release>) -> Result<(), Error> {
    let text = read::text(json)?;
    let entry = read::entry(text, release);
    if entry.is_ok_and(|entry| slice::is_valid(entry.schema, text)) {
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
    if slice::is_valid(schema, text) {
        return None;
    }
    Node::parse(text).ok()?;
    let report = validate_text(schema, "", text).err();
    let first = report.as_ref().and_then(|report| report.iter().next());
    Some(first.map_or_else(
        || "a key stands twice".to_owned(),
        |it| match it.instance_path() {
            "" => it.message(),
            path => format!("{path}: {}", it.message()),
        },
    ))
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

/// What is wrong with a link that doesn't say which kind it is.
pub(crate) fn no_link<'a, J: Json>(
    key: &'static str,
    tags: impl Iterator<Item = &'a str>,
    value: &J,
) -> Report {
    let tags: Vec<_> = tags.map(|tag| format!("`{tag}`")).collect();
    let tags = tags.join(", ");
    let (path, keyword, message) = match value.as_object().map(|members| members.get(key)) {
        None => (
            String::new(),
            Keyword::Type,
            "expected a link, which is an object".to_owned(),
        ),
        Some(None) => {
            let message = format!("`{key}` is missing, which says what the link is: one of {tags}");
            (String::new(), Keyword::Required, message)
        }
        Some(Some(_)) => (
            format!("/{key}"),
            Keyword::Enum,
            format!("expected one of {tags}"),
        ),
    };
    let violations = vec![unresolved(&path, keyword, message)];
    Report {
        kind: ReportKind::NotALink,
        violations,
    }
}

/// The schemas that this module goes by are the generated ones; tests bring others.
#[doc(hidden)]
#[must_use]
pub fn violations_of(schema: &'static Schema, value: &Value) -> Vec<Violation> {
    value::violations(schema, "", value)
}

/// See [`violations_of`].
#[doc(hidden)]
#[must_use]
pub fn is_value_valid(schema: &'static Schema, value: &Value) -> bool {
    verdict::is_valid(schema, value)
}

/// See [`violations_of`].
#[doc(hidden)]
#[must_use]
pub fn is_text_valid(schema: &'static Schema, text: &str) -> bool {
    slice::is_valid(schema, text)
}

/// The release that a context names, under either key, and the event's type. One pass is faster
/// than three searches.
fn named<J: Json>(context: &J::Object) -> (Named<'_>, Option<&J>) {
    let (mut specversion, mut version, mut event_type) = (None, None, None);
    for (key, value) in context.iter() {
        match key {
            SPECVERSION => specversion = Some(value),
            VERSION => version = Some(value),
            "type" => event_type = Some(value),
            _ => {}
        }
    }
    let named = Named {
        key: specversion.map_or(VERSION, |_| SPECVERSION),
        release: specversion.or(version).and_then(J::as_str),
    };
    (named, event_type)
}

/// The entry that a document is judged by, and whether the document names its release.
fn entry<J: Json>(value: &J, release: Option<Release>) -> Result<(&'static Entry, bool), Report> {
    let not_an_event = |path: &str, keyword, message: &str| Report {
        kind: ReportKind::NotAnEvent,
        violations: vec![unresolved(path, keyword, message.to_owned())],
    };
    let members = value
        .as_object()
        .ok_or_else(|| not_an_event("", Keyword::Type, "expected an event, which is an object"))?;
    let context = members.get("context").ok_or_else(|| {
        not_an_event(
            "",
            Keyword::Required,
            "`context` is missing, which says what the event is",
        )
    })?;
    let context_members = context
        .as_object()
        .ok_or_else(|| not_an_event("/context", Keyword::Type, "expected an object"))?;
    let (named, event_type) = named::<J>(context_members);
    let event_type = event_type.ok_or_else(|| {
        not_an_event(
            "/context",
            Keyword::Required,
            "`type` is missing, which says what the event is",
        )
    })?;
    let event_type = event_type.as_str().ok_or_else(|| {
        not_an_event(
            "/context/type",
            Keyword::Type,
            "expected the event's type, a string",
        )
    })?;
    find(event_type, named, release).ok_or_else(|| Report {
        kind: ReportKind::UnknownEventType,
        violations: vec![unresolved(
            "/context/type",
            Keyword::Enum,
            unknown(event_type, release),
        )],
    })
}

fn unresolved(path: &str, keyword: Keyword, message: String) -> Violation {
    Violation {
        instance_path: path.to_owned(),
        steps: Vec::new(),
        keyword,
        cause: Cause::Text(message),
    }
}

/// Which types are known that are near to an unknown one.
pub(crate) fn unknown(event_type: &str, release: Option<Release>) -> String {
    let known = known_types(release);
    let scope = release.map_or_else(
        || {
            format!(
                "the releases {} to {}",
                Release::ALL[0],
                Release::ALL[Release::ALL.len() - 1]
            )
        },
        |release| format!("release {release}"),
    );
    let message = format!("`{event_type}` is the type of no event in {scope}");
    match nearest(event_type, &known) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => format!("{message}; all begin with `dev.cdevents.` or `dev.cdeventsx.`"),
    }
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
