//! Findings: what the linter reports.

use std::path::PathBuf;

use cdevents_codegen::model::ReleaseName;

use super::rule::Rule;

/// A fault of a release, in one or more locations.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found the fault.
    pub rule: Rule,
    /// The release. A change between two releases is a fault of the later one.
    pub release: ReleaseName,
    /// The fault in one sentence.
    pub message: String,
    /// The locations of the fault, sorted.
    pub locations: Vec<Location>,
    /// Why the finding isn't new, if it isn't.
    pub acknowledgement: Option<Acknowledgement>,
    /// The acknowledgement of the same fault in the release before, if the finding is new. Most
    /// often the fault was simply carried over.
    pub before: Option<AcknowledgedBefore>,
}

/// The location of a fault.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub struct Location {
    /// The schema file.
    pub file: PathBuf,
    /// A JSON Pointer into that file. A fault in a definition is located at the `$ref` to it, and a
    /// missing keyword where it belongs.
    pub pointer: String,
    /// The event type, if the schema demands one.
    pub event_type: Option<String>,
    /// Details of this location.
    pub detail: Option<String>,
}

/// Why a finding isn't new.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Acknowledgement {
    /// `lint.toml` accepts the fault.
    Accepted {
        /// The reason that it gives.
        reason: String,
    },
    /// `corrections.toml` corrects the fault.
    Corrected {
        /// The problem that it describes.
        problem: String,
    },
}

/// The acknowledgement of a fault in the release before.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub struct AcknowledgedBefore {
    /// The release before.
    pub release: ReleaseName,
    /// The reason that `lint.toml` gives for it.
    pub reason: String,
    /// The position of the entry in `lint.toml`.
    pub entry: usize,
}
