//! Events: their types, their parts, and what every event can be asked.

pub(crate) mod additional;
pub(crate) mod cdevent;
pub(crate) mod custom_content;
pub(crate) mod environment;
pub(crate) mod kind;
pub(crate) mod link;
pub(crate) mod object;
pub(crate) mod object_macros;
pub(crate) mod traits;
pub(crate) mod typed;
pub(crate) mod unknown;
pub(crate) mod write;
