//! The changes in words.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::markdown::{cell, code};

use super::change::{Change, Effect, Kind};
use super::events::{CUSTOM, LINK};
use super::{Diff, Rule};

/// How many events are named at the most, where the others can be named shorter.
const FEW: usize = 6;

/// How long a line is at the most.
const WIDTH: usize = 100;

/// For a terminal.
pub(super) fn text(diff: &Diff) -> String {
    let mut text = format!("from {} to {}: {}\n", diff.old, diff.new, summary(diff));
    for change in &diff.changes {
        let place = place(change, plain);
        let _ = writeln!(
            text,
            "
{place}: {}",
            words(&change.kind, plain)
        );
        wrap(&mut text, &format!("in {}", who(diff, change, plain)));
        let _ = writeln!(
            text,
            "  producers: {}, consumers: {} ({})",
            change.producers, change.consumers, change.rule
        );
        if let Some(note) = without_new_version(change) {
            let _ = writeln!(text, "  {note}");
        }
    }
    if !diff.versions.is_empty() {
        text.push_str("\nnew versions of types\n");
        for (versions, events) in bumps(diff) {
            wrap(&mut text, &format!("{versions}: {}", events.join(", ")));
        }
    }
    text
}

/// For a page.
pub(super) fn markdown(diff: &Diff) -> String {
    let mut text = format!(
        "# From {} to {}\n\n{}.\n",
        diff.old,
        diff.new,
        summary(diff)
    );
    text.push_str(&tables(diff, "##", |rule| format!("[{rule}](#{rule})")));
    let mut rules: Vec<_> = diff.changes.iter().map(|it| it.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    if !rules.is_empty() {
        text.push_str("\n## Rules\n");
        for rule in rules {
            let _ = write!(text, "\n### {rule}\n\n{}\n", Rule::explanation(rule));
        }
    }
    text
}

/// The changes as tables, each under a heading of that level.
pub(crate) fn tables(diff: &Diff, level: &str, name_rule: fn(Rule) -> String) -> String {
    let mut text = String::new();
    let sections = [
        ("Events", is_event as fn(&Change) -> bool),
        ("What breaks", |it| !is_event(it) && is_breaking(it)),
        ("What else changed", |it| !is_event(it) && !is_breaking(it)),
    ];
    for (title, belongs) in sections {
        let changes: Vec<_> = diff.changes.iter().filter(|it| belongs(it)).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = write!(text, "\n{level} {title}\n\n");
        text.push_str("| where | what | in | producers | consumers | rule |\n");
        text.push_str("|---|---|---|---|---|---|\n");
        for change in changes {
            let note = without_new_version(change);
            let note = note.map(|note| format!(" ({note})")).unwrap_or_default();
            let _ = writeln!(
                text,
                "| {} | {}{note} | {} | {} | {} | {} |",
                cell(&place(change, code)),
                cell(&words(&change.kind, code)),
                cell(&who(diff, change, code)),
                change.producers,
                change.consumers,
                name_rule(change.rule),
            );
        }
    }
    if !diff.versions.is_empty() {
        let _ = write!(text, "\n{level} New versions of types\n\n");
        text.push_str("| versions | events |\n|---|---|\n");
        for (versions, events) in bumps(diff) {
            let events: Vec<_> = events.into_iter().map(code).collect();
            let _ = writeln!(text, "| {versions} | {} |", events.join(", "));
        }
    }
    text
}

/// `3 changes; breaking for producers: 2, for consumers: 1`.
pub(crate) fn summary(diff: &Diff) -> String {
    let breaking = |side: fn(&Change) -> Effect| {
        let of_side = diff.changes.iter().map(side);
        of_side.filter(|it| *it == Effect::Breaking).count()
    };
    let (producers, consumers) = (breaking(|it| it.producers), breaking(|it| it.consumers));
    let breaks = |count: usize, side: &str| match count {
        0 => format!("none breaks {side}"),
        1 => format!("1 breaks {side}"),
        count => format!("{count} break {side}"),
    };
    let (producers, consumers) = (
        breaks(producers, "producers"),
        breaks(consumers, "consumers"),
    );
    match diff.changes.len() {
        0 => "no change in meaning".to_owned(),
        1 => format!("1 change: {producers}, {consumers}"),
        count => format!("{count} changes: {producers}, {consumers}"),
    }
}

fn is_event(change: &Change) -> bool {
    matches!(change.kind, Kind::EventAdded | Kind::EventRemoved)
}

fn is_breaking(change: &Change) -> bool {
    breaks(change).is_some()
}

/// Whom a change breaks.
pub(crate) fn breaks(change: &Change) -> Option<&'static str> {
    let [producers, consumers] = [change.producers, change.consumers];
    sides(producers == Effect::Breaking, consumers == Effect::Breaking)
}

/// Both sides, one, or none.
pub(crate) fn sides(producers: bool, consumers: bool) -> Option<&'static str> {
    match (producers, consumers) {
        (true, true) => Some("producers and consumers"),
        (true, false) => Some("producers"),
        (false, true) => Some("consumers"),
        (false, false) => None,
    }
}

/// Where a change is, with `quote` around what isn't prose.
pub(crate) fn place(change: &Change, quote: fn(&str) -> String) -> String {
    if change.path.is_empty() {
        "the event".to_owned()
    } else {
        quote(&change.path)
    }
}

/// Adds indented lines that are no longer than they should be.
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

