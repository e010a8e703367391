//! Pairs the events of two releases, compares each pair, and makes the same change of several events
//! one.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::rules::{Rules, SchemaId};
use crate::model::{Correction, Event, Model};

use super::change::{Change, Kind, Rule};
use super::compare::Comparison;
use super::view::Place;
use super::{Diff, Side};

/// The name of the custom event among the events.
pub(crate) const CUSTOM: &str = "custom";

/// What the names of links begin with.
pub(crate) const LINK: &str = "link ";

/// What is compared: an event, the custom event, or a link that travels by itself.
struct Subject<'a> {
    schema: SchemaId,
    /// The schema's `$id`.
    id: &'a str,
    /// The version of the type, if it has one.
    version: Option<&'a str>,
}

/// A release's events by name, with what else is compared.
struct Release<'a> {
    model: &'a Model,
    corrections: Vec<&'a Correction>,
    subjects: BTreeMap<String, Subject<'a>>,
}

impl<'a> Release<'a> {
    fn of(side: Side<'a>) -> Self {
        let release = side.release;
        let mut subjects = BTreeMap::new();
        for event in release.all_events() {
            subjects.insert(event.name.clone(), subject(event));
        }
        if let Some(link) = &release.link {
            let kinds = link.kinds(side.model).map(|(kind, id, schema)| {
                let subject = Subject {
                    schema,
                    id,
                    version: None,
                };
                (format!("{LINK}{}", kind.tag), subject)
            });
            subjects.extend(kinds);
        }
        let corrections = side.model.corrections.iter();
        Self {
            model: side.model,
            corrections: corrections
                .filter(|it| it.release == release.name)
                .collect(),
            subjects,
        }
    }

    fn place(&self, subject: &Subject<'_>) -> Place<'a> {
        Place {
            rules: &self.model.rules,
            id: subject.schema,
        }
    }

    /// The faults that are read corrected: what is wrong, in which place of which event or document.
    fn faults(&self) -> BTreeSet<Fault<'a>> {
        let documents = self.corrections.iter().flat_map(|correction| {
            let documents = correction.documents.iter();
            documents.map(|document| (*correction, document.as_str()))
        });
        let faults = documents.map(|(correction, document)| {
            let mut subjects = self.subjects.iter();
            let subject = subjects.find(|(_, subject)| subject.id == document);
            let name = subject.map_or(document, |(name, _)| name);
            Fault {
                path: instance_path(&correction.pointer),
                problem: &correction.problem,
                of: name.to_owned(),
            }
        });
        faults.collect()
    }
}

#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Fault<'a> {
    path: String,
    problem: &'a str,
    of: String,
}

pub(super) fn diff(old: Side<'_>, new: Side<'_>) -> Diff {
    let (olds, news) = (Release::of(old), Release::of(new));
    let mut changes = Changes::default();
    let (mut common, mut versions) = (Vec::new(), BTreeMap::new());
    for (name, subject) in &olds.subjects {
        let Some(other) = news.subjects.get(name) else {
            changes.add(
                name,
                false,
                String::new(),
                Kind::EventRemoved,
                Rule::GoneEvent,
            );
            continue;
        };
        common.push(name.clone());
        if subject.version != other.version {
            let version = |it: &Subject<'_>| it.version.map(str::to_owned);
            versions.insert(name.clone(), (version(subject), version(other)));
        }
        let is_unversioned = subject.version.is_some() && subject.version == other.version;
        let mut comparison = Comparison::default();
        comparison.compare("", olds.place(subject), news.place(other));
        for (path, kind, direction) in comparison.found {
            changes.add(name, is_unversioned, path, kind, direction.rule());
        }
    }
    for name in news
        .subjects
        .keys()
        .filter(|name| !olds.subjects.contains_key(*name))
    {
        changes.add(name, false, String::new(), Kind::EventAdded, Rule::NewEvent);
    }
    let (before, now) = (olds.faults(), news.faults());
    for fault in before.difference(&now) {
        let problem = fault.problem.to_owned();
        let kind = Kind::FaultMended { problem };
        changes.add(&fault.of, false, fault.path.clone(), kind, Rule::Corrected);
    }
    for fault in now.difference(&before) {
        let problem = fault.problem.to_owned();
        let kind = Kind::FaultMade { problem };
        changes.add(&fault.of, false, fault.path.clone(), kind, Rule::Corrected);
    }
    Diff {
        old: old.release.name.to_string(),
        new: new.release.name.to_string(),
        common,
        versions,
        changes: changes.finish(),
    }
}

/// The changes between two schemas.
pub(super) fn schemas(old: (&Rules, SchemaId), new: (&Rules, SchemaId)) -> Vec<Change> {
    let [old, new] = [old, new].map(|(rules, id)| Place { rules, id });
    let mut comparison = Comparison::default();
    comparison.compare("", old, new);
    let mut changes = Changes::default();
    for (path, kind, direction) in comparison.found {
        changes.add("", false, path, kind, direction.rule());
    }
    changes.finish()
}

/// Changes, of which equal ones become one.
#[derive(Default)]
struct Changes {
    changes: Vec<Change>,
    /// Where each is, by what it is.
    positions: BTreeMap<(String, String), usize>,
}

impl Changes {
    fn add(&mut self, event: &str, is_unversioned: bool, path: String, kind: Kind, rule: Rule) {
        let key = (path.clone(), format!("{kind:?} {rule:?}"));
        let index = *self.positions.entry(key).or_insert_with(|| {
            let (producers, consumers) = rule.effects();
            self.changes.push(Change {
                path,
                kind,
                producers,
                consumers,
                rule,
                events: Vec::new(),
                without_new_version: Vec::new(),
            });
            self.changes.len() - 1
        });
        if let Some(change) = self.changes.get_mut(index) {
            // One event can have the same change twice, where two ways lead to a place.
            let list = [
                Some(&mut change.events),
                is_unversioned.then_some(&mut change.without_new_version),
            ];
            for events in list.into_iter().flatten() {
                if events.last().is_none_or(|last| last != event) {
                    events.push(event.to_owned());
                }
            }
        }
    }

    /// First what concerns most events.
    fn finish(self) -> Vec<Change> {
        let mut changes = self.changes;
        changes.sort_by(|one, other| {
            let key = |it: &Change| (it.path.clone(), it.events.clone(), format!("{:?}", it.kind));
            let by_count = other.events.len().cmp(&one.events.len());
            by_count.then_with(|| key(one).cmp(&key(other)))
        });
        changes
    }
}

fn subject(event: &Event) -> Subject<'_> {
    Subject {
        schema: event.schema,
        id: &event.schema_id,
        version: event.version(),
    }
}

/// The place in an event that a place in its schema speaks of: `/properties/context/required` of
/// `/context`.
fn instance_path(pointer: &str) -> String {
    let mut path = String::new();
    let mut parts = pointer.split('/').skip(1);
    while let Some(part) = parts.next() {
        match part {
            "properties" => match parts.next() {
                Some(key) => path.extend(["/", key]),
                None => break,
            },
            "items" => path.push_str("/*"),
            _ => break,
        }
    }
    path
}
