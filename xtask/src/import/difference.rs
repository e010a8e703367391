//! Compares a release's folder with what is imported.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use similar::{ChangeTag, TextDiff};

use cdevents_codegen::Error;

use crate::files::{entries, failed};

/// For how many changed files the lines are shown.
const SHOWN_FILES: usize = 10;

/// How many lines are shown for each.
const SHOWN_LINES: usize = 12;

/// How a release's folder differs from what is imported.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Difference {
    /// The paths of the new files in the folder, sorted.
    pub added: Vec<String>,
    /// The paths of the files that are deleted.
    pub removed: Vec<String>,
    /// The files with another text.
    pub changed: Vec<ChangedFile>,
    /// How many files stay the same.
    pub unchanged: usize,
}

/// A file with another text.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ChangedFile {
    /// The path in the folder.
    pub path: String,
    /// The text in the folder.
    pub before: String,
    /// The imported text.
    pub after: String,
}

impl Difference {
    /// Returns whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Compares a folder's files with the imported texts, given by path.
    pub(super) fn between<'a>(
        folder: &Path,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Error> {
        let mut present = BTreeMap::new();
        list(folder, "", &mut present)?;
        let mut difference = Self::default();
        for (path, after) in texts {
            match present.remove(path) {
                None => difference.added.push(path.to_owned()),
                Some(before) if before == after.as_bytes() => difference.unchanged += 1,
                Some(before) => difference.changed.push(ChangedFile {
                    path: path.to_owned(),
                    before: String::from_utf8_lossy(&before).into_owned(),
                    after: after.to_owned(),
                }),
            }
        }
        difference.added.sort();
        difference.removed = present.into_keys().collect();
        difference
            .changed
            .sort_by(|one, other| one.path.cmp(&other.path));
        Ok(difference)
    }
}

/// Collects the files below a folder.
fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    for (name, path) in entries(folder)? {
        let key = format!("{prefix}{name}");
        if path.is_dir() {
            list(&path, &format!("{key}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(|error| failed(&path, "read", &error))?;
            files.insert(key, bytes);
        }
    }
    Ok(())
}

/// A line for each file, and the first changed lines of the first changed files.
impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for path in &self.added {
            writeln!(formatter, "added {path}")?;
        }
        for path in &self.removed {
            writeln!(formatter, "removed {path}")?;
        }
        for (index, change) in self.changed.iter().enumerate() {
            change.write(formatter, index < SHOWN_FILES)?;
        }
        let [added, removed, changed] = [self.added.len(), self.removed.len(), self.changed.len()];
        write!(
            formatter,
            "{added} added, {removed} removed, {changed} changed, {} unchanged",
            self.unchanged
        )
    }
}

impl ChangedFile {
    fn write(&self, formatter: &mut fmt::Formatter<'_>, with_lines: bool) -> fmt::Result {
        let diff = TextDiff::from_lines(self.before.as_str(), self.after.as_str());
        let count = |tag| {
            diff.iter_all_changes()
                .filter(|change| change.tag() == tag)
                .count()
        };
        let (fewer, more) = (count(ChangeTag::Delete), count(ChangeTag::Insert));
        writeln!(formatter, "changed {} (-{fewer} +{more} lines)", self.path)?;
        if !with_lines {
            return Ok(());
        }
        let text = diff.unified_diff().context_radius(1).to_string();
        let lines: Vec<_> = text.lines().collect();
        for line in lines.iter().take(SHOWN_LINES) {
            writeln!(formatter, "    {line}")?;
        }
        match lines.len().saturating_sub(SHOWN_LINES) {
            0 => Ok(()),
            further => writeln!(formatter, "    … {further} more lines"),
        }
    }
}
