//! Finds out which release is imported.

use std::collections::BTreeMap;
use std::path::Path;

use cdevents_codegen::Error;
use cdevents_codegen::documents::Document;
use cdevents_codegen::model::ReleaseName;

/// How many releases an error lists besides the one that is most likely wrong.
const SHOWN_CLAIMS: usize = 2;

/// The version that all `$id`s name: `0.5.1` in `https://cdevents.dev/0.5.1/schema/…`.
pub(super) struct Claim<'a> {
    version: &'a str,
    /// The first file that names it.
    file: &'a Path,
}

impl Claim<'_> {
    /// Returns the release of this version.
    pub(super) fn release(&self) -> Result<ReleaseName, Error> {
        self.version.parse().map_err(|reason: String| {
            let base = self.version.split_once(['-', '+']).map(|(base, _)| base);
            let base = base.filter(|base| base.parse::<ReleaseName>().is_ok());
            let advice = base.map_or_else(String::new, |release| {
                format!("; to import it as release {release}, pass `--release {release}`")
            });
            let reason = format!("names no release: {reason}{advice}");
            Error::new(self.file, "/$id", reason)
        })
    }

    /// Checks that the version is that of a release, or has a suffix: `0.6.0-draft`. If it has one,
    /// returns the version.
    pub(super) fn check(&self, release: &ReleaseName) -> Result<Option<String>, Error> {
        let name = release.to_string();
        match self.version.strip_prefix(&name) {
            Some("") => Ok(None),
            Some(rest) if rest.starts_with(['-', '+']) => Ok(Some(self.version.to_owned())),
            _ => {
                let reason = format!("expected release {name}, found {}", self.version);
                Err(Error::new(self.file, "/$id", reason))
            }
        }
    }
}

/// Returns the version that the `$id`s name, if any does. Fails if they disagree.
pub(super) fn claim(documents: &[Document]) -> Result<Option<Claim<'_>>, Error> {
    let mut claims: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for document in documents {
        if let Some(version) = document.id().and_then(version) {
            claims.entry(version).or_default().push(&document.file);
        }
    }
    // The rarest version is most likely the wrong one.
    let mut claims: Vec<_> = claims.into_iter().collect();
    claims.sort_by_key(|(version, files)| (files.len(), *version));
    match claims.as_slice() {
        [] => Ok(None),
        [(version, files)] => Ok(Some(Claim {
            version,
            file: files[0],
        })),
        [(version, files), others @ ..] => {
            let others = others.iter().rev().map(|(other, files)| {
                let example = files[0].display();
                match files.len() {
                    1 => format!("{example} names {other}"),
                    count => format!("{count} files, such as {example}, name {other}"),
                }
            });
            let others: Vec<_> = others.take(SHOWN_CLAIMS).collect();
            let reason = format!(
                "names release {version}, but {}; import one release at a time, or, if the `$id` is \
                 wrong, declare a correction and pass `--release`",
                others.join(", and ")
            );
            Err(Error::new(files[0], "/$id", reason))
        }
    }
}

/// Returns the segment of an `$id` before `/schema/`, which names the release.
fn version(id: &str) -> Option<&str> {
    let (before, _) = id.split_once("/schema/")?;
    let (_, before) = before.split_once("://")?;
    let (_, version) = before.rsplit_once('/')?;
    Some(version)
}
