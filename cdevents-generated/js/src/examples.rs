//! The examples of events.

use cdevents_generated::{Release, vocabulary};

/// The complete examples: release, name of the file, and text.
const EXAMPLES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// Returns an example of an event, by its name or event type, in a release or else in the newest that
/// has it.
#[must_use]
pub fn example_of(event: &str, release: Option<Release>) -> Option<&'static str> {
    let mut events = vocabulary::find(event);
    let known = events.find(|known| release.is_none_or(|release| known.release() == release))?;
    let (release, kind) = (known.release(), known.kind().to_string());
    let mut examples = EXAMPLES.iter();
    let (_, _, text) = examples.find(|(folder, file, _)| {
        *folder == release.as_str() && file.split('-').eq(kind.split('.'))
    })?;
    Some(text)
}
