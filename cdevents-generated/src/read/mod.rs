//! Parsing events: a first look finds the release and the type, by which the event is then parsed
//! straight into the type of both.

pub(crate) mod attempt;
pub(crate) mod embedded;
pub(crate) mod entry;
pub(crate) mod event;
pub(crate) mod failure;
pub(crate) mod find;
pub(crate) mod guess;
pub(crate) mod input;
pub(crate) mod known;
pub(crate) mod look;
pub(crate) mod named_release;
pub(crate) mod not_json;
pub(crate) mod peek;
pub(crate) mod unknown_type;
