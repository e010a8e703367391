//! Makes the examples of events and links.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::Error;
use crate::model::{Alternative, Event, Json, Model, Release};

use super::maker::{ExampleMaker, Size};
use super::table::UsedValues;

/// Returns an event with the properties that its schema requires, and no others.
///
/// # Errors
/// Fails if the table has no value for a place and none can be derived from the schema.
pub fn minimal(model: &Model, release: &Release, event: &Event) -> Result<Json, Error> {
    ExampleMaker::new(model, release, Size::Minimal, &UsedValues::default()).event(event)
}

/// Returns an event with every property that its schema names and allows, and no others.
///
/// # Errors
/// See [`minimal`].
pub fn complete(model: &Model, release: &Release, event: &Event) -> Result<Json, Error> {
    ExampleMaker::new(model, release, Size::Complete, &UsedValues::default()).event(event)
}

/// Returns a link that is sent on its own, with its required properties.
///
/// # Errors
/// See [`minimal`].
pub fn minimal_link(model: &Model, release: &Release, link: &Alternative) -> Result<Json, Error> {
    ExampleMaker::new(model, release, Size::Minimal, &UsedValues::default()).link(link)
}

/// Returns a link that is sent on its own, with all its properties.
///
/// # Errors
/// See [`minimal`].
pub fn complete_link(model: &Model, release: &Release, link: &Alternative) -> Result<Json, Error> {
    ExampleMaker::new(model, release, Size::Complete, &UsedValues::default()).link(link)
}

/// Checks that every example can be made, and that every value of the table is used.
///
/// # Errors
/// Fails like [`minimal`], with all values that are missing; and if no example uses a value of the table.
pub fn check(model: &Model) -> Result<(), Error> {
    let used = UsedValues::default();
    let asked = RefCell::default();
    for release in &model.releases {
        for size in [Size::Minimal, Size::Complete] {
            let maker = ExampleMaker::new(model, release, size, &used).noting(&asked);
            for event in release.all_events() {
                maker.event(event)?;
            }
            for (link, ..) in release.link.iter().flat_map(|link| link.kinds(model)) {
                maker.link(link)?;
            }
        }
    }
    let mut reasons = BTreeSet::new();
    let mut asked = asked.into_inner();
    asked.retain(|error| reasons.insert(error.reason().to_owned()));
    if let Some(first) = asked.first() {
        let reasons: Vec<_> = asked.iter().map(Error::reason).collect();
        return Err(Error::new(
            first.file(),
            first.pointer(),
            reasons.join("\n"),
        ));
    }
    model.examples.check_all_used(&used)
}
