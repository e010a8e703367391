//! Releases of the specification.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::event::Event;
use super::rules::SchemaId;
use super::shape::ShapeId;

/// The name of a release: `draft`, or a version such as `0.5.1`.
#[derive(Clone, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
#[serde(try_from = "String")]
pub struct ReleaseName(Option<(u64, u64, u64)>);

impl ReleaseName {
    /// Returns whether this release of the specification has custom events.
    pub(crate) fn has_custom_events(&self) -> bool {
        self.0 >= Some((0, 4, 0))
    }

    /// Returns the Rust module: `v0_5_1`.
    #[must_use]
    pub fn module(&self) -> String {
        match self.0 {
            None => "draft".to_owned(),
            Some((major, minor, patch)) => format!("v{major}_{minor}_{patch}"),
        }
    }

    /// Returns the name for use in a sentence: `Release 0.5.1`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.0 {
            None => "The draft".to_owned(),
            Some(_) => format!("Release {self}"),
        }
    }

    /// Returns the Rust variant, which is also the suffix of type names: `V0_5_1`.
    #[must_use]
    pub fn variant(&self) -> String {
        match self.0 {
            None => "Draft".to_owned(),
            Some((major, minor, patch)) => format!("V{major}_{minor}_{patch}"),
        }
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => formatter.write_str("draft"),
            Some((major, minor, patch)) => write!(formatter, "{major}.{minor}.{patch}"),
        }
    }
}

impl FromStr for ReleaseName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "draft" {
            return Ok(Self(None));
        }
        let numbers: Result<Vec<u64>, _> = text.split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok([major, minor, patch]) => Ok(Self(Some((*major, *minor, *patch)))),
            _ => Err(format!(
                "`{text}` is neither `draft` nor a version such as `0.5.1`"
            )),
        }
    }
}

impl TryFrom<String> for ReleaseName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A release of the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// The name.
    pub name: ReleaseName,
    /// The events, sorted by type.
    pub events: Vec<Event>,
    /// The event that stands for all custom events, if the release has it.
    pub custom_event: Option<Event>,
    /// The links that are sent separately from events, if the release has them.
    pub link: Option<Link>,
}

impl Release {
    /// Returns the events, followed by the custom event.
    pub fn all_events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().chain(&self.custom_event)
    }
}

/// The links that are sent separately from events.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// The type: a union ([`Form::Union`](super::Form::Union)).
    pub shape: ShapeId,
    /// The `$id` and the number of the schema of each alternative of the union.
    pub schemas: Vec<(String, SchemaId)>,
}

/// A correction of the specification's schemas.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Correction {
    /// The release that has the fault.
    pub release: ReleaseName,
    /// The `$id`s of the documents; for a document without one, the end of its path.
    pub documents: Vec<String>,
    /// The JSON Pointer of the fault in each of them.
    pub pointer: String,
    /// A description of the fault.
    pub problem: String,
    /// The change that corrects it, such as ``added `1` ``.
    pub correction: String,
    /// The reason why the correction is right.
    pub reason: String,
    /// The release that fixed the fault.
    pub fixed_in: Option<String>,
    /// The report of the fault.
    pub issue: Option<String>,
}
