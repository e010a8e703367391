//! Converting events between releases, in both directions.
//!
//! [`CdEvent::upgrade`](crate::CdEvent::upgrade) converts an event to the newest release,
//! [`CdEvent::into_latest`](crate::CdEvent::into_latest) returns it as one, and [`Upgrade`] converts
//! to any release. Nothing is dropped or invented without a [`Note`]:
//!
//! ```
//! use cdevents_generated::upgrade::Upgrade;
//! use cdevents_generated::{CdEvent, Release};
//!
//! let event: CdEvent = r#"{
//!     "context": {
//!         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!         "type": "dev.cdevents.build.started.0.3.0", "chainId": "a"
//!     },
//!     "subject": { "id": "build/7", "content": {} }
//! }"#.parse()?;
//! let old = Upgrade::new(Release::V0_3_0).convert(event)?;
//! assert_eq!(old.event.event_type(), "dev.cdevents.build.started.0.1.1");
//! assert_eq!(old.notes[0].to_string(), r#"dropped `/context/chainId`, which was `"a"`"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The target's schema decides what has a place. A property keeps its name, or gets the name that
//! the target has for it; all renamings between the two releases apply, and no event of a release
//! between them is built. Values stay as they are, to the last digit, if the target allows them. The
//! release's name, the version in the event type and the subject's type follow from the release.
//!
//! # What cannot be known
//!
//! A property that the target requires and the event lacks is a [`Question`]. It is answered by
//! [`Upgrade::answer`] or [`Upgrade::answers`]; otherwise, the [`Error`] lists every question.
//!
//! ```
//! use cdevents_generated::upgrade::{ErrorKind, Upgrade};
//! use cdevents_generated::{CdEvent, Release};
//!
//! let event: CdEvent = r#"{
//!     "context": {
//!         "version": "0.2.0", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!         "type": "dev.cdevents.testcase.started.0.1.1"
//!     },
//!     "subject": { "id": "test/7", "type": "testCase", "content": {} }
//! }"#.parse()?;
//! let error = event.upgrade().unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::Questions);
//! assert_eq!(error.questions()[0].pointer(), "/subject/content/environment");
//!
//! let event = error.into_event();
//! let environment = r#"{"id":"staging"}"#.parse()?;
//! let upgrade =
//!     Upgrade::to_newest().answer("testcaserun.started", "/subject/content/environment", environment);
//! assert!(upgrade.convert(event)?.event.is("testcaserun", "started"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Keeping what has no place
//!
//! With [`Loss::Keep`], what has no place in the target becomes part of the custom data, under the key
//! `cdeventsUpgrade`: an object with the original event's `release` and `type`, the `changes` that
//! turn the event that is converted back into the original one, and what was `filled` in. Any later
//! conversion restores the original event first, whatever its [`Loss`], so that there and back is
//! equal. A value that was edited in between stays as edited.
//!
//! Custom data that is a string becomes part of the record. Something else under the key is ordinary
//! custom data, and an error only if there is something to keep.

mod by_parts;
mod cdevent;
mod convert;
mod difference;
mod error;
mod keep;
mod kind;
mod note;
mod options;
mod place;
mod plan;
mod question;
mod record;
mod rule;
pub(crate) mod table;
mod text;
mod tree;
mod ways;

pub use error::{Error, ErrorKind};
pub use note::{Note, NoteKind, Origin};
pub use options::{Loss, Upgrade, Upgraded};
pub use question::Question;
