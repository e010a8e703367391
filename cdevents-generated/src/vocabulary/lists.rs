//! Lists of known events, from the generated index.

use std::cmp::Reverse;
use std::vec;

use super::known_event::KnownEvent;
use crate::read::find::entries;
use crate::{Kind, Release};

/// Returns every known event, by release, oldest first, and then by event type.
#[must_use]
pub fn all() -> impl DoubleEndedIterator<Item = KnownEvent> + Clone {
    Release::ALL.iter().flat_map(|release| release.events())
}

/// Returns the known events with that name, such as `service.deployed`, or with that event type,
/// newest release first. There are none if no release has it.
///
/// ```
/// use cdevents_generated::{Release, vocabulary};
///
/// let deployed = vocabulary::find("dev.cdevents.service.deployed.0.1.0");
/// let releases: Vec<_> = deployed.map(|known| known.release()).collect();
/// assert_eq!(releases, [Release::V0_1_2, Release::V0_1_1, Release::V0_1_0]);
/// assert_eq!(vocabulary::find("service.baked").len(), 0);
/// ```
///
/// A release whose schemas [leave the version open](KnownEvent::is_type_open) has the event type in
/// any version.
#[must_use]
pub fn find(name: &str) -> impl ExactSizeIterator<Item = KnownEvent> + DoubleEndedIterator {
    let found = entries().filter(|entry| entry.is_found_by(name));
    newest_first(found.map(KnownEvent::new))
}

/// Returns the known event with that name or event type in the newest release that has it.
#[must_use]
pub fn newest(name: &str) -> Option<KnownEvent> {
    find(name).next()
}

impl Release {
    /// Returns the events that the release has, by event type.
    #[must_use]
    pub fn events(self) -> impl DoubleEndedIterator<Item = KnownEvent> + Clone {
        unsorted().filter(move |known| known.release() == self)
    }
}

impl Kind {
    /// Returns the events of this kind, newest release first.
    #[must_use]
    pub fn events(self) -> impl ExactSizeIterator<Item = KnownEvent> + DoubleEndedIterator {
        newest_first(unsorted().filter(|known| known.kind() == self))
    }
}

/// Returns every known event, by event type.
fn unsorted() -> impl DoubleEndedIterator<Item = KnownEvent> + Clone {
    entries().map(KnownEvent::new)
}

fn newest_first(events: impl Iterator<Item = KnownEvent>) -> vec::IntoIter<KnownEvent> {
    let mut events: Vec<_> = events.collect();
    events.sort_by_key(|known| Reverse(*known));
    events.into_iter()
}
