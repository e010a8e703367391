//! The values that examples are made of.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::json::Json;

/// The values for examples, by the places that they are for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExampleValues {
    /// The file, for error messages.
    pub file: PathBuf,
    /// Whether values may be unused, because they are for releases that are not in the model.
    pub is_part: bool,
    /// The values by the last key of their place, those with the longest places first.
    pub entries: BTreeMap<String, Vec<ExampleValue>>,
}

/// A value, and the end of the places that it is for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleValue {
    /// The place, such as `service.deployed/content/environment`.
    pub place: String,
    /// The value.
    pub value: Json,
}
