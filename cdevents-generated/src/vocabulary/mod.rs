//! The vocabulary: every event type that this crate knows, by release, kind and name.
//!
//! ```
//! use cdevents_generated::{Kind, Release, vocabulary};
//!
//! // Which releases have `service.deployed`, and in which version?
//! for known in Kind::ServiceDeployed.events() {
//!     println!("{}: {}", known.release(), known.event_type());
//! }
//!
//! // Which events does a release have?
//! for known in Release::V0_5_1.events() {
//!     println!("{} ({})", known.kind(), known.schema_id());
//! }
//!
//! // What is the newest event type of that name?
//! let newest = vocabulary::newest("service.deployed");
//! println!("{:?}", newest.map(|known| known.event_type()));
//! ```

mod known_event;
mod lists;

pub use known_event::KnownEvent;
pub use lists::{all, find, newest};
