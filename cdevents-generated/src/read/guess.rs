//! Guessing the release and the type of an event, which may stand anywhere in its text.
//!
//! A guess can be wrong, so callers check the event that they read by it. If the guess is right, as it
//! usually is, the event is read in one pass, whatever the order of its keys.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::entry::Entry;
use super::find::find_exact;
use super::named_release::{SPECVERSION, VERSION};
use crate::Release;
use crate::validate::table::Types;

/// The beginning of every event type, in JSON.
const EVENT_TYPE: &str = "\"dev.cdevents";

/// The property that tells links apart.
pub(crate) const LINK_TYPE: &str = "linkType";

static EVENT_TYPES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(EVENT_TYPE));
static SPECVERSIONS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(SPECVERSION));
static VERSIONS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(VERSION));
static LINK_TYPES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(LINK_TYPE));

/// Returns the entry that an event most likely has. It is the right one if the event has its type and,
/// unless a release is required, names its release.
pub(crate) fn guess(text: &str, required: Option<Release>) -> Option<&'static Entry> {
    let start = EVENT_TYPES.find(text.as_bytes())?;
    let event_type = string(text.get(start..)?)?;
    let release = match required {
        Some(release) => release.as_str(),
        None => value(text, &SPECVERSIONS).or_else(|| value(text, &VERSIONS))?,
    };
    find_exact(event_type, release).filter(|entry| required.is_some() || is_closed(entry))
}

/// Returns the type that the first link in a text most likely has.
pub(crate) fn link_type(text: &str) -> Option<&str> {
    value(text, &LINK_TYPES)
}

/// Returns whether the context can't have both properties that name a release.
fn is_closed(entry: &Entry) -> bool {
    let context = entry.schema.property("context");
    let rules = context.and_then(|context| context.target.object);
    rules.is_some_and(|rules| rules.additional.types == Types::NONE)
}

/// Returns the string after the first occurrence of a key.
fn value<'a>(text: &'a str, key: &Finder<'_>) -> Option<&'a str> {
    let end = key.find(text.as_bytes())? + key.needle().len();
    let rest = text.get(end..)?.strip_prefix('"')?.trim_ascii_start();
    string(rest.strip_prefix(':')?.trim_ascii_start())
}

/// Returns the string at the beginning of a text. What follows an escape is ignored.
fn string(text: &str) -> Option<&str> {
    let text = text.strip_prefix('"')?;
    text.get(..memchr::memchr(b'"', text.as_bytes())?)
}
