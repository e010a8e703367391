//! Renders changes as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::markdown::{cell, code};

use super::change::{Change, ChangeKind, Diff, is_in_vocabulary};
use super::rule::Effect;

/// The most events that are listed by name where a shorter text says the same.
const MAX_NAMED: usize = 6;

/// The maximum length of a line.
const WIDTH: usize = 100;

impl Diff {
    /// Returns the changes as text for a terminal.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("from {} to {}: {}\n", self.old, self.new, summary(self));
        for change in &self.changes {
            let (path, words) = (place(change, plain), words(&change.kind, plain));
            let _ = writeln!(text, "\n{path}: {words}");
            wrap(&mut text, &format!("in {}", who(self, change, plain)));
            let _ = writeln!(
                text,
                "  producers: {}, consumers: {} ({})",
                change.producers, change.consumers, change.rule
            );
            if let Some(note) = kept_version(change) {
                let _ = writeln!(text, "  {note}");
            }
        }
        if !self.versions.is_empty() {
            text.push_str("\nnew event type versions\n");
            for (versions, events) in new_versions(self) {
                wrap(&mut text, &format!("{versions}: {}", events.join(", ")));
            }
        }
        text
    }

    /// Returns the changes as a Markdown page.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "# From {} to {}\n\n{}.\n",
            self.old,
            self.new,
            summary(self)
        );
        text.push_str(&tables(self));
        let rules: BTreeSet<_> = self.changes.iter().map(|change| change.rule).collect();
        if !rules.is_empty() {
            text.push_str("\n## Rules\n");
            for rule in rules {
                let _ = write!(text, "\n### {rule}\n\n{}\n", rule.explanation());
            }
        }
        text
    }
}

/// Returns the changes as tables with headings.
fn tables(diff: &Diff) -> String {
    let mut text = String::new();
    let sections = [
        ("Events", is_event as fn(&Change) -> bool),
        ("Breaking changes", |change| {
            !is_event(change) && change.is_breaking()
        }),
        ("Other changes", |change| {
            !is_event(change) && !change.is_breaking()
        }),
    ];
    for (title, belongs) in sections {
        let changes: Vec<_> = diff
            .changes
            .iter()
            .filter(|change| belongs(change))
            .collect();
        if changes.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {title}\n\n");
        text.push_str("| producers | consumers | path | change | events | rule |\n");
        text.push_str("|---|---|---|---|---|---|\n");
        for change in changes {
            let rule = change.rule;
            let note = kept_version(change).map(|note| format!("; {note}"));
            let note = note.unwrap_or_default();
            let _ = writeln!(
                text,
                "| {} | {} | {} | {}{note} | {} | [{rule}](#{rule}) |",
                change.producers,
                change.consumers,
                cell(&place(change, code)),
                cell(&words(&change.kind, code)),
                cell(&who(diff, change, code)),
            );
        }
    }
    if !diff.versions.is_empty() {
        text.push_str("\n## New event type versions\n\n| versions | events |\n|---|---|\n");
        for (versions, events) in new_versions(diff) {
            let events: Vec<_> = events.into_iter().map(code).collect();
            let _ = writeln!(text, "| {versions} | {} |", events.join(", "));
        }
    }
    text
}

/// Returns the number of changes: `3 changes: 2 break producers, 1 breaks consumers`.
pub(crate) fn summary(diff: &Diff) -> String {
    let breaks = |side: fn(&Change) -> Effect, name: &str| {
        let effects = diff.changes.iter().map(side);
        match effects.filter(|effect| *effect == Effect::Breaking).count() {
            0 => None,
            1 => Some(format!("1 breaks {name}")),
            count => Some(format!("{count} break {name}")),
        }
    };
    let producers = breaks(|change| change.producers, "producers");
    let consumers = breaks(|change| change.consumers, "consumers");
    let breaks: Vec<_> = producers.into_iter().chain(consumers).collect();
    match (diff.changes.len(), breaks.join(", ").as_str()) {
        (0, _) => "no change in meaning".to_owned(),
        (1, "") => "1 change, not breaking".to_owned(),
        (1, breaks) => format!("1 change: {breaks}"),
        (count, "") => format!("{count} changes, none breaking"),
        (count, breaks) => format!("{count} changes: {breaks}"),
    }
}

fn is_event(change: &Change) -> bool {
    matches!(
        change.kind,
        ChangeKind::EventAdded | ChangeKind::EventRemoved
    )
}

/// Returns the path of a change, quoted.
pub(crate) fn place(change: &Change, quote: fn(&str) -> String) -> String {
    if change.path.is_empty() {
        "the event".to_owned()
    } else {
        quote(&change.path)
    }
}

/// Adds indented lines of at most [`WIDTH`] characters.
fn wrap(text: &mut String, words: &str) {
    let mut line = String::from(" ");
    for word in words.split(' ') {
        if line.len() + word.len() >= WIDTH && line.len() > 4 {
            text.push_str(&line);
            text.push('\n');
            line = String::from("   ");
        }
        line.push(' ');
        line.push_str(word);
    }
    text.push_str(&line);
    text.push('\n');
}

fn plain(text: &str) -> String {
    text.to_owned()
}

