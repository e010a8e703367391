//! Events that are of no known release.

use serde::{Serialize, Serializer};

use super::envelope::Envelope;
use super::methods::common;
use super::parts::{AsParts, Parts, PartsMut};
use super::unknown_parts::UnknownParts;
use crate::json::scan::{Problem, Reader};

/// An event of a type or a release that is newer than this crate. It is preserved unchanged.
///
/// It has the properties that every event has. Nothing else of it is checked, except that it is
/// JSON, repeats no key, and nests at most 120 deep.
///
/// ```
/// use cdevents_generated::{CdEvent, ErrorKind};
///
/// let event = CdEvent::from_slice(br#"{
///     "context": {
///         "specversion": "9.9.9", "id": "1", "source": "/ci", "timestamp": "2036-03-20T14:27:05Z",
///         "type": "dev.cdevents.cake.baked.0.1.0"
///     },
///     "subject": { "id": "cake/7", "content": { "layers": 3 } }
/// }"#)?;
/// assert_eq!(event.event_type().predicate(), "baked");
/// assert_eq!(event.subject_id(), "cake/7");
/// assert_eq!(event.release(), None);
/// assert_eq!(event.into_known().unwrap_err().kind(), ErrorKind::UnknownEventType);
/// # Ok::<(), cdevents_generated::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct UnknownEvent(UnknownParts);

impl UnknownEvent {
    /// Parses an event that has the properties that every event has.
    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        Self::read(&mut Reader::new(text))
    }

    /// Reads a text like [`Self::parse`].
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Problem> {
        UnknownParts::read(reader).map(Self)
    }
}

impl AsParts for UnknownEvent {
    fn parts(&self) -> Parts<'_> {
        Parts::Unknown(&self.0)
    }

    fn parts_mut(&mut self) -> PartsMut<'_> {
        PartsMut::Unknown(&mut self.0)
    }
}

impl Envelope for UnknownEvent {}

common!([] UnknownEvent);

impl Serialize for UnknownEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
