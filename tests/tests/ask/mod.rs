//! Events answer without their type being known: their kind, their content, and the properties that
//! events of many types have. The vocabulary lists every known type.

mod conversions;
mod hashes;
mod kinds;
mod peeks;
mod properties;
mod vocabulary;

use std::sync::LazyLock;

use cdevents_generated::CdEvent;
use cdevents_tests::differential::Differential;
use cdevents_tests::{json_files, workspace};
use serde_json::Value;

/// Returns a minimal and a complete event of every type of every release, and every example.
fn documents() -> &'static [Value] {
    static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let mut documents = Differential::shared().documents().to_vec();
        let examples = json_files(&workspace().join("cdevents-generated/examples"));
        documents.extend(examples.into_values());
        documents
    });
    &DOCUMENTS
}

fn parse(document: &Value) -> CdEvent {
    CdEvent::from_value(document).unwrap_or_else(|error| panic!("{error}: {document}"))
}

/// Returns an event of a newer release, which this crate doesn't know.
fn unknown(document: &Value) -> Option<CdEvent> {
    let mut document = document.clone();
    let context = document["context"].as_object_mut()?;
    let key = ["specversion", "version"]
        .into_iter()
        .find(|key| context.contains_key(*key))?;
    context.insert(key.to_owned(), "99.0.0".into());
    context.insert("invented".to_owned(), true.into());
    let event = parse(&document);
    assert!(matches!(event, CdEvent::Unknown(_)), "{document}");
    Some(event)
}
