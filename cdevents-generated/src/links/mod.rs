//! The links of an event, whatever its release: one type for all, and the keys that each release uses.

pub(crate) mod event_link;
pub(crate) mod read;
pub(crate) mod reference;
pub(crate) mod spelling;
pub(crate) mod write;
