//! The traits of what [`Event`](crate::Event) is generic over.
//!
//! All of them are implemented by generated types, and none by yours: [`Content`], for the content
//! of custom events, is implemented by every type that serde can read and write, and the others are
//! sealed. Use them as bounds:
//!
//! ```
//! use cdevents_generated::traits::{EventDefinition, KnownDefinition};
//! use cdevents_generated::{CdEvent, Event};
//!
//! fn send<D: KnownDefinition>(event: Event<D>)
//! where
//!     CdEvent: From<Event<D>>,
//! {
//!     println!("{} of release {}", D::EVENT_TYPE, D::RELEASE);
//!     queue(event.into());
//! }
//! # fn queue(_event: CdEvent) {}
//! ```

pub use crate::event::asking::EnvelopeExt;
pub use crate::event::definition::{
    Content, Context, CustomDefinition, EventDefinition, KnownDefinition, NewContext, NewSubject,
    Subject,
};
pub(crate) use crate::event::definition::{context, new_context, new_subject, subject};
pub use crate::event::envelope::Envelope;
pub(crate) use crate::event::sealed;
