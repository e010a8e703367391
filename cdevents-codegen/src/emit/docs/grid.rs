//! Which release has which event, and what changed.

use std::collections::BTreeSet;

use crate::diff::{Change, ChangeKind, Diff};
use crate::model::{Event, Model, Release};

use crate::emit::changes::since;

/// Whether a release has an event, compared with the previous release.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Presence {
    Absent,
    New,
    Changed,
    Unchanged,
}

impl Presence {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// An event in one release.
pub(super) struct Entry<'a> {
    pub(super) release: &'a Release,
    /// The changes of all events since the previous release.
    pub(super) since: Option<&'a Diff>,
    pub(super) presence: Presence,
    pub(super) event: Option<&'a Event>,
}

/// An event in all releases.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    pub(super) stage: &'a str,
    /// The first release that has the event.
    pub(super) first: &'a Release,
    /// The last release that has the event.
    pub(super) last: &'a Release,
    /// The event in that release.
    pub(super) newest: &'a Event,
    /// One entry for each release.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Row<'a> {
    /// Returns the subject: the part of the name before the dot.
    pub(super) fn subject(&self) -> &'a str {
        self.name
            .split_once('.')
            .map_or(self.name, |(subject, _)| subject)
    }
}

/// Returns the events of the vocabulary, by stage and name.
pub(super) fn rows<'a>(model: &'a Model, changes: &'a [Diff]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for stage in &model.stages {
        let all = model.releases.iter().flat_map(|release| &release.events);
        let of_stage = all.filter(|event| event.stage.as_ref() == Some(stage));
        let names: BTreeSet<_> = of_stage.map(|event| event.name.as_str()).collect();
        rows.extend(
            names
                .into_iter()
                .filter_map(|name| row(model, changes, stage, name)),
        );
    }
    rows
}

/// Returns the row of an event, if some release has it.
fn row<'a>(
    model: &'a Model,
    changes: &'a [Diff],
    stage: &'a str,
    name: &'a str,
) -> Option<Row<'a>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (index, release) in model.releases.iter().enumerate() {
        let event = release.events.iter().find(|event| event.name == name);
        let since = since(changes, index);
        let was = entries.last().is_some_and(|entry| entry.event.is_some());
        let changed = since.is_some_and(|diff| diff.of_event(name).any(is_visible));
        let presence = match (event, was) {
            (None, _) => Presence::Absent,
            (Some(_), false) => Presence::New,
            (Some(_), true) if changed => Presence::Changed,
            (Some(_), true) => Presence::Unchanged,
        };
        entries.push(Entry {
            release,
            since,
            presence,
            event,
        });
    }
    let first = entries.iter().find(|entry| entry.event.is_some())?.release;
    let mut backwards = entries.iter().rev();
    let (last, newest) = backwards.find_map(|entry| Some((entry.release, entry.event?)))?;
    Some(Row {
        name,
        stage,
        first,
        last,
        newest,
        entries,
    })
}

/// Returns whether a change is visible here. Bugs are corrected here, so they change nothing.
fn is_visible(change: &Change) -> bool {
    !matches!(
        change.kind,
        ChangeKind::BugFixed { .. } | ChangeKind::BugIntroduced { .. }
    )
}
