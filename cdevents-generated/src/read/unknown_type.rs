//! Why an event type is unknown, and which one may have been meant.

use super::find::known_types;
use super::named_release::NamedRelease;
use crate::Release;
use crate::json::suggest::{distance, distance_up_to};
use crate::json::wording::shortened;

const PREFIX: &str = "dev.cdevents.";
const CUSTOM_PREFIX: &str = "dev.cdeventsx.";

/// How many letters of an event's name may be misspelled.
const MOST_TYPOS: usize = 2;

/// Says why an event type is unknown. Suggests only types of the release that applies: the one that
/// the caller insists on, or else the one that the event names.
pub(crate) fn message(
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
    if trimmed != event_type && known.contains(&trimmed) {
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
    let distances = known.iter().filter_map(|known| {
        let distance = distance_up_to(MOST_TYPOS, name, self::name(known))?;
        Some((distance, known))
    });
    let nearest = distances.min_by_key(|(distance, _)| *distance);
    match nearest.filter(|(distance, known)| is_near(*distance, self::name(known))) {
        Some((_, near)) => {
            format!("{scope} {verb} no event type `{event_type}`; did you mean `{near}`?")
        }
        None if event_type.starts_with(PREFIX) => {
            let others = releases_with(name);
            format!("{scope} {verb} no event `{}`{others}", shortened(name))
        }
        None => format!(
            "expected an event type that starts with `{PREFIX}` or `{CUSTOM_PREFIX}`, found `{event_type}`"
        ),
    }
}

/// Returns `<subject>.<predicate>` of an event type, whatever its prefix.
fn name(event_type: &str) -> &str {
    let rest = event_type.strip_prefix(PREFIX).unwrap_or_else(|| {
        // The prefix may be misspelled or missing.
        let mut dots = event_type.match_indices('.').map(|(index, _)| index);
        let end = dots.nth(1).map_or(0, |index| index + 1);
        let (prefix, rest) = event_type.split_at(end);
        if distance(prefix, PREFIX) <= MOST_TYPOS {
            rest
        } else {
            event_type
        }
    });
    let mut dots = rest.match_indices('.').map(|(index, _)| index);
    dots.nth(1).map_or(rest, |end| &rest[..end])
}

fn version(event_type: &str) -> Option<&str> {
    event_type.strip_prefix(PREFIX)?.splitn(3, '.').nth(2)
}

/// Returns whether a name with so many typos is likely a known one. The shorter that is, the fewer typos
/// it may have.
fn is_near(distance: usize, known: &str) -> bool {
    distance * 4 <= known.chars().count()
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

#[cfg(test)]
mod tests;
