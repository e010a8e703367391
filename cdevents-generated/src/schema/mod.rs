//! The specification's JSON Schemas, each in one document with everything that it refers to.
//!
//! With the feature `schemars`, the types of events implement `JsonSchema`, whose schemas are the
//! same: the schemas of [`CdEvent`](crate::CdEvent), of each release's `AnyEvent` and of
//! [`Event`](crate::Event) are the specification's, and those of the types of their parts accept what
//! the types deserialize from.

mod bundled;
#[cfg(feature = "schemars")]
mod events;
mod macros;
mod names;
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub mod part;
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub mod parts;
#[cfg(feature = "schemars")]
pub(crate) mod releases;
mod render;
#[cfg(feature = "schemars")]
mod scalars;
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub mod tables;

pub use bundled::bundled;
