//! Examples: a minimal and a complete one of each event and of each link, as JSON, and one in Rust.
//!
//! Their values come from a table ([`EXAMPLES_FILE`](crate::EXAMPLES_FILE)), or follow from the
//! schema. What neither gives is an error that asks for a line in the table.

mod checked;
mod rust;
mod scalars;
mod table;
mod text;
mod values;

use crate::Error;
use crate::model::{Alternative, Event, Model, Release};

pub use crate::model::Json;
pub use rust::{rust, rust_of_all};
pub(crate) use table::read_values;
use table::{Place, Uses};
use values::{Extent, Maker};

/// The smallest event: what its schema requires, and no more.
///
/// # Errors
/// Where a value is wanted that neither the table has nor the schema gives.
pub fn minimal(model: &Model, release: &Release, event: &Event) -> Result<Json, Error> {
    of_event(model, release, event, Extent::Minimal, &Uses::default())
}

/// An event with every member that its schema names and allows, and no other.
///
/// # Errors
/// See [`minimal`].
pub fn complete(model: &Model, release: &Release, event: &Event) -> Result<Json, Error> {
    of_event(model, release, event, Extent::Complete, &Uses::default())
}

/// The smallest link that travels by itself, of one kind of the release's.
///
/// # Errors
/// See [`minimal`].
pub fn minimal_link(
    model: &Model,
    release: &Release,
    alternative: &Alternative,
) -> Result<Json, Error> {
    of_link(
        model,
        release,
        alternative,
        Extent::Minimal,
        &Uses::default(),
    )
}

/// A link that travels by itself with every member, of one kind of the release's.
///
/// # Errors
/// See [`minimal`].
pub fn complete_link(
    model: &Model,
    release: &Release,
    alternative: &Alternative,
) -> Result<Json, Error> {
    of_link(
        model,
        release,
        alternative,
        Extent::Complete,
        &Uses::default(),
    )
}

/// The text of an example: JSON with a line a member, the required ones first.
#[must_use]
pub fn text(example: &Json) -> String {
    example.to_string()
}

/// Every example can be made, and every value of the table is of use.
///
/// # Errors
/// See [`minimal`]; and where no example has a value of the table.
pub fn check(model: &Model) -> Result<(), Error> {
    let uses = Uses::default();
    for release in &model.releases {
        for event in release.all_events() {
            of_event(model, release, event, Extent::Minimal, &uses)?;
            of_event(model, release, event, Extent::Complete, &uses)?;
        }
        if let Some(link) = &release.link {
            for (alternative, ..) in link.kinds(model) {
                of_link(model, release, alternative, Extent::Complete, &uses)?;
            }
        }
    }
    model.examples.finish(&uses)
}

fn of_event<'a>(
    model: &'a Model,
    release: &'a Release,
    event: &'a Event,
    extent: Extent,
    uses: &Uses<'a>,
) -> Result<Json, Error> {
    let maker = Maker::new(model, release, extent, uses);
    let name = release.name.to_string();
    maker.event(event, &Place::of(&name).at(&event.name))
}

fn of_link<'a>(
    model: &'a Model,
    release: &'a Release,
    alternative: &'a Alternative,
    extent: Extent,
    uses: &Uses<'a>,
) -> Result<Json, Error> {
    let maker = Maker::new(model, release, extent, uses);
    let name = release.name.to_string();
    let (release, tag) = (Place::of(&name), &alternative.tag);
    maker.shape(alternative.shape, &release.at("link").at(tag))
}
