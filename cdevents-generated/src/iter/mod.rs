//! Many events in one text: NDJSON and JSON arrays.
//!
//! [`ndjson()`] iterates over the lines of a text, and [`array()`] over the items of a JSON array. Each is a
//! [`RawEvent`], which borrows from the text: nothing is copied, and nothing is parsed before you ask
//! for it.
//!
//! ```
//! use cdevents_generated::iter;
//!
//! # let event = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci",
//! #     "type":"dev.cdevents.build.started.0.3.0","timestamp":"2026-03-20T14:27:05Z"},
//! #     "subject":{"id":"build/7","content":{}}}"#.replace('\n', "");
//! # let text = format!("{event}\n{{}}\n{event}\n");
//! for event in iter::ndjson(text.as_bytes()) {
//!     match event.parse() {
//!         Ok(event) => println!("{} is about {}", event.id(), event.subject_id()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! ```
//!
//! The positions of errors are those in the whole text. They are computed when there is an error, so
//! that valid events don't pay for them. Paths are those in the event, as in [`Error::report`].
//!
//! The whole text must be in memory, because events borrow from it. To read a stream, such as a
//! socket, read it line by line, and parse each line.
//!
//! # Parallel iterators
//!
//! With the feature `rayon`, both are [parallel iterators](https://docs.rs/rayon), too. The results of
//! `collect` are in the order of the text.
//!
#![cfg_attr(feature = "rayon", doc = "```")]
#![cfg_attr(not(feature = "rayon"), doc = "```ignore")]
//! use cdevents_generated::{CdEvent, Error, iter};
//! use rayon::prelude::*;
//!
//! # let event = r#"{"context":{"specversion":"0.5.1","id":"1","source":"/ci",
//! #     "type":"dev.cdevents.build.started.0.3.0","timestamp":"2026-03-20T14:27:05Z"},
//! #     "subject":{"id":"build/7","content":{}}}"#.replace('\n', "");
//! # let text = format!("{event}\n{event}\n");
//! let events: Result<Vec<CdEvent>, Error> = iter::ndjson(text.as_bytes())
//!     .into_par_iter()
//!     .map(|event| event.parse())
//!     .collect();
//! # assert_eq!(events?.len(), 2);
//! # Ok::<(), Error>(())
//! ```
//!
//! NDJSON scales better than an array: its lines are found in parallel, but the items of an array are
//! found by one thread before the others start.

mod array;
mod line;
mod ndjson;
#[cfg(feature = "rayon")]
mod parallel;
mod raw_event;

pub use array::{Array, array};
pub use ndjson::{Ndjson, ndjson};
#[cfg(feature = "rayon")]
pub use parallel::ParNdjson;
pub use raw_event::RawEvent;

#[cfg(doc)]
use crate::Error;
