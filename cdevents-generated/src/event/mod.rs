//! Events: their types, their parts, and what every event has.

pub(crate) mod accessors;
pub(crate) mod additional;
pub(crate) mod any;
pub(crate) mod asking;
pub(crate) mod assembly;
mod cdevent;
pub(crate) mod changing;
mod custom_any;
pub(crate) mod custom_content;
pub(crate) mod envelope;
pub(crate) mod environment;
pub(crate) mod field;
pub(crate) mod link;
pub(crate) mod methods;
pub(crate) mod object;
pub(crate) mod object_macros;
pub(crate) mod property;
pub(crate) mod release;
pub(crate) mod sealed;
pub mod traits;
pub(crate) mod typed;
mod typed_envelope;
pub(crate) mod unexpected;
pub(crate) mod unknown;
pub(crate) mod unsupported;
