//! What an upgrade does, on the pages of events and of migrations.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::diff::Diff;
use crate::markdown::{cell, code};
use crate::model::{Event, Model, Release};
use crate::upgrades::{Fate, Fates, Pair, Plan, When, fates};

use super::pages::{Root, event_page};

/// The least number of events that a table counts rather than names.
const MANY: usize = 7;

/// Returns the section of an event's page: what becomes of its properties between any two releases.
pub(super) fn of_event(model: &Model, plan: &Plan<'_>, event: &str, root: Root) -> String {
    let lineage = lineage(plan, event);
    let mut lines = String::new();
    for pair in lineage.iter().rev() {
        let releases = format!("{}, {}", pair.older.name, pair.newer.name);
        for ((forward, backward), paths) in grouped(&fates(model, pair)) {
            let _ = writeln!(
                lines,
                "| {releases} | {} | {} | {} |",
                cell(&paths.join(", ")),
                cell(&forward),
                cell(&backward)
            );
        }
    }
    let mut text = introduction(root, "from one release to another");
    if lines.is_empty() {
        text.push_str(" Every property is kept.\n");
    } else {
        text.push_str(" Properties that are not listed are kept.\n\n");
        text.push_str("| releases | property | to the newer one | to the older one |\n");
        text.push_str("|---|---|---|---|\n");
        text.push_str(&lines);
    }
    for pair in renamed(&lineage) {
        let link = |event: &Event| root.link(&code(&event.name), &event_page(event));
        let _ = write!(
            text,
            "\nUntil {}, the event is {}; since {}, it is {}.\n",
            pair.older.name,
            link(pair.old),
            pair.newer.name,
            link(pair.new)
        );
    }
    text.push_str(&limits(model, event, &lineage));
    text
}

fn introduction(root: Root, releases: &str) -> String {
    let link = root.link(
        "what becomes of each property",
        "guide/upgrading.md#what-becomes-of-a-property",
    );
    format!("\n## Upgrade\n\nThis is {link} if `upgrade` converts an event {releases}.")
}

/// Returns the pairs of an event and of the events that it was called before or later, oldest first.
fn lineage<'a, 'b>(plan: &'b Plan<'a>, event: &str) -> Vec<&'b Pair<'a>> {
    let mut names = BTreeSet::from([event]);
    loop {
        let known = names.len();
        for pair in &plan.pairs {
            let both = [pair.old.name.as_str(), pair.new.name.as_str()];
            if both.iter().any(|name| names.contains(name)) {
                names.extend(both);
            }
        }
        if names.len() == known {
            break;
        }
    }
    let pairs = plan.pairs.iter();
    let pairs = pairs.filter(|pair| names.contains(pair.new.name.as_str()));
    pairs.collect()
}

/// Returns the pairs in which the event has two names.
fn renamed<'a, 'b>(pairs: &[&'b Pair<'a>]) -> impl Iterator<Item = &'b Pair<'a>> {
    let pairs = pairs.iter().copied();
    pairs.filter(|pair| pair.old.name != pair.new.name)
}

