//! Words the declarations that are missing, as lines to paste into the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::Missing;
use crate::model::{Model, ReleaseName};

use super::needs::{Lack, Need};
use super::pair::Pair;
use super::problems::{Kind, Problems, quoted};

/// The needs that the same declarations meet: those of a property, by the release that they name.
type Groups<'a> = BTreeMap<(&'a ReleaseName, &'a str), Vec<&'a Need<'a>>>;

/// Adds a problem for each group of needs that no declaration meets.
pub(super) fn report(
    model: &Model,
    pairs: &[Pair<'_>],
    unmet: &[Need<'_>],
    problems: &mut Problems,
) {
    let (mut values, mut questions) = (Groups::new(), Groups::new());
    for need in unmet.iter().filter(|need| has_renamed_values(unmet, need)) {
        let key = (&need.pair.newer.name, need.newer_path.as_str());
        values.entry(key).or_default().push(need);
    }
    for need in unmet.iter().filter(|need| !has_renamed_values(unmet, need)) {
        let key = (&need.release().name, need.path.as_str());
        questions.entry(key).or_default().push(need);
    }
    for ((since, property), needs) in values {
        let text = missing_values(pairs, since, property, &needs);
        let upgrades: Vec<_> = needs.into_iter().filter(|need| need.is_upgrade).collect();
        let (_, missing) = missing_question(model, pairs, (since, property), &upgrades);
        problems.missing(text, missing);
    }
    for ((release, property), needs) in questions {
        let (text, missing) = missing_question(model, pairs, (release, property), &needs);
        problems.missing(text, missing);
    }
}

/// Returns whether a need is about values that may have been renamed: the older release has some that the
/// newer one lacks.
fn has_renamed_values(unmet: &[Need<'_>], need: &Need<'_>) -> bool {
    let is_value = |need: &Need<'_>| matches!(need.lack, Lack::Value(_));
    let is_same = |other: &&Need<'_>| {
        is_value(other)
            && other.is_upgrade
            && other.pair.newer.name == need.pair.newer.name
            && other.newer_path == need.newer_path
    };
    is_value(need) && unmet.iter().any(|other| is_same(&other))
}

/// Asks which values mean the same.
fn missing_values(
    pairs: &[Pair<'_>],
    since: &ReleaseName,
    property: &str,
    needs: &[&Need<'_>],
) -> String {
    let events = needs.iter().map(|need| need.pair.new.name.as_str());
    let events = Events::new(events.collect(), &[newer_names(pairs, since)]);
    let texts = |is_upgrade| -> BTreeSet<&str> {
        let needs = needs.iter().filter(|need| need.is_upgrade == is_upgrade);
        let texts = needs.filter_map(|need| match &need.lack {
            Lack::Value(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    };
    let (old, new) = (texts(true), texts(false));
    let older: BTreeSet<_> = needs.iter().map(|need| &need.pair.older.name).collect();
    let older: Vec<_> = older.into_iter().map(ToString::to_string).collect();
    let new_values = match new.len() {
        0 => String::new(),
        _ => format!(" (new are {})", quoted(new)),
    };
    let mut text = format!(
        "{since} requires `{property}` of {}, and does not allow {} of {}; declare which value means the \
         same{new_values}, or, if none does, a `[[question]]` of {since}:",
        events.words(),
        quoted(old.iter().copied()),
        older.join(" or ")
    );
    for value in old {
        let value = toml_of(value);
        let _ = write!(
            text,
            "\n\n[[value]]\nsince = \"{since}\"\n{}property = {}\nold = {value}\nnew = \"…\"\nreason = \"…\"",
            events.line(),
            quoted_toml(property)
        );
    }
    text
}

/// Asks to confirm that the caller is asked. Returns the words, and what to add if so.
fn missing_question(
    model: &Model,
    pairs: &[Pair<'_>],
    (release, property): (&ReleaseName, &str),
    needs: &[&Need<'_>],
) -> (String, Vec<Missing>) {
    let events = needs.iter().map(|need| need.event());
    let both = [newer_names(pairs, release), older_names(pairs, release)];
    let events = Events::new(events.collect(), &both);
    let reasons: BTreeSet<_> = needs.iter().map(|need| reason(need)).collect();
    let reasons: Vec<_> = reasons.into_iter().collect();
    let what = format!(
        "{release} requires `{property}` of {}, but {}",
        events.words(),
        reasons.join(", and ")
    );
    let mut questions = model.upgrades.questions.iter().enumerate();
    let declared = questions.find_map(|(index, question)| {
        let is_same = question.release == *release && question.property == property;
        is_same.then_some((index, question.events.as_ref()?))
    });
    if let Some((index, declared)) = declared {
        let declared = declared.iter().map(String::as_str);
        let events = Events {
            names: declared.chain(events.names.iter().copied()).collect(),
            are_all: events.are_all,
        };
        let line = match events.line().as_str() {
            "" => "remove its line `events`".to_owned(),
            line => format!("replace its line `events` with:\n\n{}", line.trim_end()),
        };
        let text = format!(
            "{what}; if the caller is asked for it, as #/{}/{index} says of other events, {line}",
            Kind::Question.name()
        );
        let names = events.names.iter().map(|name| (*name).to_owned());
        let missing = Missing::Events {
            question: index,
            events: (!events.are_all).then(|| names.collect()),
        };
        return (text, vec![missing]);
    }
    let question = format!(
        "[[question]]\nrelease = \"{release}\"\n{}property = {}\nreason = {}",
        events.line(),
        quoted_toml(property),
        quoted_toml(&format!(
            "Only the caller knows it: {}.",
            reasons.join(", and ")
        )),
    );
    let text = format!(
        "{what}; confirm that the caller is asked for it, or declare a `[[default]]` that is true for \
         every event, or a `[[property]]` if it moved:\n\n{question}"
    );
    (text, vec![Missing::Question(question)])
}

/// Says why an event of the other release may lack the property.
fn reason(need: &Need<'_>) -> String {
    let other = &need.other().name;
    match &need.lack {
        Lack::Absent => format!("{other} does not have it"),
        Lack::Optional => format!("it is optional in {other}"),
        Lack::Value(value) => format!("`{value}` of {other} is not valid"),
        Lack::Invalid(words) => format!(
            "a value of {other} may not be valid (from {} to {}: {words})",
            need.pair.older.name, need.pair.newer.name
        ),
    }
}

/// The events that a declaration is about.
struct Events<'a> {
    names: BTreeSet<&'a str>,
    /// Whether these are all events that the release before has, too, or all that the release after has.
    are_all: bool,
}

/// Returns the names of a release's events that an older release has, too.
fn newer_names<'a>(pairs: &'a [Pair<'a>], release: &ReleaseName) -> Vec<&'a str> {
    let pairs = pairs.iter().filter(|pair| pair.newer.name == *release);
    pairs.map(|pair| pair.new.name.as_str()).collect()
}

/// Returns the names of a release's events that a newer release has, too.
fn older_names<'a>(pairs: &'a [Pair<'a>], release: &ReleaseName) -> Vec<&'a str> {
    let pairs = pairs.iter().filter(|pair| pair.older.name == *release);
    pairs.map(|pair| pair.old.name.as_str()).collect()
}

impl<'a> Events<'a> {
    /// Creates it from the events that are meant, and from those that other releases have.
    fn new(names: BTreeSet<&'a str>, common: &[Vec<&str>]) -> Self {
        let are_meant =
            |all: &Vec<&str>| !all.is_empty() && all.iter().all(|name| names.contains(name));
        let are_all = common.iter().any(are_meant);
        Self { names, are_all }
    }

    fn words(&self) -> String {
        if self.are_all {
            "every event".to_owned()
        } else {
            quoted(self.names.iter().copied())
        }
    }

    /// Returns the line that lists the events, if not all are meant.
    fn line(&self) -> String {
        if self.are_all {
            return String::new();
        }
        let names = self.names.iter().map(|name| quoted_toml(name));
        let names: Vec<_> = names.collect();
        format!("events = [{}]\n", names.join(", "))
    }
}

/// Returns a text as TOML.
fn quoted_toml(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Converts a JSON text to TOML; TOML has no `null`.
fn toml_of(json: &str) -> String {
    let value: Option<toml::Value> = serde_json::from_str(json).ok();
    value.map_or_else(|| json.to_owned(), |value| value.to_string())
}
