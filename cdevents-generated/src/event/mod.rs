//! Events: their types, their parts, and what every event has.

pub(crate) mod accessors;
pub(crate) mod additional;
pub(crate) mod any;
pub(crate) mod asking;
mod cdevent;
mod custom_any;
pub(crate) mod custom_content;
pub(crate) mod envelope;
pub(crate) mod environment;
pub(crate) mod link;
pub(crate) mod methods;
pub(crate) mod object;
pub(crate) mod object_macros;
pub(crate) mod release;
pub mod traits;
pub(crate) mod typed;
pub(crate) mod unexpected;
pub(crate) mod unknown;
