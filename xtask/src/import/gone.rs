//! Which events the release before has, and the one that is imported hasn't.

use std::collections::BTreeSet;
use std::path::Path;

use super::Taken;
use cdevents_codegen::Error;
use cdevents_codegen::documents::{Document, DocumentKind, read_folder};
use cdevents_codegen::model::ReleaseName;

/// Their paths in the folder of the release before, sorted.
pub(super) fn gone(
    predecessor: Option<&ReleaseName>,
    schemas: &Path,
    taken: &[Taken],
) -> Result<Vec<String>, Error> {
    let Some(predecessor) = predecessor else {
        return Ok(Vec::new());
    };
    let there: BTreeSet<_> = taken.iter().map(|it| it.to.as_str()).collect();
    let before = read_folder(&schemas.join(predecessor.to_string()))?;
    let mut gone = Vec::new();
    for (path, text) in before.texts {
        let file = before.folder.join(&path);
        let value = serde_json::from_str(&text)
            .map_err(|error| Error::new(&file, "", format!("is not JSON: {error}")))?;
        let release = predecessor.clone();
        let document = Document {
            file,
            release,
            value,
        };
        let is_event = matches!(
            document.kind(),
            DocumentKind::Event | DocumentKind::CustomEvent
        );
        if is_event && !there.contains(path.as_str()) {
            gone.push(path);
        }
    }
    Ok(gone)
}
