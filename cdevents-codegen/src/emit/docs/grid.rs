//! Events by releases: which there were, and which changed.

use std::collections::BTreeMap;

use crate::diff::{Change, Diff, Kind};
use crate::model::{Event, Model};

/// What a release has of an event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cell {
    Absent,
    New,
    Changed,
    Unchanged,
}

impl Cell {
    /// In a word.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// An event in all releases.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    pub(super) stage: &'a str,
    /// A release each: what it has of the event, and the event.
    pub(super) cells: Vec<(Cell, Option<&'a Event>)>,
}

impl<'a> Row<'a> {
    /// The event of the newest release that has it, and the number of that release.
    pub(super) fn newest(&self) -> Option<(usize, &'a Event)> {
        let mut cells = self.cells.iter().enumerate().rev();
        cells.find_map(|(index, (_, event))| Some((index, (*event)?)))
    }

    /// What is before the dot: the subject.
    pub(super) fn subject(&self) -> &'a str {
        self.name
            .split_once('.')
            .map_or(self.name, |(subject, _)| subject)
    }

    /// The page of the event, in the reference.
    pub(super) fn page(&self) -> String {
        page(self.name)
    }
}

/// The page of an event, in the reference.
pub(super) fn page(name: &str) -> String {
    format!("events/{}.md", name.replace('.', "-"))
}

/// The events of the vocabulary, by stage and then by name.
pub(super) fn rows<'a>(model: &'a Model, changes: &[Diff]) -> Vec<Row<'a>> {
    let mut events: BTreeMap<(usize, &str), Vec<Option<&Event>>> = BTreeMap::new();
    for (index, release) in model.releases.iter().enumerate() {
        for event in &release.events {
            let stage = model
                .stages
                .iter()
                .position(|it| Some(it) == event.stage.as_ref());
            let key = (stage.unwrap_or(usize::MAX), event.name.as_str());
            let cells = events
                .entry(key)
                .or_insert_with(|| vec![None; model.releases.len()]);
            if let Some(cell) = cells.get_mut(index) {
                *cell = Some(event);
            }
        }
    }
    let rows = events.into_iter().map(|((stage, name), events)| {
        let mut cells = Vec::new();
        let mut before = false;
        for (index, event) in events.into_iter().enumerate() {
            let diff = index.checked_sub(1).and_then(|before| changes.get(before));
            let changed = diff.is_some_and(|diff| diff.of_event(name).any(is_of_meaning));
            let cell = match (event, before) {
                (None, _) => Cell::Absent,
                (Some(_), false) => Cell::New,
                (Some(_), true) if changed => Cell::Changed,
                (Some(_), true) => Cell::Unchanged,
            };
            before = event.is_some();
            cells.push((cell, event));
        }
        let stage = model.stages.get(stage).map_or("", String::as_str);
        Row { name, stage, cells }
    });
    rows.collect()
}

/// What is read corrected, is read as before.
fn is_of_meaning(change: &Change) -> bool {
    !matches!(
        change.kind,
        Kind::FaultMended { .. } | Kind::FaultMade { .. }
    )
}
