//! Reads documents from files, folders and the standard input.
//!
//! What a file holds is detected by its content: JSON documents in any layout, one after the other or
//! in an array, and compressed or not.

mod envelope;
mod events;
mod open;
mod position;
mod sources;
mod split;

pub(crate) use envelope::Envelope;
pub(crate) use events::{Place, each_event};
pub(crate) use open::{Input, open};
pub(crate) use position::Position;
pub(crate) use sources::{Source, sources};
pub(crate) use split::{Batch, Piece, Splitter};
