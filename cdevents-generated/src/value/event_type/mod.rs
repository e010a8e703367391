//! Event types.

mod borrowed;
mod custom;
mod kind;
mod order;
mod owned;
mod parts;

pub use borrowed::EventTypeRef;
pub use custom::CustomEventType;
pub use owned::EventType;
pub(crate) use parts::{CUSTOM_PREFIX, continues, custom_subject_type};
