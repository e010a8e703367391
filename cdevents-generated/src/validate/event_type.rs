//! What is wrong with an event type, and which one was meant.

use super::suggest::distance;
use crate::Release;
use crate::error::message::shortened;
use crate::read::find::known_types;
use crate::read::named_release::NamedRelease;

const PREFIX: &str = "dev.cdevents.";
const CUSTOM_PREFIX: &str = "dev.cdeventsx.";
const CUSTOM_FORM: &str = "dev.cdeventsx.<tool>-<subject>.<predicate>.<version>";

/// How many letters of an event's name may be misspelled.
const MOST_TYPOS: usize = 2;

/// Says why an event type is unknown. A suggestion is always a type of the release that applies:
/// the one that is insisted on, or else the one that the event names.
pub(crate) fn unknown(
    event_type: &str,
    named: NamedRelease<'_>,
    insisted: Option<Release>,
) -> String {
    let release = insisted.or_else(|| named.name?.parse().ok());
    let known = known_types(release);
    let scope = match release {
        Some(release) => format!("release {release}"),
        None => format!(
            "releases {} to {}",
            Release::ALL[0],
            Release::ALL[Release::ALL.len() - 1]
        ),
    };
    let verb = if release.is_some() { "has" } else { "have" };
    let trimmed = event_type.trim();
    if trimmed != event_type && known.iter().any(|known| known == trimmed) {
        let padded = shortened(event_type);
        return format!("`{padded}` has white space around it: use `{trimmed}`");
    }
    let name = name(event_type);
    let event_type = &*shortened(event_type);
    let same = known.iter().find(|known| self::name(known) == name);
    if let Some(same) = same.filter(|_| event_type.starts_with(PREFIX)) {
        return match (version(event_type), version(same)) {
            (None, Some(version)) => {
                format!("`{event_type}` lacks its version, `{version}`: use `{same}`")
            }
            (Some(wrong), Some(version)) => format!(
                "{scope} {verb} version `{version}` of `{name}`, not `{wrong}`: use `{same}`"
            ),
            _ => format!("{scope} {verb} `{name}` without a version: use `{same}`"),
        };
    }
    let nearest = known
        .iter()
        .min_by_key(|known| distance(&name, &self::name(known)));
    match nearest.filter(|known| is_near(&name, &self::name(known))) {
        Some(near) => {
            format!("{scope} {verb} no event type `{event_type}`; did you mean `{near}`?")
        }
        None if event_type.starts_with(PREFIX) => {
            let others = releases_with(&name);
            format!("{scope} {verb} no event `{}`{others}", shortened(&name))
        }
        None => format!(
            "expected an event type that starts with `{PREFIX}` or `{CUSTOM_PREFIX}`, found `{event_type}`"
        ),
    }
}

/// Returns `<subject>.<predicate>` of an event type, whatever its prefix.
fn name(event_type: &str) -> String {
    let rest = event_type.strip_prefix(PREFIX).unwrap_or_else(|| {
        // The prefix may be misspelled, or left out.
        let mut dots = event_type.match_indices('.').map(|(index, _)| index);
        let end = dots.nth(1).map_or(0, |index| index + 1);
        let (prefix, rest) = event_type.split_at(end);
        if distance(prefix, PREFIX) <= MOST_TYPOS {
            rest
        } else {
            event_type
        }
    });
    rest.splitn(3, '.').take(2).collect::<Vec<_>>().join(".")
}

fn version(event_type: &str) -> Option<&str> {
    event_type.strip_prefix(PREFIX)?.splitn(3, '.').nth(2)
}

/// A short name needs fewer typos to be another one.
fn is_near(name: &str, known: &str) -> bool {
    let distance = distance(name, known);
    distance <= MOST_TYPOS && distance * 4 <= known.chars().count()
}

/// Says which other releases have an event.
fn releases_with(name: &str) -> String {
    let has = |release: &&Release| {
        let known = known_types(Some(**release));
        known.iter().any(|known| self::name(known) == name)
    };
    let mut releases = Release::ALL.iter().filter(has);
    match (releases.next(), releases.next_back()) {
        (None, _) => String::new(),
        (Some(only), None) => format!("; release {only} does"),
        (Some(first), Some(last)) => format!("; releases {first} to {last} do"),
    }
}

/// Says what a custom event type lacks.
pub(super) fn invalid_custom(event_type: &str) -> String {
    let problem = custom_problem(event_type);
    format!("expected a custom event type, `{CUSTOM_FORM}`, found `{event_type}`: {problem}")
}

fn custom_problem(event_type: &str) -> &'static str {
    let Some(rest) = event_type.strip_prefix(CUSTOM_PREFIX) else {
        return "it must start with `dev.cdeventsx.`";
    };
    let mut parts = rest.splitn(3, '.');
    let [subject, predicate, version] = [parts.next(), parts.next(), parts.next()];
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_alphabetic());
    match subject.unwrap_or_default().split_once('-') {
        None => return "the tool's name is missing, with a hyphen behind it",
        Some((tool, _))
            if tool.is_empty() || !tool.bytes().all(|it| it.is_ascii_alphanumeric()) =>
        {
            return "the tool's name must be letters and digits";
        }
        Some((_, subject)) if !is_word(subject) => return "the subject must be letters",
        Some(_) => {}
    }
    match (predicate, version) {
        (None, _) => "the predicate is missing",
        (Some(predicate), _) if !is_word(predicate) => "the predicate must be letters",
        (_, None) => "the version is missing",
        (_, Some(_)) => "the version must be three digits, such as `0.1.0`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_type_is_told_what_it_lacks() {
        for (event_type, problem) in [
            ("dev.cdevents.tool-a.b.0.1.0", "start with"),
            ("dev.cdeventsx.a.b.0.1.0", "tool's name is missing"),
            ("dev.cdeventsx.-a.b.0.1.0", "tool's name must"),
            ("dev.cdeventsx.tool-a1.b.0.1.0", "subject must"),
            ("dev.cdeventsx.tool-a", "predicate is missing"),
            ("dev.cdeventsx.tool-a.b-c.0.1.0", "predicate must"),
            ("dev.cdeventsx.tool-a.b", "version is missing"),
            ("dev.cdeventsx.tool-a.b.v1", "version must"),
            ("dev.cdeventsx.tool-a.b.0.1.10", "version must"),
        ] {
            let message = invalid_custom(event_type);
            assert!(message.contains(problem), "{message}");
        }
    }

    #[test]
    fn a_suggestion_is_near_and_of_the_release() {
        let newest = Release::ALL[Release::ALL.len() - 1];
        let unknown = |event_type: &str| unknown(event_type, NamedRelease::default(), Some(newest));
        for known in known_types(Some(newest)) {
            let (unversioned, version) = known.split_at(known.len() - ".0.0.0".len());
            let message = unknown(&format!("{unversioned}x{version}"));
            assert!(
                message.ends_with(&format!("did you mean `{known}`?")),
                "{message}"
            );
            let message = unknown(unversioned);
            assert!(message.contains("lacks its version"), "{message}");
            assert!(message.ends_with(&format!("use `{known}`")), "{message}");
            let message = unknown(&format!("{unversioned}.v9"));
            assert!(message.ends_with(&format!("use `{known}`")), "{message}");
        }
        for far in [
            "dev.cdevents.model.trained.0.1.0",
            "dev.cdevents.taskrun.queued.0.1.0",
            "x",
            "",
        ] {
            let message = unknown(far);
            assert!(!message.contains("did you mean"), "{message}");
        }
    }
}
