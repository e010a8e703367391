//! What happens between two releases of an event, compiled from the table of upgrades.

use std::sync::OnceLock;

use super::kind;
use super::rule::{Action, Path, Rule};
use super::table::{Fact, Row};
use super::ways::Ways;
use crate::Release;
use crate::generated::upgrades::UPGRADES;
use crate::json::pointer;
use crate::json::write::string;
use crate::read::entry::Entry;
use crate::read::find::entries;

const CUSTOM_DATA: &str = "customData";

/// What happens to the events of one release on the way to another.
pub(super) struct Plan {
    pub(super) source: &'static Entry,
    pub(super) target: &'static Entry,
    pub(super) rules: Vec<Rule>,
    /// Whether a rule moves a value to another object.
    pub(super) has_moves: bool,
    /// The paths in the target that have a default, with the value as JSON.
    pub(super) defaults: Vec<(Path, &'static str)>,
    /// The names of the releases, as JSON.
    pub(super) releases: [String; 2],
    /// The event types, as JSON.
    pub(super) event_types: [String; 2],
    /// Whether custom data is the same in both.
    pub(super) has_same_data: bool,
    /// The ways of the parts, if events can be converted part by part.
    pub(super) ways: Option<Ways>,
    /// Whether the subject gets a type that differs from the source's, or that the source lacks.
    pub(super) writes_subject_type: bool,
    /// The type of the subject that the specification gives the event, as JSON, in the source and in
    /// the target.
    pub(super) subject_types: [Option<String>; 2],
}

/// Returns the plan for an event of a release. It is compiled once.
pub(super) fn plan(source: &'static Entry, target: Release) -> Option<&'static Plan> {
    /// The plans of the events of a release, by their numbers there.
    type Plans = OnceLock<Box<[OnceLock<Option<Box<Plan>>>]>>;
    const RELEASES: usize = Release::ALL.len();
    /// The plans for each pair of releases.
    static PLANS: [[Plans; RELEASES]; RELEASES] =
        [const { [const { OnceLock::new() }; RELEASES] }; RELEASES];
    let plans = PLANS[source.release as usize][target as usize].get_or_init(|| {
        let of_release = entries().filter(|entry| entry.release == source.release);
        let last = of_release.map(|entry| entry.number).max();
        (0..=last.unwrap_or_default())
            .map(|_| OnceLock::new())
            .collect()
    });
    let plan = plans[source.number].get_or_init(|| {
        let mut plan = compile(source, target, UPGRADES)?;
        // Most rules are about properties of other events.
        plan.rules.retain(|rule| rule.applies_to(source.schema));
        Some(Box::new(plan))
    });
    plan.as_deref()
}

/// Compiles the rows of a table for an event and a target.
pub(super) fn compile(
    source: &'static Entry,
    release: Release,
    rows: &'static [Row],
) -> Option<Plan> {
    let name = kind::name_in(kind::name(source), source.release, release);
    let target = kind::named(name, release)?;
    let steps = steps(source, release, rows);
    let mut rules: Vec<Rule> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let (before, after) = (&steps[..index], &steps[index + 1..]);
        for (old, new) in &step.moves {
            let from = map_back(old.clone(), before);
            let to = map(new.clone(), after);
            let parent = map(from[..from.len().saturating_sub(1)].to_vec(), &steps);
            let action = match to.split_last() {
                Some((key, rest)) if *rest == *parent => Action::Rename(key.clone()),
                _ => Action::Move(to),
            };
            // A property that was renamed twice has two rules for the same path.
            if !rules.iter().any(|rule| rule.source == from && rule.moves()) {
                rules.push(Rule {
                    source: from,
                    action,
                });
            }
        }
        for (path, old, new) in &step.values {
            let source = map_back(path.clone(), before);
            let action = Action::Replace(old, new);
            rules.push(Rule { source, action });
        }
    }
    // A property that a later step moves takes its default along.
    let defaults = steps.iter().enumerate().flat_map(|(index, step)| {
        let after = &steps[index + 1..];
        let defaults = step.defaults.iter();
        defaults.map(move |(path, value)| (map(path.clone(), after), *value))
    });
    let [old, new] = [source, target].map(|entry| entry.schema.property(CUSTOM_DATA));
    let is_same = old
        .zip(new)
        .is_some_and(|(old, new)| std::ptr::eq(old.target, new.target));
    let mut paths = rules.iter().map(|rule| rule.source.first());
    let has_same_data = is_same && paths.all(|first| first.is_none_or(|key| key != CUSTOM_DATA));
    let subject_types = [source, target].map(subject_type);
    let has_type = |entry: &Entry| {
        let subject = entry.schema.property("subject");
        subject.is_some_and(|subject| subject.target.property("type").is_some())
    };
    Some(Plan {
        source,
        target,
        defaults: defaults.collect(),
        has_moves: rules
            .iter()
            .any(|rule| matches!(rule.action, Action::Move(_))),
        releases: [source, target].map(|entry| string(entry.release.as_str())),
        event_types: [source, target].map(|entry| string(entry.event_type)),
        ways: Ways::new([source, target], &rules, &subject_types).filter(|_| has_same_data),
        has_same_data,
        rules,
        writes_subject_type: subject_types[0] != subject_types[1]
            || (!has_type(source) && has_type(target)),
        subject_types,
    })
}

/// A step between a release and the next one, in the direction of the conversion.
#[derive(Default)]
struct Step {
    moves: Vec<(Path, Path)>,
    values: Vec<(Path, &'static str, &'static str)>,
    defaults: Vec<(Path, &'static str)>,
}

fn steps(source: &Entry, target: Release, rows: &'static [Row]) -> Vec<Step> {
    let is_forward = source.release < target;
    let mut releases: Vec<_> = kind::between(source.release, target).collect();
    if !is_forward {
        releases.reverse();
    }
    // The release that each step leads to.
    let reached = if is_forward {
        releases.clone()
    } else {
        releases.iter().skip(1).copied().chain([target]).collect()
    };
    let mut name = kind::name(source);
    let mut steps = Vec::new();
    for (release, reached) in releases.into_iter().zip(reached) {
        let after = kind::renamed(name, release, is_forward);
        let newer = if is_forward { after } else { name };
        let is_default =
            |row: &&Row| row.fact == Fact::Default && row.release == reached && row.is_about(after);
        let defaults = rows.iter().filter(is_default);
        let defaults = defaults.map(|row| (path(row.property), row.new)).collect();
        let rows = rows
            .iter()
            .filter(|row| row.release == release && row.is_about(newer));
        let mut step = Step {
            defaults,
            ..Step::default()
        };
        for row in rows {
            let (from, to) = if is_forward {
                (row.old, row.new)
            } else {
                (row.new, row.old)
            };
            match row.fact {
                Fact::Property => step.moves.push((path(from), path(to))),
                Fact::Value => step.values.push((path(row.property), from, to)),
                Fact::Event | Fact::Default | Fact::Question => {}
            }
        }
        // The path of a value is that of the newer release.
        if is_forward {
            let moves = &step.moves;
            for (path, ..) in &mut step.values {
                *path = moved(path, moves.iter().map(|(from, to)| (to, from)));
            }
        }
        steps.push(step);
        name = after;
    }
    steps
}

fn path(pointer: &str) -> Path {
    pointer::segments(pointer).collect()
}

fn map(path: Path, steps: &[Step]) -> Path {
    steps.iter().fold(path, |path, step| {
        moved(&path, step.moves.iter().map(|(from, to)| (from, to)))
    })
}

fn map_back(path: Path, steps: &[Step]) -> Path {
    steps.iter().rev().fold(path, |path, step| {
        moved(&path, step.moves.iter().map(|(from, to)| (to, from)))
    })
}

/// Returns where a path leads after moves. The move of the innermost part counts.
fn moved<'a>(path: &Path, moves: impl Iterator<Item = (&'a Path, &'a Path)>) -> Path {
    let applicable = moves.filter(|(from, _)| path.starts_with(from));
    match applicable.max_by_key(|(from, _)| from.len()) {
        Some((from, to)) => [to, &path[from.len()..]].concat(),
        None => path.clone(),
    }
}

/// Returns the only type that the subject of an event can have, as JSON: by its schema or, if that
/// leaves the type open, by the schema of another release.
fn subject_type(entry: &'static Entry) -> Option<String> {
    let name = kind::name(entry);
    let others = entries().filter(|other| kind::name(other) == name);
    let mut all = std::iter::once(entry).chain(others);
    let text = all.find_map(|entry| {
        let subject = entry.schema.property("subject")?;
        subject.target.property("type")?.target.only_text()
    });
    text.map(string)
}
