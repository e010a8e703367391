//! For tests: every event that the specification allows, as strategies of the crate [`proptest`], and
//! the generated examples as constants.
//!
//! - [`any_event`], [`event_of`], [`event_of_type`] and [`event`] are strategies for events of any or
//!   one release, type, or Rust type.
//! - [`Events`] chooses more freely, makes JSON as well as events, and takes [`Knobs`]: sizes, with or
//!   without links, IDs that are safe as names of files, and more.
//! - [`EXAMPLES`] has an example of each event.
//!
//! The Rust types of events implement [`Arbitrary`](proptest::arbitrary::Arbitrary), so that
//! `#[derive(Arbitrary)]` works for types that hold them.
//!
//! Events are valid by construction. Every property and every value of an enum is reached, and so are
//! odd texts: leap seconds, IPv6 addresses, numbers with many digits. There are two exceptions: an
//! event names its own release, and what a schema's pattern allows for `.` is a period.

mod arbitrary;
mod definition;
mod document;
mod events;
mod example;
mod facts;
mod formats;
mod free;
mod knobs;
mod text;
mod walk;

pub use arbitrary::{any_event, event, event_of, event_of_type};
pub use events::Events;
pub use example::Example;
pub(crate) use example::{examples, joined};
pub use knobs::Knobs;

pub use crate::generated::examples::EXAMPLES;
