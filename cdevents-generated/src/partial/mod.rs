//! Partial events: events that are still without an ID, timestamp or source, and that the receiver
//! completes.
//!
//! Simple producers, such as shell scripts, leave to the receiver what it knows better. [`Defaults`]
//! completes the JSON text of such an event, and parses it like any other:
//!
//! ```
//! use cdevents_generated::partial::Defaults;
//!
//! let defaults = Defaults::new()
//!     .with_id("271069a8-fc18-44f1-b38f-9d70a1695819".parse()?)
//!     .with_source("/ci/main".parse()?)
//!     .with_timestamp("2026-03-20T14:27:05Z".parse()?);
//! let completed = defaults.complete(br#"{
//!     "context": {
//!         "specversion": "0.5.1", "type": "dev.cdevents.build.started.0.3.0", "source": "/my/script"
//!     },
//!     "subject": { "id": "build/7", "content": {} }
//! }"#)?;
//! assert_eq!(completed.event.source(), "/my/script");
//! for filled in &completed.filled {
//!     println!("{} is {} (from {:?})", filled.path(), filled.value, filled.from);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rules
//!
//! - The properties are `id`, `source` and `timestamp` of the context. Every release, custom events and
//!   newer events have them.
//! - A property is missing if its key is. An empty string or `null` is a value, so it is never replaced;
//!   parsing rejects it, as it does in any event.
//! - Nothing is invented: a missing property without a default is an [`Error::Missing`].
//! - An event without `context.type` is not completed; parsing says what is wrong.
//! - The text is completed without parsing its values, so numbers keep their digits.
//! - The positions in errors are those in the text that you passed.

#[cfg(feature = "digest")]
mod canonical;
mod defaults;
mod error;
mod filled;
mod gaps;

pub use defaults::Defaults;
pub use error::Error;
pub use filled::{Completed, Filled, Origin, Property};
