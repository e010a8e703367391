//! The faults that rules find, each in one location. Equal faults become one finding.

use cdevents_codegen::model::ReleaseName;

use super::finding::Location;
use super::rule::Rule;
use super::schema::Root;

/// A fault in one location.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) rule: Rule,
    pub(super) release: ReleaseName,
    pub(super) message: String,
    pub(super) location: Location,
}

/// The faults that the rules have found so far.
#[derive(Debug, Default)]
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    pub(super) fn add(
        &mut self,
        rule: Rule,
        root: &Root<'_>,
        message: &str,
        pointer: &str,
        detail: Option<String>,
    ) {
        self.0.push(Fault {
            rule,
            release: root.release().clone(),
            message: message.to_owned(),
            location: Location {
                file: root.document.file.clone(),
                pointer: pointer.to_owned(),
                event_type: root.event_type.clone(),
                detail,
            },
        });
    }
}
