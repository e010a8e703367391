//! Rules that compare releases.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::lint::fault::Faults;
use crate::lint::meaning::{differences, meaning};
use crate::lint::rule::Rule;
use crate::lint::schema::{Registry, Root};
use cdevents_codegen::model::ReleaseName;

/// The schemas of one release, by event type.
type Events<'r, 'a> = BTreeMap<&'r str, &'r Root<'a>>;

/// The parts of an event that are compared separately.
const PARTS: &[&str] = &["context", "subject"];

/// Finds schemas that changed without a new version of their event.
pub(super) fn check<'a>(roots: &[Root<'a>], registry: &Registry<'a>, faults: &mut Faults) {
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
            compare(before, old, after, new, registry, faults);
        }
    }
}

fn compare<'a>(
    before: &ReleaseName,
    old: &Events<'_, 'a>,
    after: &ReleaseName,
    new: &Events<'_, 'a>,
    registry: &Registry<'a>,
    faults: &mut Faults,
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
                "the `{part}` of `{event_type}` changed since {before}: {}",
                list(&changes)
            );
            let pointer = format!("/properties/{part}");
            faults.add(
                Rule::ChangedUnderSameVersion,
                root,
                &message,
                &pointer,
                None,
            );
        }
        let changes = differences(&one, &another);
        if !changes.is_empty() {
            envelopes.entry("").or_default().push((root, changes));
        }
    }
    // A change in a part that all events share is one finding.
    for (part, roots) in envelopes {
        let changes = roots
            .iter()
            .flat_map(|(_, changes)| changes.clone())
            .collect();
        let what = if part.is_empty() {
            "envelope".to_owned()
        } else {
            format!("`{part}`")
        };
        let message = format!(
            "the {what} of events changed from {before} to {after}, but not their types: {}",
            list(&changes)
        );
        let pointer = if part.is_empty() {
            ""
        } else {
            "/properties/context"
        };
        for (root, _) in roots {
            faults.add(Rule::ChangedUnderSameVersion, root, &message, pointer, None);
        }
    }
}

/// Replaces the release that events must name, since it always differs.
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

/// Takes a part out of the meaning of an event's schema.
fn take(meaning: &mut Value, part: &str) -> Value {
    let properties = meaning.get_mut("properties");
    let properties = properties.and_then(Value::as_object_mut);
    properties
        .and_then(|properties| properties.remove(part))
        .unwrap_or_default()
}

fn list(changes: &BTreeSet<String>) -> String {
    changes.iter().cloned().collect::<Vec<_>>().join(", ")
}
