//! The verdict on a text, with everything that a tool shows: which release judged it, and where each
//! violation is.
//!
//! The site and the JavaScript package show this verdict, and the command `cdevents` these findings.
//! This is its JSON:
//!
//! ```
//! use cdevents_generated::verdict::Verdict;
//! use serde_json::json;
//!
//! let text = r#"{
//!   "context": {
//!     "specversion": "0.5.1", "id": "", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!     "type": "dev.cdevents.build.started.0.3.0"
//!   },
//!   "subject": { "id": "build/7", "content": {} }
//! }"#;
//! let verdict = Verdict::new(text.as_bytes(), None);
//! let place = verdict.findings[0].place.as_ref().unwrap();
//! assert_eq!((place.line, place.column), (3, 35));
//! assert_eq!(&text[place.bytes.clone()], "\"\"");
//! assert_eq!(serde_json::to_value(&verdict)?["errors"][0], json!({
//!     "instanceLocation": "/context/id",
//!     "error": "expected a string that is not empty, found an empty string",
//!     "keyword": "minLength",
//!     "keywordLocation": "/properties/context/properties/id/$ref/minLength",
//!     "absoluteKeywordLocation": "https://cdevents.dev/0.5.1/schema/definitions#/$defs/id/minLength",
//!     "line": 3,
//!     "column": 35,
//!     "bytes": [51, 53],
//!     "utf16": [51, 53],
//! }));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod find;
mod finding;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::advise::{Advice, advise};
use crate::event::unknown::UnknownEvent;
use crate::read::look::look;
use crate::validate::by_release::validate_slice;
use crate::{CdEvent, Error, Release, peek};

pub use find::findings;
pub use finding::{Finding, Place};

/// The verdict on a text.
///
/// It serializes as an object: `valid`; `newer`, if it is true; `type`, `subjectId` and `release`, if
/// they are known; if the text is invalid, `kind`, `note` if there is one, and `errors`; and `advice`,
/// if it was asked for.
#[derive(Debug)]
#[non_exhaustive]
pub struct Verdict {
    /// Why the text isn't a valid event; `None` if it is.
    pub error: Option<Error>,
    /// Whether the text is an event of a release newer than this crate, which parsing preserves.
    pub is_newer: bool,
    /// The event type that the text names.
    pub event_type: Option<String>,
    /// The subject's ID.
    pub subject_id: Option<String>,
    /// The release that judges.
    pub release: Option<Release>,
    /// Every violation, or the place where parsing stopped. Empty if the text is
    /// valid.
    pub findings: Vec<Finding>,
    /// What the specification recommends beyond its schemas, if [it was asked for](Self::with_advice).
    pub advice: Option<Vec<Advice>>,
}

impl Verdict {
    /// Judges a text by a release, or else by the release that the event names.
    #[must_use]
    pub fn new(json: &[u8], release: Option<Release>) -> Self {
        let error = validate_slice(json, release).err();
        let found = peek(json);
        let text = std::str::from_utf8(json).unwrap_or_default();
        let look = look(text);
        let entry = look.as_ref().and_then(|look| look.entry(release));
        let names_newer = || look.as_ref().is_some_and(|look| look.named().is_newer());
        Self {
            is_newer: error.is_some()
                && release.is_none()
                && names_newer()
                && UnknownEvent::parse(text).is_ok(),
            findings: error
                .as_ref()
                .map_or_else(Vec::new, |error| findings(json, error)),
            event_type: found.event_type,
            subject_id: found.subject_id,
            release: entry.map(|entry| entry.release),
            advice: None,
            error,
        }
    }

    /// Adds advice. An event that isn't valid gets none.
    #[must_use]
    pub fn with_advice(self, json: &[u8]) -> Self {
        let event = CdEvent::from_slice(json).ok().filter(|_| self.is_valid());
        let advice = Some(event.as_ref().map(advise).unwrap_or_default());
        Self { advice, ..self }
    }

    /// Returns whether the text is a valid event.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        self.error.is_none()
    }

    /// Returns which release's schema applied and why, if the event is invalid and doesn't name that
    /// release.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.error.as_ref()?.report()?.note()
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut verdict = serializer.serialize_map(None)?;
        verdict.serialize_entry("valid", &self.is_valid())?;
        if self.is_newer {
            verdict.serialize_entry("newer", &true)?;
        }
        for (key, value) in [
            ("type", self.event_type.as_deref()),
            ("subjectId", self.subject_id.as_deref()),
            ("release", self.release.map(Release::as_str)),
            ("note", self.note()),
        ] {
            if let Some(value) = value {
                verdict.serialize_entry(key, value)?;
            }
        }
        if let Some(error) = &self.error {
            verdict.serialize_entry("kind", &format!("{:?}", error.kind()))?;
            verdict.serialize_entry("errors", &self.findings)?;
        }
        if let Some(advice) = &self.advice {
            verdict.serialize_entry("advice", advice)?;
        }
        verdict.end()
    }
}

#[cfg(test)]
mod tests;