/// Describes a change, with `quote` around JSON, keywords and paths.
pub(crate) fn words(kind: &ChangeKind, quote: fn(&str) -> String) -> String {
    let values = |values: &[String]| list(values, quote);
    let changed = |what: &str, added: &[String], removed: &[String]| {
        let parts = [("added", added), ("removed", removed)];
        let parts = parts.iter().filter(|(_, list)| !list.is_empty());
        let parts: Vec<_> = parts
            .map(|(name, list)| format!("{name} {}", values(list)))
            .collect();
        format!("{what}: {}", parts.join("; "))
    };
    match kind {
        ChangeKind::EventAdded => "new event".to_owned(),
        ChangeKind::EventRemoved => "removed".to_owned(),
        ChangeKind::PropertyAdded { required, types } => {
            format!(
                "new {} property: {types}",
                if *required { "required" } else { "optional" }
            )
        }
        ChangeKind::PropertyRemoved { required } => {
            format!(
                "removed (was {})",
                if *required { "required" } else { "optional" }
            )
        }
        ChangeKind::PropertyRenamed { from } => format!("renamed from {} (inferred)", quote(from)),
        ChangeKind::RequiredNow => "now required".to_owned(),
        ChangeKind::OptionalNow => "now optional".to_owned(),
        ChangeKind::TypesChanged { from, to } => format!("type changed from {from} to {to}"),
        ChangeKind::ValuesChanged { added, removed } => {
            changed("allowed values changed", added, removed)
        }
        ChangeKind::KnownValuesChanged { added, removed } => changed(
            "known values changed (any other value is still allowed)",
            added,
            removed,
        ),
        ChangeKind::ValuesOpened => "now allows any value".to_owned(),
        ChangeKind::ValuesClosed { values: only } => format!("now restricted to {}", values(only)),
        ChangeKind::TypeFixed => "the schema now requires one event type".to_owned(),
        ChangeKind::TypeOpened => "the schema no longer requires one event type".to_owned(),
        ChangeKind::KeywordChanged { keyword, from, to } => {
            let (verb, end, value) = match (from, to) {
                (Some(from), Some(to)) => {
                    let (from, to) = (quote(from), quote(to));
                    return format!("{} changed from {from} to {to}", quote(keyword));
                }
                (None, value) => ("must now", "added", value),
                (value, None) => ("need no longer", "removed", value),
            };
            let value = value.as_deref().unwrap_or_default();
            match (*keyword, value) {
                ("format", "uri") => format!("{verb} be a URI"),
                ("format", "uri-reference") => format!("{verb} be a URI reference"),
                ("format", "date-time") => format!("{verb} be a date and time"),
                ("minLength", "1") if from.is_none() => "must no longer be empty".to_owned(),
                ("minLength", "1") => "may now be empty".to_owned(),
                _ => format!("{} {} {end}", quote(keyword), quote(value)),
            }
        }
        ChangeKind::ObjectOpened => "now allows additional properties".to_owned(),
        ChangeKind::ObjectClosed => "no longer allows additional properties".to_owned(),
        ChangeKind::AlternativeAdded { name } => format!("new alternative: {}", quote(name)),
        ChangeKind::AlternativeRemoved { name } => format!("alternative removed: {}", quote(name)),
        ChangeKind::ConstraintsChanged { keywords } => {
            let keywords: Vec<_> = keywords.iter().map(|keyword| quote(keyword)).collect();
            format!("{} changed", keywords.join(" or "))
        }
        ChangeKind::BugFixed { problem } => format!("upstream bug fixed: {problem}"),
        ChangeKind::BugIntroduced { problem } => format!("upstream bug, corrected here: {problem}"),
    }
}

/// Returns the texts with commas between them, quoted.
fn list(texts: &[impl AsRef<str>], quote: fn(&str) -> String) -> String {
    let quoted: Vec<_> = texts.iter().map(|text| quote(text.as_ref())).collect();
    quoted.join(", ")
}

/// Returns the events that a change applies to, as short as possible, with `quote` around names.
fn who(diff: &Diff, change: &Change, quote: fn(&str) -> String) -> String {
    let events = change.events.iter().map(String::as_str);
    let (events, others): (Vec<_>, Vec<_>) = events.partition(|name| is_in_vocabulary(name));
    let common = diff.common.iter().map(String::as_str);
    let common: Vec<_> = common.filter(|name| is_in_vocabulary(name)).collect();
    let are_common = events.iter().all(|name| common.contains(name));
    let missing: Vec<_> = common
        .iter()
        .filter(|name| !events.contains(name))
        .collect();
    if !are_common || events.len() <= MAX_NAMED || missing.len() > MAX_NAMED {
        return list(&change.events, quote);
    }
    let mut who = String::new();
    if !others.is_empty() {
        let _ = write!(who, "{} and ", list(&others, quote));
    }
    let _ = write!(
        who,
        "all {} events that exist in both releases",
        common.len()
    );
    if !missing.is_empty() {
        let _ = write!(who, " except {}", list(&missing, quote));
    }
    who
}

fn kept_version(change: &Change) -> Option<String> {
    let (some, all) = (change.without_new_version.len(), change.events.len());
    match (some, all) {
        (0, _) => None,
        (1, 1) => Some("event type version unchanged".to_owned()),
        _ if some == all => Some("event type versions unchanged".to_owned()),
        _ => Some(format!(
            "event type version unchanged in {some} of {all} events"
        )),
    }
}

fn new_versions(diff: &Diff) -> BTreeMap<String, Vec<&str>> {
    let mut by_version: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (event, (before, now)) in &diff.versions {
        let version = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
        let versions = format!("{} to {}", version(before), version(now));
        by_version.entry(versions).or_default().push(event);
    }
    by_version
}
