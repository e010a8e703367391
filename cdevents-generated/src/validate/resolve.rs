//! Finding the schema that a document is judged by, or saying why there is none.

use serde_json::Value;

use super::excerpt::Excerpt;
use super::keyword::Keyword;
use super::report::{Report, ReportKind};
use super::validate_with;
use super::violation::Violation;
use crate::Release;
use crate::json::view::{JsonValue, Properties as _};
use crate::json::wording::shortened;
use crate::read::find::{Entry, Named, SPECVERSION, VERSION, find};
use crate::read::unknown_type;

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
    let Resolved { entry, note } = resolved(value, None)?;
    Ok(Resolution {
        release: entry.release,
        event_type: entry.event_type,
        schema_id: entry.schema_id,
        is_exact: note.is_none(),
    })
}

/// The kind of event that a document is judged as.
pub(super) struct Resolved {
    entry: &'static Entry,
    /// Why the release that judges is not the one that the event names.
    note: Option<String>,
}

impl Resolved {
    /// Finds every violation.
    pub(super) fn validate<J: JsonValue>(self, value: &J) -> Result<(), Report> {
        let validated = validate_with(self.entry.schema, self.entry.schema_id, value);
        validated.map_err(|report| Report {
            note: self.note,
            ..report
        })
    }
}

/// Finds the kind of event, of a release that is insisted on or else the one that the event names.
pub(super) fn resolved<J: JsonValue>(
    value: &J,
    insisted: Option<Release>,
) -> Result<Resolved, Report> {
    let Some(members) = value.as_object() else {
        let message = format!(
            "expected an event, which is an object, found {}",
            Excerpt::new(value)
        );
        return Err(not_an_event("", Keyword::Type, message));
    };
    let Some(context) = members.get("context") else {
        return Err(not_an_event(
            "",
            Keyword::Required,
            without_context::<J>(members),
        ));
    };
    let Some(context_members) = context.as_object() else {
        let message = format!("expected an object, found {}", Excerpt::new(context));
        return Err(not_an_event("/context", Keyword::Type, message));
    };
    let (named, event_type) = named::<J>(context_members);
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
    let Some((entry, is_exact)) = find(event_type, named, insisted) else {
        let message = unknown_type::message(event_type, named, insisted);
        let violation = Violation::without_schema("/context/type", Keyword::Enum, message);
        return Err(Report::new(ReportKind::UnknownEventType, vec![violation]));
    };
    let note = (!is_exact).then(|| note(entry.release, named));
    Ok(Resolved { entry, note })
}

/// Says by which release an event is judged that names another one.
fn note(judge: Release, named: Named<'_>) -> String {
    let reason = match named.release {
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

/// Says what a document is that has no context.
fn without_context<J: JsonValue>(members: &J::Object) -> String {
    let has = |key: &str| members.contains_key(key);
    if has("specversion") && has("type") && (has("data") || has("data_base64")) {
        return "expected a CDEvent, found a CloudEvents envelope; the CDEvent is in its `data`"
            .to_owned();
    }
    "missing property `context`, which says what kind of event it is".to_owned()
}

fn not_an_event(path: &str, keyword: Keyword, message: String) -> Report {
    let violation = Violation::without_schema(path, keyword, message);
    Report::new(ReportKind::NotAnEvent, vec![violation])
}

/// Returns the release that a context names, under either key, and the event type. One pass is
/// faster than three searches.
pub(super) fn named<J: JsonValue>(context: &J::Object) -> (Named<'_>, Option<&J>) {
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
        key: match (specversion, version) {
            (Some(_), _) => SPECVERSION,
            (None, Some(_)) => VERSION,
            (None, None) => "",
        },
        release: specversion.or(version).and_then(J::as_str),
    };
    (named, event_type)
}

/// Says what is wrong with a link that doesn't say which kind it is.
pub(crate) fn no_link<'a, J: JsonValue>(
    key: &'static str,
    tags: impl Iterator<Item = &'a str>,
    value: &J,
) -> Report {
    let tags: Vec<_> = tags.map(|tag| format!("`{tag}`")).collect();
    let tags = tags.join(", ");
    let (path, keyword, message) = match value.as_object().map(|members| members.get(key)) {
        None => {
            let message = format!(
                "expected a link, which is an object, found {}",
                Excerpt::new(value)
            );
            (String::new(), Keyword::Type, message)
        }
        Some(None) => {
            let message = format!("missing property `{key}`: one of {tags}");
            (String::new(), Keyword::Required, message)
        }
        Some(Some(found)) => {
            let message = format!("expected one of {tags}, found {}", Excerpt::new(found));
            (format!("/{key}"), Keyword::Enum, message)
        }
    };
    Report::new(
        ReportKind::NotALink,
        vec![Violation::without_schema(&path, keyword, message)],
    )
}
