//! Which release it is that is imported.

use std::collections::BTreeMap;
use std::path::Path;

use cdevents_codegen::Error;
use cdevents_codegen::documents::Document;
use cdevents_codegen::model::ReleaseName;

/// Of how many releases an error tells, besides the one that is most likely wrong.
const SHOWN_CLAIMS: usize = 2;

/// What the `$id`s say, all of them that say something: `0.5.1` of
/// `https://cdevents.dev/0.5.1/schema/…`, and the first file that does.
pub(super) struct Claim<'a> {
    text: &'a str,
    file: &'a Path,
}

impl Claim<'_> {
    /// The release that the `$id`s name.
    pub(super) fn release(&self) -> Result<ReleaseName, Error> {
        self.text.parse().map_err(|reason: String| {
            let advice = match self.text.split_once(['-', '+']) {
                Some((release, _)) if release.parse::<ReleaseName>().is_ok() => {
                    format!(
                        "; if it is what will be release {release}, say so: `--release {release}`"
                    )
                }
                _ => String::new(),
            };
            Error::new(
                self.file,
                "/$id",
                format!("names no release: {reason}{advice}"),
            )
        })
    }

    /// What the `$id`s say, if it isn't a release's name, but that of a state on the way to it.
    pub(super) fn check(&self, release: &ReleaseName) -> Result<Option<String>, Error> {
        let name = release.to_string();
        match self.text.strip_prefix(&name) {
            Some("") => Ok(None),
            Some(rest) if rest.starts_with(['-', '+']) => Ok(Some(self.text.to_owned())),
            _ => {
                let reason = format!("names release {}, and not {name}", self.text);
                Err(Error::new(self.file, "/$id", reason))
            }
        }
    }
}

/// What the `$id`s say of the release. They must agree; there may be none.
pub(super) fn claim(documents: &[Document]) -> Result<Option<Claim<'_>>, Error> {
    let mut claims: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for document in documents {
        if let Some(text) = document.id().and_then(segment) {
            claims.entry(text).or_default().push(&document.file);
        }
    }
    // The rarest is what is most likely wrong.
    let mut claims: Vec<_> = claims.into_iter().collect();
    claims.sort_by_key(|(text, files)| (files.len(), *text));
    match claims.as_slice() {
        [] => Ok(None),
        [(text, files)] => Ok(Some(Claim {
            text,
            file: files[0],
        })),
        [(text, files), others @ ..] => {
            let said = others.iter().rev().map(|(other, files)| {
                let example = files[0].display();
                match files.len() {
                    1 => format!("{example} names {other}"),
                    count => format!("{count} files, such as {example}, name {other}"),
                }
            });
            let said: Vec<_> = said.take(SHOWN_CLAIMS).collect();
            let reason = format!(
                "names release {text}, but {}: import one release at a time; a wrong `$id` needs a \
                 correction, and the release's name (`--release`)",
                said.join(", and ")
            );
            Err(Error::new(files[0], "/$id", reason))
        }
    }
}

/// The segment of an `$id` that names the release: the last one before `/schema/`, behind the host.
fn segment(id: &str) -> Option<&str> {
    let (before, _) = id.split_once("/schema/")?;
    let (_, before) = before.split_once("://")?;
    let (_, segment) = before.rsplit_once('/')?;
    Some(segment)
}
