//! Reading an event by a guess, or else by what it names.

use super::entry::Entry;
use super::guess::guess;
use super::look::{Look, look};
use crate::Release;

/// Why an event couldn't be read.
pub(crate) enum Failed<'a, E> {
    /// It was read by a guess, and the guess is right.
    Explained(E),
    Unexplained {
        look: Option<Look<'a>>,
        /// The entry by which the event was read and the offset where that stopped, if the event names
        /// the entry's release.
        stopped: Option<(&'static Entry, usize)>,
    },
}

/// Reads an event by the entry that it has, in a required release or else the one that it names.
///
/// - `read` returns the offset where it stops.
/// - `names` returns whether what was read names the release of the entry.
/// - `explain` explains why reading by a guess stopped at an offset, if it finds that the guess is
///   right.
pub(crate) fn attempt<T, E>(
    text: &str,
    required: Option<Release>,
    read: impl Fn(&'static Entry) -> Result<T, usize>,
    names: impl Fn(&'static Entry, &T) -> bool,
    explain: impl Fn(&'static Entry, usize) -> Option<E>,
) -> Result<T, Failed<'_, E>> {
    let guessed = guess(text, required).map(|entry| (entry, read(entry)));
    let guessed = match guessed {
        Some((entry, Ok(event))) if required.is_some() || names(entry, &event) => return Ok(event),
        Some((entry, Err(offset))) => {
            if let Some(explained) = explain(entry, offset) {
                return Err(Failed::Explained(explained));
            }
            Some((entry, Err(offset)))
        }
        other => other,
    };
    let look = look(text);
    let Some((entry, is_exact)) = look.as_ref().and_then(|look| look.find(required)) else {
        let stopped = None;
        return Err(Failed::Unexplained { look, stopped });
    };
    let event = match guessed {
        Some((guessed, event)) if std::ptr::eq(guessed, entry) => event,
        _ => read(entry),
    };
    event.map_err(|offset| Failed::Unexplained {
        look,
        stopped: is_exact.then_some((entry, offset)),
    })
}
