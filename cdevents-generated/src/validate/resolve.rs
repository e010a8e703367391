//! Finding the schema that a document is judged by, or the reason why there is none.

use serde_json::Value;

use super::excerpt::Excerpt;
use super::keyword::Keyword;
use super::report::Report;
use super::schema::validate_with;
use super::violation::Violation;
use crate::Release;
use crate::error::kind::ErrorKind;
use crate::json::view::{JsonValue, Properties as _};
use crate::json::wording::shortened;
use crate::read::entry::Entry;
use crate::read::find::find;
use crate::read::named_release::{NamedRelease, SPECVERSION, VERSION};
use crate::read::unknown_type;

/// The schema that a document is judged by.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Resolution {
    /// The release of the schema.
    pub release: Release,
    /// The event type; for custom events, the prefix of all of them.
    pub event_type: &'static str,
    /// The schema's `$id`.
    pub schema_id: &'static str,
    /// Whether the document names this release. If not, it is the newest that has the event type.
    pub is_exact: bool,
}

/// Finds the schema that a document is judged by.
///
/// # Errors
/// Fails if no schema applies.
pub fn resolve(value: &Value) -> Result<Resolution, Report> {
    let Resolved { entry, note } = resolved(value, None)?;
    Ok(Resolution {
        release: entry.release,
        event_type: entry.event_type,
        schema_id: entry.schema_id,
        is_exact: note.is_none(),
    })
}

/// The index entry that a document is judged by.
pub(crate) struct Resolved {
    entry: &'static Entry,
    /// The reason why the document is judged by another release than it names.
    note: Option<String>,
}

impl Resolved {
    /// Returns every violation.
    pub(crate) fn validate<J: JsonValue>(self, value: &J) -> Result<(), Report> {
        let validated = validate_with(self.entry.schema, self.entry.schema_id, value);
        validated.map_err(|report| Report {
            note: self.note,
            ..report
        })
    }
}

/// Finds the index entry of a document, in a required release or else the one that it names.
pub(crate) fn resolved<J: JsonValue>(
    value: &J,
    required: Option<Release>,
) -> Result<Resolved, Report> {
    let Some(event) = value.as_object() else {
        return Err(not_an_event("", Keyword::Type, no_object(value)));
    };
    let Some(context) = event.get("context") else {
        return Err(not_an_event(
            "",
            Keyword::Required,
            without_context::<J>(event),
        ));
    };
    let Some(properties) = context.as_object() else {
        let message = format!("expected an object, found {}", Excerpt::new(context));
        return Err(not_an_event("/context", Keyword::Type, message));
    };
    let (named, event_type) = named::<J>(properties);
    let Some(event_type) = event_type else {
        let message = "missing property `type`, the event type".to_owned();
        return Err(not_an_event("/context", Keyword::Required, message));
    };
    let Some(event_type) = event_type.as_str() else {
        let message = format!(
            "expected the event type, a string, found {}",
            Excerpt::new(event_type)
        );
        return Err(not_an_event("/context/type", Keyword::Type, message));
    };
    let Some((entry, is_exact)) = find(event_type, named, required) else {
        let message = unknown_type::message(event_type, named, required);
        let violation = Violation::without_schema("/context/type", Keyword::Enum, message);
        return Err(Report::new(ErrorKind::UnknownEventType, vec![violation]));
    };
    let note = (!is_exact).then(|| note(entry.release, named));
    Ok(Resolved { entry, note })
}

/// Returns the note about an event that is judged by another release than it names.
fn note(judge: Release, named: NamedRelease<'_>) -> String {
    let reason = match named.name {
        None => "the event names no release".to_owned(),
        Some(release) if named.is_newer() => {
            format!(
                "the event names release {}, which is newer than this crate",
                shortened(release)
            )
        }
        Some(release) => match release.parse::<Release>() {
            Ok(release) => format!("the event names release {release}"),
            Err(_) => format!(
                "the event names `{}`, which is no release",
                shortened(release)
            ),
        },
    };
    format!("judged by release {judge}; {reason}")
}

/// Returns the message about a document that isn't an object.
fn no_object<J: JsonValue>(value: &J) -> String {
    let first = value.as_array().and_then(<[J]>::first);
    if first.and_then(J::as_object).is_some_and(is_envelope::<J>) {
        return "expected a CDEvent, found a batch of CloudEvents envelopes; read it with \
                `cloudevents::Decoder`"
            .to_owned();
    }
    format!(
        "expected an event, which is an object, found {}",
        Excerpt::new(value)
    )
}

/// Returns whether an object has the properties of a CloudEvents envelope.
fn is_envelope<J: JsonValue>(object: &J::Object) -> bool {
    let has = |key: &str| object.contains_key(key);
    has("specversion") && has("type") && (has("data") || has("data_base64"))
}

/// Returns the message about a document without a context.
fn without_context<J: JsonValue>(event: &J::Object) -> String {
    if is_envelope::<J>(event) {
        return "expected a CDEvent, found a CloudEvents envelope; read it with \
                `cloudevents::Decoder`, or with `CdEvent::from_http` if it came over HTTP"
            .to_owned();
    }
    "missing property `context`, which says what kind of event it is".to_owned()
}

fn not_an_event(path: &str, keyword: Keyword, message: String) -> Report {
    let violation = Violation::without_schema(path, keyword, message);
    Report::new(ErrorKind::NotAnEvent, vec![violation])
}

/// Returns the release that a context names, by either property, and the event type. One pass is
/// faster than three searches.
pub(super) fn named<J: JsonValue>(context: &J::Object) -> (NamedRelease<'_>, Option<&J>) {
    let (mut specversion, mut version, mut event_type) = (None, None, None);
    for (key, value) in context.iter() {
        match key {
            SPECVERSION => specversion = Some(value),
            VERSION => version = Some(value),
            "type" => event_type = Some(value),
            _ => {}
        }
    }
    let named = NamedRelease {
        property: match (specversion, version) {
            (Some(_), _) => SPECVERSION,
            (None, Some(_)) => VERSION,
            (None, None) => "",
        },
        name: specversion.or(version).and_then(J::as_str),
    };
    (named, event_type)
}