/// What changed, with `quote` around what isn't prose.
pub(crate) fn words(kind: &Kind, quote: fn(&str) -> String) -> String {
    let values = |values: &[String]| {
        let quoted: Vec<_> = values.iter().map(|it| quote(it)).collect();
        quoted.join(", ")
    };
    let changed = |what: &str, added: &[String], removed: &[String]| {
        let parts = [("added", added), ("removed", removed)];
        let parts = parts.iter().filter(|(_, list)| !list.is_empty());
        let parts: Vec<_> = parts
            .map(|(name, list)| format!("{name} {}", values(list)))
            .collect();
        format!("{what}: {}", parts.join("; "))
    };
    match kind {
        Kind::EventAdded => "new event".to_owned(),
        Kind::EventRemoved => "removed".to_owned(),
        Kind::MemberAdded { required, holds } => {
            format!(
                "new {} property: {holds}",
                if *required { "required" } else { "optional" }
            )
        }
        Kind::MemberRemoved { required } => {
            format!(
                "removed (was {})",
                if *required { "required" } else { "optional" }
            )
        }
        Kind::MemberRenamed { from } => format!("renamed from {} (inferred)", quote(from)),
        Kind::RequiredNow => "now required".to_owned(),
        Kind::OptionalNow => "now optional".to_owned(),
        Kind::TypesChanged { from, to } => format!("type changed from {from} to {to}"),
        Kind::ValuesChanged { added, removed } => changed("allowed values changed", added, removed),
        Kind::KnownValuesChanged { added, removed } => changed(
            "known values changed, any other remains allowed",
            added,
            removed,
        ),
        Kind::ValuesOpened => "now allows any value".to_owned(),
        Kind::ValuesClosed { values: only } => format!("now restricted to {}", values(only)),
        Kind::TypeFixed => "the event type is now fixed".to_owned(),
        Kind::TypeOpened => "the event type is no longer fixed".to_owned(),
        Kind::KeywordChanged { keyword, from, to } => match (from, to) {
            (None, Some(to)) => match (*keyword, to.as_str()) {
                ("format", "uri") => "must now be a URI".to_owned(),
                ("format", "uri-reference") => "must now be a URI reference".to_owned(),
                ("format", "date-time") => "must now be a date and time".to_owned(),
                _ => format!("{} {} added", quote(keyword), quote(to)),
            },
            (Some(from), None) => format!("{} {} removed", quote(keyword), quote(from)),
            (from, to) => {
                let [from, to] = [from, to].map(|it| quote(it.as_deref().unwrap_or_default()));
                format!("{} changed from {from} to {to}", quote(keyword))
            }
        },
        Kind::ObjectOpened => "now allows additional properties".to_owned(),
        Kind::ObjectClosed => "no longer allows additional properties".to_owned(),
        Kind::AlternativeAdded { name } => format!("new alternative: {}", quote(name)),
        Kind::AlternativeRemoved { name } => format!("alternative removed: {}", quote(name)),
        Kind::DemandsChanged { keywords } => {
            let keywords: Vec<_> = keywords.iter().map(|it| quote(it)).collect();
            format!("changed in {}", keywords.join(" or "))
        }
        Kind::FaultMended { problem } => format!("upstream bug fixed: {problem}"),
        Kind::FaultMade { problem } => format!("upstream bug, corrected here: {problem}"),
    }
}

/// The events that a change is of, as short as can be said, with `quote` around each.
fn who(diff: &Diff, change: &Change, quote: fn(&str) -> String) -> String {
    let named = |events: &[&str]| {
        let quoted: Vec<_> = events.iter().map(|it| quote(it)).collect();
        quoted.join(", ")
    };
    let events: Vec<_> = change.events.iter().map(String::as_str).collect();
    let (vocabulary, others): (Vec<&str>, Vec<&str>) =
        events.iter().partition(|it| is_of_vocabulary(it));
    let common: Vec<_> = diff
        .common
        .iter()
        .map(String::as_str)
        .filter(|it| is_of_vocabulary(it))
        .collect();
    let missing: Vec<_> = common
        .iter()
        .copied()
        .filter(|it| !vocabulary.contains(it))
        .collect();
    let are_common = vocabulary.iter().all(|it| common.contains(it));
    if !are_common || vocabulary.len() <= FEW || missing.len() > FEW {
        return named(&events);
    }
    let mut who = format!("all {} events that both releases have", common.len());
    if !missing.is_empty() {
        let _ = write!(who, " but {}", named(&missing));
    }
    if !others.is_empty() {
        let _ = write!(who, ", and {}", named(&others));
    }
    who
}

/// The custom event and links are none of the vocabulary's events.
fn is_of_vocabulary(name: &str) -> bool {
    name != CUSTOM && !name.starts_with(LINK)
}

fn without_new_version(change: &Change) -> Option<String> {
    let (some, all) = (change.without_new_version.len(), change.events.len());
    match (some, all) {
        (0, _) => None,
        (1, 1) => Some("without a new version of the type".to_owned()),
        _ if some == all => Some("without a new version of any of the types".to_owned()),
        _ => Some(format!(
            "without a new version of the types of {some} of {all}"
        )),
    }
}

fn bumps(diff: &Diff) -> BTreeMap<String, Vec<&str>> {
    let mut bumps: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (event, (before, now)) in &diff.versions {
        let version = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
        let versions = format!("{} to {}", version(before), version(now));
        bumps.entry(versions).or_default().push(event);
    }
    bumps
}
