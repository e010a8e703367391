//! Everything that is wrong with the declarations, as one error.

use std::fmt::Write as _;

use crate::model::UpgradeRules;
use crate::{Error, Missing};

/// A kind of declaration, as its table in the file is called.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Kind {
    Event,
    Property,
    Unrelated,
    Value,
    Default,
    Question,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Property => "property",
            Self::Unrelated => "unrelated",
            Self::Value => "value",
            Self::Default => "default",
            Self::Question => "question",
        }
    }
}

/// The place of a declaration in its file: its kind, and its position among those.
pub(super) type Entry = (Kind, usize);

/// A problem: the declaration, or what is missing, and what to do.
#[derive(Debug)]
struct Problem {
    entry: Option<Entry>,
    text: String,
    missing: Vec<Missing>,
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem of a declaration.
    pub(super) fn wrong(&mut self, entry: Entry, text: impl Into<String>) {
        self.0.push(Problem {
            entry: Some(entry),
            text: text.into(),
            missing: Vec::new(),
        });
    }

    /// Adds a missing declaration: how people are asked for it, and what to add if the caller is asked.
    pub(super) fn missing(&mut self, text: String, missing: Vec<Missing>) {
        self.0.push(Problem {
            entry: None,
            text,
            missing,
        });
    }

    /// Fails if there is any problem.
    pub(super) fn into_result(mut self, rules: &UpgradeRules) -> Result<(), Error> {
        self.0.sort_by_key(|problem| problem.entry);
        // Additions alone don't mend a declaration that is wrong.
        let is_wrong = self.0.iter().any(|problem| problem.entry.is_some());
        let missing = self.0.iter().filter(|_| !is_wrong);
        let missing: Vec<_> = missing
            .flat_map(|problem| problem.missing.clone())
            .collect();
        let error =
            |pointer, reason| Err(Error::new(&rules.file, pointer, reason).with_missing(missing));
        match self.0.as_slice() {
            [] => Ok(()),
            [Problem { entry, text, .. }] => {
                error(entry.map(pointer).unwrap_or_default(), text.clone())
            }
            problems => {
                let mut reason = format!("{} problems", problems.len());
                for Problem { entry, text, .. } in problems {
                    let place = entry.map(|entry| format!("#{}: ", pointer(entry)));
                    let _ = write!(reason, "\n\n{}{text}", place.unwrap_or_default());
                }
                error(String::new(), reason)
            }
        }
    }
}

fn pointer((kind, index): Entry) -> String {
    format!("/{}/{index}", kind.name())
}

/// Returns names in backticks, with commas between them.
pub(super) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names = names.into_iter().map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(", ")
}
