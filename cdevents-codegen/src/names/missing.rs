//! Collects what the table of names lacks, so that one run reports everything to add.

use std::collections::BTreeSet;

use crate::{Error, Missing};

/// The words and subjects that the table lacks.
#[derive(Debug, Default)]
pub(super) struct MissingNames {
    pub(super) words: Entries,
    pub(super) subjects: Entries,
}

impl MissingNames {
    /// Fails with the error of the first missing entry, and lists the others ready for pasting.
    pub(super) fn check(&self) -> Result<(), Error> {
        let (words, subjects) = (&self.words, &self.subjects);
        let (error, others) = match (&words.first, &subjects.first) {
            (None, None) => return Ok(()),
            (Some((word, error)), _) => {
                let listed = words.listed("; these are unknown too: ", Some(word));
                let title = "; these subjects belong to no stage: ";
                (error, listed + &subjects.listed(title, None))
            }
            (None, Some((subject, error))) => {
                let title = "; these belong to no stage either: ";
                (error, subjects.listed(title, Some(subject)))
            }
        };
        let reason = format!("{}{others}", error.reason());
        let words = words.all.iter().cloned().map(Missing::Word);
        let subjects = subjects.all.iter().cloned().map(Missing::Subject);
        let error = Error::new(error.file(), error.pointer(), reason);
        Err(error.with_missing(words.chain(subjects)))
    }
}

/// The entries that one list of the table lacks.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// The first missing entry, and its error.
    first: Option<(String, Error)>,
    all: BTreeSet<String>,
}

impl Entries {
    pub(super) fn add(&mut self, entry: &str, error: impl FnOnce() -> Error) {
        self.first
            .get_or_insert_with(|| (entry.to_owned(), error()));
        self.all.insert(entry.to_owned());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Returns all entries but one, quoted, after a title; empty if there are no others.
    fn listed(&self, title: &str, but: Option<&String>) -> String {
        let others = self.all.iter().filter(|entry| Some(*entry) != but);
        let quoted: Vec<_> = others.map(|entry| format!("\"{entry}\"")).collect();
        if quoted.is_empty() {
            return String::new();
        }
        title.to_owned() + &quoted.join(", ")
    }
}
