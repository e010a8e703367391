//! Events by releases: which there were, and which changed.

use std::collections::BTreeSet;

use crate::diff::{Change, ChangeKind, Diff};
use crate::model::{Event, Model, Release};

use crate::emit::changes::since;

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

/// A release, and what it has of an event.
pub(super) struct Entry<'a> {
    pub(super) release: &'a Release,
    /// What changed since the release before it, of all events.
    pub(super) since: Option<&'a Diff>,
    pub(super) cell: Cell,
    pub(super) event: Option<&'a Event>,
}

/// An event in all releases.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    pub(super) stage: &'a str,
    /// The first release that has it, and the last.
    pub(super) first: &'a Release,
    pub(super) last: &'a Release,
    /// The event as the last one has it.
    pub(super) newest: &'a Event,
    /// A release each.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Row<'a> {
    /// What is before the dot: the subject.
    pub(super) fn subject(&self) -> &'a str {
        self.name
            .split_once('.')
            .map_or(self.name, |(subject, _)| subject)
    }

    /// The page of the event, in the reference.
    pub(super) fn page(&self) -> String {
        page(self.newest)
    }
}

/// The page of an event, in the reference.
pub(super) fn page(event: &Event) -> String {
    format!("events/{}.md", event.file_name())
}

/// The events of the vocabulary, by stage and then by name.
pub(super) fn rows<'a>(model: &'a Model, changes: &'a [Diff]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for stage in &model.stages {
        let all = model.releases.iter().flat_map(|it| &it.events);
        let of_stage = all.filter(|it| it.stage.as_ref() == Some(stage));
        let names: BTreeSet<_> = of_stage.map(|it| it.name.as_str()).collect();
        rows.extend(
            names
                .into_iter()
                .filter_map(|name| row(model, changes, stage, name)),
        );
    }
    rows
}

/// Of an event that some release has.
fn row<'a>(
    model: &'a Model,
    changes: &'a [Diff],
    stage: &'a str,
    name: &'a str,
) -> Option<Row<'a>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (index, release) in model.releases.iter().enumerate() {
        let event = release.events.iter().find(|it| it.name == name);
        let since = since(changes, index);
        let was = entries.last().is_some_and(|it| it.event.is_some());
        let changed = since.is_some_and(|diff| diff.of_event(name).any(is_of_meaning));
        let cell = match (event, was) {
            (None, _) => Cell::Absent,
            (Some(_), false) => Cell::New,
            (Some(_), true) if changed => Cell::Changed,
            (Some(_), true) => Cell::Unchanged,
        };
        entries.push(Entry {
            release,
            since,
            cell,
            event,
        });
    }
    let first = entries.iter().find(|it| it.event.is_some())?.release;
    let mut backwards = entries.iter().rev();
    let (last, newest) = backwards.find_map(|it| Some((it.release, it.event?)))?;
    Some(Row {
        name,
        stage,
        first,
        last,
        newest,
        entries,
    })
}

/// What is read corrected, is read as before.
fn is_of_meaning(change: &Change) -> bool {
    !matches!(
        change.kind,
        ChangeKind::BugFixed { .. } | ChangeKind::BugIntroduced { .. }
    )
}