/// Says to which releases the event cannot be converted.
fn limits(model: &Model, name: &str, lineage: &[&Pair<'_>]) -> String {
    let releases = &model.releases;
    let mut with_event = releases.iter().filter(|release| {
        let mut events = release.all_events();
        let names = lineage
            .iter()
            .flat_map(|pair| [&pair.old.name, &pair.new.name]);
        let names: BTreeSet<_> = names.map(String::as_str).chain([name]).collect();
        events.any(|event| names.contains(event.name.as_str()))
    });
    let first = with_event.next();
    let last = with_event.next_back().or(first);
    let mut text = String::new();
    let mut limit = |side: &str, release: Option<&Release>, end: Option<&Release>| {
        if let (Some(release), true) = (release, release != end) {
            let _ = write!(
                text,
                "\nReleases {side} {} do not have the event, so it cannot be converted to them.\n",
                release.name
            );
        }
    };
    limit("before", first, releases.first());
    limit("after", last, releases.last());
    text
}

/// Returns the section of a migration page.
pub(super) fn of_migration(model: &Model, plan: &Plan<'_>, diff: &Diff) -> String {
    let pairs = plan.pairs.iter().filter(|pair| {
        pair.older.name.to_string() == diff.old && pair.newer.name.to_string() == diff.new
    });
    let pairs: Vec<_> = pairs.collect();
    let mut rows: Vec<(Fates, Vec<&str>)> = Vec::new();
    for pair in &pairs {
        for fates in fates(model, pair) {
            let name = pair.new.name.as_str();
            match rows.iter_mut().find(|(other, _)| *other == fates) {
                Some((_, names)) => names.push(name),
                None => rows.push((fates, vec![name])),
            }
        }
    }
    let is_asked = |fate: &Fate| matches!(fate, Fate::Asked(_));
    rows.sort_by_key(|(fates, names)| {
        let asks = fates.forward.iter().chain(&fates.backward).any(is_asked);
        (!asks, std::cmp::Reverse(names.len()), fates.new.clone())
    });
    let mut text = introduction(Root("../"), "between these releases");
    if rows.is_empty() {
        text.push_str(" Every property is kept.\n");
    } else {
        let _ = write!(
            text,
            " Properties that are not listed are kept.\n\n\
             | to {} | to {} | property | events |\n|---|---|---|---|\n",
            diff.new, diff.old
        );
    }
    for (fates, names) in &rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            cell(&all_words(&fates.forward)),
            cell(&all_words(&fates.backward)),
            cell(&paths(fates)),
            cell(&events(names, pairs.len()))
        );
    }
    let renamed = pairs.iter().filter(|pair| pair.old.name != pair.new.name);
    let renamed =
        renamed.map(|pair| format!("{} to {}", code(&pair.old.name), code(&pair.new.name)));
    let renamed: Vec<_> = renamed.collect();
    if !renamed.is_empty() {
        let _ = write!(text, "\nRenamed events: {}.\n", renamed.join(", "));
    }
    text
}

/// Returns the names of events, or how many they are.
fn events(names: &[&str], all: usize) -> String {
    if names.len() == all && all > 1 {
        return format!("all {all}");
    }
    if names.len() >= MANY {
        return format!("{} of {all}", names.len());
    }
    let names: Vec<_> = names.iter().map(|name| code(name)).collect();
    names.join(", ")
}

/// Returns the rows of a table: the words for both directions, with the paths that share them.
fn grouped(all: &[Fates]) -> Vec<((String, String), Vec<String>)> {
    let mut rows: Vec<((String, String), Vec<String>)> = Vec::new();
    for fates in all {
        let key = (all_words(&fates.forward), all_words(&fates.backward));
        let paths = paths(fates);
        match rows.iter_mut().find(|(other, _)| *other == key) {
            Some((_, all)) => all.push(paths),
            None => rows.push((key, vec![paths])),
        }
    }
    rows
}

fn paths(fates: &Fates) -> String {
    if fates.old == fates.new {
        code(&fates.new)
    } else {
        format!("{} → {}", code(&fates.old), code(&fates.new))
    }
}

/// Says what becomes of a property.
fn all_words(fates: &[Fate]) -> String {
    if fates.is_empty() {
        return "kept".to_owned();
    }
    fates.iter().map(words).collect::<Vec<_>>().join("; ")
}

fn words(fate: &Fate) -> String {
    match fate {
        Fate::Renamed => "renamed".to_owned(),
        Fate::Dropped(when) => format!("dropped{}", condition(*when)),
        Fate::Asked(when) => format!("asked for{}", condition(*when)),
        Fate::Default(value, when) => format!("{}{}", code(value), condition(*when)),
        Fate::Values(values) => {
            let values = values.iter();
            let values = values.map(|(value, fate)| format!("{} {}", code(value), words(fate)));
            values.collect::<Vec<_>>().join(", ")
        }
        Fate::Becomes(value) => format!("becomes {}", code(value)),
        Fate::AdditionalDropped => "additional properties dropped".to_owned(),
        Fate::Absent => "absent".to_owned(),
    }
}

const fn condition(when: When) -> &'static str {
    match when {
        When::Always => "",
        When::IfAbsent => " if absent",
        When::IfInvalid => " if not valid",
    }
}
