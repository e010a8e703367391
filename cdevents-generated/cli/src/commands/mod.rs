//! The commands, one file each.

pub(crate) mod new;
#[cfg(any(feature = "http", feature = "nats"))]
pub(crate) mod receive;
pub(crate) mod schema;
#[cfg(any(feature = "http", feature = "nats"))]
pub(crate) mod send;
