//! Decides where a document belongs in its release's folder.

use std::collections::BTreeMap;
use std::path::Path;

use cdevents_codegen::Error;
use cdevents_codegen::documents::DocumentKind;
use cdevents_codegen::documents::{Documents, Node};

/// The folder of links, both standalone ones and those in events.
const LINKS: &str = "links";

/// Returns the paths of the documents, in their order. `keys` are their paths in the checkout, and
/// `had_ids` says which of them have an `$id` without a correction.
pub(super) fn paths(
    registry: &Documents,
    keys: &[&str],
    had_ids: &[bool],
) -> Result<Vec<String>, Error> {
    let mut paths = Vec::new();
    // Some file systems ignore case.
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for ((document, key), had_id) in registry.roots().zip(keys).zip(had_ids) {
        let path = path(&document, key, *had_id)?;
        if let Some(other) = taken.insert(path.to_lowercase(), key) {
            let reason = format!("would be imported as {path}, like {other}");
            return Err(document.error(reason));
        }
        paths.push(path);
    }
    Ok(paths)
}

fn path(document: &Node<'_>, key: &str, had_id: bool) -> Result<String, Error> {
    let path = match document.kind() {
        DocumentKind::Event => {
            let (subject, predicate) = cdevents_codegen::subject_and_predicate(document)?;
            if let Some(part) = [&subject, &predicate]
                .into_iter()
                .find(|part| !is_name(part))
            {
                return Err(document.error(format!("a file cannot be named after `{part}`")));
            }
            format!("{subject}/{predicate}.json")
        }
        DocumentKind::CustomEvent => "custom.json".to_owned(),
        kind => {
            // Corrections find a document without an `$id` by its path, which must not change.
            let by_id = had_id.then(|| path_of_id(document.id())).flatten();
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
        Err(document.error(format!("a file cannot be named `{path}`")))
    }
}

/// Returns whether a part of a path is a safe name: visible, and in its own folder.
fn is_name(part: &str) -> bool {
    let fits = |char: char| char.is_ascii_alphanumeric() || "-_.".contains(char);
    !part.is_empty() && !part.starts_with('.') && part.chars().all(fits)
}

/// Returns `links/linkstart.json` for `https://cdevents.dev/0.5.1/schema/links/linkstart`.
fn path_of_id(id: &str) -> Option<String> {
    let (_, name) = id.split_once("/schema/")?;
    let name = name.strip_suffix(".json").unwrap_or(name);
    Some(format!("{name}.json"))
}

/// Returns `links/linkstart.json` for `schemas/links/linkstart.json`.
fn path_of_file(key: &str) -> String {
    let (folder, file) = key.rsplit_once('/').unwrap_or(("", key));
    if Path::new(folder).ends_with(LINKS) {
        format!("{LINKS}/{file}")
    } else {
        file.to_owned()
    }
}
