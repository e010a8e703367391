//! Finds the entries of an event type, by a hash table that is built at compile time.

use std::cmp::Reverse;

use super::entry::Entry;
use super::named_release::NamedRelease;
use crate::Release;
use crate::generated::index::{CUSTOM_EVENTS, EVENTS, OPEN_EVENTS};
use crate::value::event_type::CUSTOM_PREFIX;

/// The number of slots of the hash table: enough that most types are found at once.
const SLOTS: usize = 1024;

static INDEX: [Slot; SLOTS] = index(EVENTS);

/// The range of a type's entries in [`EVENTS`].
#[derive(Clone, Copy)]
struct Slot {
    first: u16,
    count: u16,
}

/// Builds the hash table of entries that are sorted by type.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the assertion bounds the numbers"
)]
const fn index(entries: &[Entry]) -> [Slot; SLOTS] {
    assert!(entries.len() <= SLOTS / 2, "the table must have more slots");
    let mut slots = [Slot { first: 0, count: 0 }; SLOTS];
    let mut first = 0;
    while first < entries.len() {
        let mut end = first + 1;
        while end < entries.len() && is_equal(entries[first].event_type, entries[end].event_type) {
            end += 1;
        }
        let mut slot = hash(entries[first].event_type);
        while slots[slot].count > 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = Slot {
            first: first as u16,
            count: (end - first) as u16,
        };
        first = end;
    }
    slots
}

/// Compares strings at compile time.
pub(crate) const fn is_equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

/// Returns the slot of a type. Its bytes are hashed from the end, eight at a time: the first few are
/// the same in all types.
const fn hash(event_type: &str) -> usize {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut bytes = event_type.as_bytes();
    let mut hash = bytes.len() as u64;
    while let Some((rest, last)) = bytes.split_last_chunk::<8>() {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*last)).wrapping_mul(SPREAD);
        bytes = rest;
    }
    (hash >> 32) as usize % SLOTS
}

/// Returns all entries: by event type, those whose schemas leave it open after the others.
pub(crate) fn entries() -> impl DoubleEndedIterator<Item = &'static Entry> + Clone {
    EVENTS.iter().chain(OPEN_EVENTS).chain(CUSTOM_EVENTS)
}

/// Returns all entries, by release, newest first.
pub(crate) fn newest_entries() -> Vec<&'static Entry> {
    let mut entries: Vec<_> = entries().collect();
    entries.sort_by_key(|entry| Reverse(entry.release));
    entries
}

/// Returns the entries of a type, by release, oldest first.
fn of_type(event_type: &str) -> &'static [Entry] {
    let mut slot = hash(event_type);
    loop {
        let Slot { first, count } = INDEX[slot];
        let (first, count) = (usize::from(first), usize::from(count));
        let entries = EVENTS.get(first..first + count).unwrap_or_default();
        match entries.first() {
            None => return &[],
            Some(entry) if entry.event_type == event_type => return entries,
            Some(_) => slot = (slot + 1) % SLOTS,
        }
    }
}

/// Returns the entry of a type in a release whose schemas fix only how types begin: the type may
/// end there, or continue with a version.
fn of_open_type(event_type: &str, release: &str) -> Option<&'static Entry> {
    let mut parts = event_type.match_indices('.').map(|(index, _)| index);
    let end = parts.nth(3).unwrap_or(event_type.len());
    let name = &event_type[..end];
    let first = OPEN_EVENTS.partition_point(|entry| entry.event_type < name);
    let mut entries = OPEN_EVENTS[first..].iter();
    entries.find(|entry| entry.event_type == name && entry.release.as_str() == release)
}

/// Finds the entry of a type in a release whose schemas fix the whole type.
pub(crate) fn find_exact(event_type: &str, release: &str) -> Option<&'static Entry> {
    let mut candidates = candidates(event_type).iter();
    candidates.find(|entry| entry.release.as_str() == release)
}

/// Returns the entries of a type, or of all custom events, by release, oldest first.
fn candidates(event_type: &str) -> &'static [Entry] {
    if event_type.starts_with(CUSTOM_PREFIX) {
        CUSTOM_EVENTS
    } else {
        of_type(event_type)
    }
}

/// Finds the entry of a type in the named release, or in a required one.
///
/// If the named release is unknown or doesn't have the type, the entry is that of the newest release
/// that has the type and whose schema lets an event name that release; the returned flag is then
/// `false`.
pub(crate) fn find(
    event_type: &str,
    named: NamedRelease<'_>,
    required: Option<Release>,
) -> Option<(&'static Entry, bool)> {
    let wanted = required.map(Release::as_str).or(named.name);
    let exact = wanted.and_then(|release| {
        find_exact(event_type, release).or_else(|| of_open_type(event_type, release))
    });
    if let Some(entry) = exact {
        return Some((entry, named.name == wanted));
    }
    if required.is_some() {
        return None;
    }
    let mut candidates = candidates(event_type).iter();
    let newest = candidates.rfind(|entry| entry.accepts(named));
    newest.map(|entry| (entry, false))
}

/// Returns the event types of a release, or of all releases.
pub(crate) fn known_types(release: Option<Release>) -> Vec<&'static str> {
    let is_meant = |entry: &&Entry| release.is_none_or(|release| entry.release == release);
    // The newest version of an event comes first: of several similar types, it is the likeliest.
    let entries = EVENTS.iter().rev().filter(is_meant);
    // A type that may have any version is listed without one.
    let open = OPEN_EVENTS
        .iter()
        .filter(|_| release.is_some())
        .filter(is_meant);
    let entries = entries.chain(open);
    entries.map(|entry| entry.event_type).collect()
}

#[cfg(test)]
mod tests;
