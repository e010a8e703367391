//! Where a document belongs below its release's folder.

use std::collections::BTreeMap;
use std::path::Path;

use cdevents_codegen::Error;
use cdevents_codegen::documents::{DocumentKind, Documents, Node};

/// The folder of the links, those that travel and those that events carry.
const LINKS: &str = "links";

/// The paths of the documents, in their order; `keys` are their paths where they come from.
/// `were_named` says which of them had their `$id` before any correction.
pub(super) fn paths(
    registry: &Documents,
    keys: &[&str],
    were_named: &[bool],
) -> Result<Vec<String>, Error> {
    let mut paths = Vec::new();
    // Some file systems don't tell capitals from small letters.
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for ((document, key), was_named) in registry.roots().zip(keys).zip(were_named) {
        let path = path(&document, key, *was_named)?;
        if let Some(other) = taken.insert(path.to_lowercase(), key) {
            let reason = format!("becomes {path}, and so does {other}");
            return Err(document.error(reason));
        }
        paths.push(path);
    }
    Ok(paths)
}

fn path(document: &Node<'_>, key: &str, was_named: bool) -> Result<String, Error> {
    let path = match document.kind() {
        DocumentKind::Event => {
            let (subject, predicate) = cdevents_codegen::subject_and_predicate(document)?;
            if let Some(part) = [&subject, &predicate].into_iter().find(|it| !is_name(it)) {
                return Err(document.error(format!("no file can be named after `{part}`")));
            }
            format!("{subject}/{predicate}.json")
        }
        DocumentKind::CustomEvent => "custom.json".to_owned(),
        kind => {
            // Corrections find a document without an `$id` by its path, so that it must stay.
            let by_id = was_named.then(|| path_of_id(document.id())).flatten();
            let path = by_id.unwrap_or_else(|| path_of_file(key));
            let is_bare_link = kind == DocumentKind::Link && !path.contains('/');
            if is_bare_link {
                format!("{LINKS}/{path}")
            } else {
                path
            }
        }
    };
    if path.split('/').all(is_name) {
        Ok(path)
    } else {
        Err(document.error(format!("no file can be named `{path}`")))
    }
}

/// May a file or a folder be named so? Not if it led elsewhere, or is hidden.
fn is_name(part: &str) -> bool {
    let fits = |it: char| it.is_ascii_alphanumeric() || "-_.".contains(it);
    !part.is_empty() && !part.starts_with('.') && part.chars().all(fits)
}

/// `links/linkstart.json`, of `https://cdevents.dev/0.5.1/schema/links/linkstart`.
fn path_of_id(id: &str) -> Option<String> {
    let (_, name) = id.split_once("/schema/")?;
    Some(format!(
        "{}.json",
        name.strip_suffix(".json").unwrap_or(name)
    ))
}

/// `links/linkstart.json`, of `schemas/links/linkstart.json`.
fn path_of_file(key: &str) -> String {
    let (folder, file) = key.rsplit_once('/').unwrap_or(("", key));
    if Path::new(folder).ends_with(LINKS) {
        format!("{LINKS}/{file}")
    } else {
        file.to_owned()
    }
}
