//! Events: their types, their parts, and what every event has.

pub(crate) mod additional;
pub(crate) mod any;
mod cdevent;
pub(crate) mod changing;
pub(crate) mod custom_content;
pub(crate) mod envelope;
pub(crate) mod environment;
pub(crate) mod field;
pub(crate) mod link;
pub(crate) mod methods;
pub(crate) mod object;
pub(crate) mod object_macros;
mod property;
pub(crate) mod release;
pub mod traits;
pub(crate) mod typed;
mod typed_envelope;
pub(crate) mod unexpected;
pub(crate) mod unknown;
pub(crate) mod unsupported;
