//! What the maintainers declare about upgrades between releases, because no schema says it.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use super::release::ReleaseName;

/// The declarations, as their file has them.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct UpgradeRules {
    /// The file, for error messages.
    #[serde(skip)]
    pub file: PathBuf,
    /// Whether declarations may be about releases that are not in the model.
    #[serde(skip)]
    pub is_part: bool,
    /// The events that were renamed.
    #[serde(default, rename = "event")]
    pub events: Vec<RenamedEvent>,
    /// The properties that moved.
    #[serde(default, rename = "property")]
    pub properties: Vec<MovedProperty>,
    /// The properties that look renamed, but are not.
    #[serde(default)]
    pub unrelated: Vec<MovedProperty>,
    /// The values that were renamed.
    #[serde(default, rename = "value")]
    pub values: Vec<RenamedValue>,
    /// The values of properties that the other release lacks.
    #[serde(default, rename = "default")]
    pub defaults: Vec<DefaultValue>,
    /// The properties that only the caller knows.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

/// An event that was renamed.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RenamedEvent {
    /// The first release with the new name.
    pub since: ReleaseName,
    /// The old name: the subject and the predicate.
    pub old: String,
    /// The new name.
    pub new: String,
    /// The reason why both are the same event.
    pub reason: String,
}

/// A property that moved, or that only looks as if it did.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct MovedProperty {
    /// The first release with the new place.
    pub since: ReleaseName,
    /// The names of the events in that release; all if absent.
    pub events: Option<Vec<String>>,
    /// The old path, where `*` stands for any item of an array.
    pub old: String,
    /// The new path.
    pub new: String,
    /// The reason why both have the same meaning, or have not.
    pub reason: String,
}

/// A value that was renamed.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RenamedValue {
    /// The first release with the new value.
    pub since: ReleaseName,
    /// The names of the events in that release; all if absent.
    pub events: Option<Vec<String>>,
    /// The path of the property in that release.
    pub property: String,
    /// The old value.
    pub old: Value,
    /// The new value.
    pub new: Value,
    /// The reason why both mean the same.
    pub reason: String,
}

/// The value of a property that the other release lacks.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct DefaultValue {
    /// The release that requires the property.
    pub release: ReleaseName,
    /// The names of the events in that release; all if absent.
    pub events: Option<Vec<String>>,
    /// The path of the property in that release.
    pub property: String,
    /// The value.
    pub value: Value,
    /// The reason why the value is true for every event.
    pub reason: String,
}

/// A property that only the caller knows.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The release that requires the property.
    pub release: ReleaseName,
    /// The names of the events in that release; all if absent.
    pub events: Option<Vec<String>>,
    /// The path of the property in that release.
    pub property: String,
    /// The reason why no rule can know it.
    pub reason: String,
}
