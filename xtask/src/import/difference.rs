//! How what is there differs from what is imported.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use similar::{ChangeTag, TextDiff};

use cdevents_codegen::Error;

/// Of how many changed files the lines are shown, and how many lines of each.
const SHOWN_FILES: usize = 10;
const SHOWN_LINES: usize = 12;

/// How a release's folder differs from what would be imported into it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Difference {
    /// The files that aren't there yet, by their paths below the folder, sorted.
    pub added: Vec<String>,
    /// The files that would be there no longer.
    pub removed: Vec<String>,
    /// The files with another text.
    pub changed: Vec<Change>,
    /// How many files are the same.
    pub unchanged: usize,
}

/// A file with another text.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Its path below the folder.
    pub path: String,
    /// What is there.
    pub before: String,
    /// What is imported.
    pub after: String,
}

impl Difference {
    /// Does nothing differ?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Compares a folder's files with texts by path.
    pub(super) fn between<'a>(
        folder: &Path,
        texts: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Error> {
        let mut there = BTreeMap::new();
        list(folder, "", &mut there)?;
        let mut difference = Self::default();
        for (path, after) in texts {
            match there.remove(path) {
                None => difference.added.push(path.to_owned()),
                Some(before) if before == after.as_bytes() => difference.unchanged += 1,
                Some(before) => difference.changed.push(Change {
                    path: path.to_owned(),
                    before: String::from_utf8_lossy(&before).into_owned(),
                    after: after.to_owned(),
                }),
            }
        }
        difference.added.sort();
        difference.removed = there.into_keys().collect();
        difference
            .changed
            .sort_by(|one, other| one.path.cmp(&other.path));
        Ok(difference)
    }
}

/// The files below a folder.
fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        Error::new(path, "", format!("can't be read: {error}"))
    };
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let key = format!("{prefix}{name}");
        if path.is_dir() {
            list(&path, &format!("{key}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            files.insert(key, bytes);
        }
    }
    Ok(())
}

/// A line a file, and of the first that changed, the first lines that did.
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

impl Change {
    fn write(&self, formatter: &mut fmt::Formatter<'_>, with_lines: bool) -> fmt::Result {
        let diff = TextDiff::from_lines(self.before.as_str(), self.after.as_str());
        let count = |tag| diff.iter_all_changes().filter(|it| it.tag() == tag).count();
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
            further => writeln!(formatter, "    … {further} further lines"),
        }
    }
}
