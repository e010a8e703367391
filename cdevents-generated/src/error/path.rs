//! The paths of errors while deserializing.
//!
//! The errors of serde are text alone, so a path has to become part of the message. Whoever wants
//! the path as data deserializes within [`recorded`].

use std::cell::RefCell;

use serde::de;

use crate::json::pointer;
use crate::json::wording::{Worded, shortened};

thread_local! {
    /// The parts of the path of an error, from the innermost to the outermost, while they are
    /// recorded.
    static RECORDED: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Deserializes, and returns the path of the error as data. The message then has no path.
pub(crate) fn recorded<T, E>(deserialize: impl FnOnce() -> Result<T, E>) -> Result<T, (String, E)> {
    let _restore = Restore(RECORDED.replace(Some(Vec::new())));
    deserialize().map_err(|error| {
        let parts = RECORDED.take().unwrap_or_default();
        (parts.into_iter().rev().collect(), error)
    })
}

/// Ends a recording, also if a user's type panics, and continues the one around it.
struct Restore(Option<Vec<String>>);

impl Drop for Restore {
    fn drop(&mut self) {
        RECORDED.set(self.0.take());
    }
}

/// Adds the key or index of the value that an error is about.
pub(crate) fn at<E: de::Error>(segment: &str, error: E) -> E {
    let pointer = || {
        let mut path = String::new();
        pointer::push(&mut path, segment);
        path
    };
    within_path(pointer, error)
}

/// Adds the JSON Pointer of the value that an error is about.
pub(crate) fn within<E: de::Error>(path: &str, error: E) -> E {
    if path.is_empty() {
        return error;
    }
    within_path(|| path.to_owned(), error)
}

/// Records a path, or makes it part of the message, which is worded only if it is wanted.
#[cold]
fn within_path<E: de::Error>(path: impl Fn() -> String, error: E) -> E {
    let is_recorded = RECORDED.with_borrow_mut(|recorded| {
        let is_recorded = recorded.is_some();
        if let Some(parts) = recorded {
            parts.push(path());
        }
        is_recorded
    });
    if is_recorded {
        return error;
    }
    E::custom(Worded(|| {
        let message = error.to_string();
        let separator = if message.starts_with('/') { "" } else { ": " };
        format!("{}{separator}{}", path(), shortened(&message))
    }))
}

#[cfg(test)]
mod tests;
