//! Compares the events of two releases, and lists a change that several events share once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::rules::{Rules, SchemaId};
use crate::model::{Correction, Model, Release};

use super::change::{Change, ChangeKind, Diff, LINK};
use super::compare::Comparison;
use super::rule::Rule;
use super::schema::SchemaRef;

/// An event, the custom event, or a link sent on its own.
struct Document<'a> {
    schema: SchemaRef<'a>,
    schema_id: &'a str,
    /// The version of the event type, if it has one.
    version: Option<&'a str>,
}

/// Returns the events and links of a release by name.
fn documents<'a>(model: &'a Model, release: &'a Release) -> BTreeMap<String, Document<'a>> {
    let schema = |id| SchemaRef {
        rules: &model.rules,
        id,
    };
    let events = release.all_events().map(|event| {
        let document = Document {
            schema: schema(event.schema),
            schema_id: &event.schema_id,
            version: event.version(),
        };
        (event.name.clone(), document)
    });
    let links = release.link.iter().flat_map(|link| link.kinds(model));
    let links = links.map(|(alternative, schema_id, id)| {
        let document = Document {
            schema: schema(id),
            schema_id,
            version: None,
        };
        (format!("{LINK}{}", alternative.tag), document)
    });
    events.chain(links).collect()
}

/// A corrected bug in the schema of an event.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Bug<'a> {
    path: String,
    problem: &'a str,
    event: String,
}

/// Returns the corrected bugs in a release's schemas.
fn bugs<'a>(
    corrections: &'a [Correction],
    release: &Release,
    documents: &BTreeMap<String, Document<'_>>,
) -> BTreeSet<Bug<'a>> {
    let mut bugs = BTreeSet::new();
    for correction in corrections {
        if correction.release != release.name {
            continue;
        }
        for schema_id in &correction.documents {
            let mut documents = documents.iter();
            let corrected = documents.find(|(_, document)| document.schema_id == schema_id);
            bugs.insert(Bug {
                path: instance_path(&correction.pointer),
                problem: &correction.problem,
                event: corrected.map_or(schema_id, |(name, _)| name).clone(),
            });
        }
    }
    bugs
}

/// Compares two releases, each of a model.
#[must_use]
pub fn diff((old_model, old): (&Model, &Release), (new_model, new): (&Model, &Release)) -> Diff {
    let (olds, news) = (documents(old_model, old), documents(new_model, new));
    let mut changes = Changes::default();
    let (mut common, mut versions) = (Vec::new(), BTreeMap::new());
    for (name, document) in &olds {
        let Some(other) = news.get(name) else {
            changes.add(name, false, ("", ChangeKind::EventRemoved, Rule::GoneEvent));
            continue;
        };
        common.push(name.clone());
        let [from, to] = [document, other].map(|document| document.version.map(str::to_owned));
        let kept_version = from.is_some() && from == to;
        if from != to {
            versions.insert(name.clone(), (from, to));
        }
        changes.compare(name, kept_version, document.schema, other.schema);
    }
    for name in news.keys().filter(|name| !olds.contains_key(*name)) {
        changes.add(name, false, ("", ChangeKind::EventAdded, Rule::NewEvent));
    }
    let before = bugs(&old_model.corrections, old, &olds);
    let now = bugs(&new_model.corrections, new, &news);
    let fixed = before.difference(&now).map(|bug| {
        let problem = bug.problem.to_owned();
        (bug, ChangeKind::BugFixed { problem })
    });
    let introduced = now.difference(&before).map(|bug| {
        let problem = bug.problem.to_owned();
        (bug, ChangeKind::BugIntroduced { problem })
    });
    for (bug, kind) in fixed.chain(introduced) {
        changes.add(&bug.event, false, (&bug.path, kind, Rule::Corrected));
    }
    Diff {
        old: old.name.to_string(),
        new: new.name.to_string(),
        common,
        versions,
        changes: changes.sorted(),
    }
}

/// Compares two schemas by the same rules as events. Paths start at the value that the schemas
/// describe.
#[must_use]
pub fn schemas(old: (&Rules, SchemaId), new: (&Rules, SchemaId)) -> Vec<Change> {
    let [old, new] = [old, new].map(|(rules, id)| SchemaRef { rules, id });
    let mut changes = Changes::default();
    changes.compare("", false, old, new);
    changes.sorted()
}

/// Changes, each listed once.
#[derive(Default)]
struct Changes {
    changes: Vec<Change>,
    /// The position of each change, by its path, kind and rule.
    positions: BTreeMap<(String, String), usize>,
}

impl Changes {
    /// Adds the changes of an event. `kept_version` says whether its type has a version and kept it.
    fn compare(&mut self, event: &str, kept_version: bool, old: SchemaRef<'_>, new: SchemaRef<'_>) {
        let mut comparison = Comparison::default();
        comparison.compare("", old, new);
        for (path, kind, rule) in comparison.changes {
            self.add(event, kept_version, (&path, kind, rule));
        }
    }

    fn add(
        &mut self,
        event: &str,
        kept_version: bool,
        (path, kind, rule): (&str, ChangeKind, Rule),
    ) {
        let key = (path.to_owned(), format!("{kind:?} {rule:?}"));
        let index = *self.positions.entry(key).or_insert_with(|| {
            let (producers, consumers) = rule.effects();
            self.changes.push(Change {
                path: path.to_owned(),
                kind,
                producers,
                consumers,
                rule,
                events: Vec::new(),
                without_new_version: Vec::new(),
            });
            self.changes.len() - 1
        });
        let change = &mut self.changes[index];
        let lists = [
            Some(&mut change.events),
            kept_version.then_some(&mut change.without_new_version),
        ];
        for events in lists.into_iter().flatten() {
            // The same change is found twice if two schemas lead to the same value.
            if events.last().is_none_or(|last| last != event) {
                events.push(event.to_owned());
            }
        }
    }

    /// Returns the changes, those of most events first.
    fn sorted(self) -> Vec<Change> {
        let mut changes = self.changes;
        changes.sort_by_cached_key(|change| {
            // The names in JSON, since those never change.
            let kind = serde_json::to_string(&change.kind).unwrap_or_default();
            let count = Reverse(change.events.len());
            (count, change.path.clone(), change.events.clone(), kind)
        });
        changes
    }
}

/// Returns the path of the value that a place in a schema describes: `/context` for
/// `/properties/context/required`.
fn instance_path(pointer: &str) -> String {
    let mut path = String::new();
    let mut segments = pointer.split('/').skip(1);
    while let Some(segment) = segments.next() {
        match segment {
            "properties" => match segments.next() {
                Some(key) => path.extend(["/", key]),
                None => break,
            },
            "items" => path.push_str("/*"),
            _ => break,
        }
    }
    path
}
