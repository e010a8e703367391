//! Errors: what is wrong with an event, and where.

mod event_error;
pub(crate) mod kind;
pub(crate) mod message;
pub(crate) mod path;

pub use event_error::Error;
pub use kind::ErrorKind;
