//! Rules that compare releases.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::meaning::{differences, meaning};
use super::schema::{Registry, Root};
use super::{Code, Finds};
use cdevents_codegen::model::ReleaseName;

/// An event's schema, by its type, of one release.
type Events<'r, 'a> = BTreeMap<&'r str, &'r Root<'a>>;

/// The parts of an event that are compared, each by itself.
const PARTS: &[&str] = &["context", "subject"];

/// Finds schemas that changed while their event's version didn't.
pub(super) fn check<'a>(roots: &[Root<'a>], registry: &Registry<'a>, finds: &mut Finds) {
    let mut releases: BTreeMap<&ReleaseName, Events<'_, 'a>> = BTreeMap::new();
    for root in roots {
        if let Some(event_type) = &root.event_type {
            let events = releases.entry(root.release()).or_default();
            events.insert(event_type, root);
        }
    }
    let releases: Vec<_> = releases.into_iter().collect();
    for pair in releases.windows(2) {
        if let [(before, old), (after, new)] = pair {
            compare(before, old, after, new, registry, finds);
        }
    }
}

fn compare<'a>(
    before: &ReleaseName,
    old: &Events<'_, 'a>,
    after: &ReleaseName,
    new: &Events<'_, 'a>,
    registry: &Registry<'a>,
    finds: &mut Finds,
) {
    let mut envelopes: BTreeMap<&str, Vec<(&Root<'a>, BTreeSet<String>)>> = BTreeMap::new();
    for (event_type, root) in new {
        let Some(other) = old.get(event_type) else {
            continue;
        };
        let mean = |root: &Root<'a>| {
            let mut meaning = meaning(registry, root.document, &root.document.value);
            leave_release_out(&mut meaning, root.release());
            meaning
        };
        let (mut one, mut another) = (mean(other), mean(root));
        for part in PARTS {
            let changes = differences(&take(&mut one, part), &take(&mut another, part));
            if changes.is_empty() {
                continue;
            }
            if *part == "context" {
                envelopes
                    .entry("context")
                    .or_default()
                    .push((root, changes));
                continue;
            }
            let message = format!(
                "`{event_type}` had another `{part}` in {before}: {}",
                list(&changes)
            );
            let place = format!("/properties/{part}");
            finds.add(Code::ChangedUnderSameVersion, root, &message, &place, None);
        }
        let changes = differences(&one, &another);
        if !changes.is_empty() {
            envelopes.entry("").or_default().push((root, changes));
        }
    }
    // What all events share changes at once, which is one change.
    for (part, roots) in envelopes {
        let changes = roots
            .iter()
            .flat_map(|(_, changes)| changes.clone())
            .collect();
        let what = if part.is_empty() {
            "surroundings of context and subject".to_owned()
        } else {
            format!("`{part}`")
        };
        let message = format!(
            "events return from {before} with their type unchanged, and another {what} in {after}: {}",
            list(&changes)
        );
        let place = if part.is_empty() {
            ""
        } else {
            "/properties/context"
        };
        for (root, _) in roots {
            finds.add(Code::ChangedUnderSameVersion, root, &message, place, None);
        }
    }
}

/// An event that must say its own release means the same in the next.
fn leave_release_out(meaning: &mut Value, release: &ReleaseName) {
    for key in ["specversion", "version"] {
        let pointer = format!("/properties/context/properties/{key}/enum");
        if let Some(values) = meaning.pointer_mut(&pointer)
            && *values == json!([release.to_string()])
        {
            *values = json!(["the release"]);
        }
    }
}

/// Takes a part out of what an event's schema means.
fn take(meaning: &mut Value, part: &str) -> Value {
    let members = meaning.get_mut("properties").and_then(Value::as_object_mut);
    members.and_then(|it| it.remove(part)).unwrap_or_default()
}

fn list(changes: &BTreeSet<String>) -> String {
    changes.iter().cloned().collect::<Vec<_>>().join(", ")
}
