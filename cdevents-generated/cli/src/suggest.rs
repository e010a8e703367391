//! Errors about names that do not exist, with the names that may be meant.

use std::collections::BTreeSet;

use cdevents_generated::Release;
use cdevents_generated::vocabulary::{self, KnownEvent};

/// Two words are similar from here on, between 0 and 1.
const SIMILAR: f64 = 0.7;

/// Returns the error about an event that a release does not have, or no release.
pub(crate) fn unknown_event(name: &str, release: Option<Release>) -> String {
    let others = vocabulary::find(name).map(KnownEvent::release);
    let others: BTreeSet<_> = others.collect();
    if let (Some(release), false) = (release, others.is_empty()) {
        let others: Vec<_> = others.iter().map(ToString::to_string).collect();
        return format!(
            "release {release} has no event `{name}`; these releases have it: {}",
            others.join(", ")
        );
    }
    let unknown = match release {
        Some(release) => format!("release {release} has no event `{name}`"),
        None => format!("no release has an event `{name}`"),
    };
    let names = names(release);
    let similar = similar(name, &names);
    if similar.is_empty() {
        return format!("{unknown}; there are {}", names.join(", "));
    }
    format!("{unknown}; did you mean {}?", similar.join(" or "))
}

/// Returns the subject and the predicate of every event, and `custom`.
fn names(release: Option<Release>) -> Vec<String> {
    let known = vocabulary::all().filter(|known| release.is_none_or(|own| known.release() == own));
    let names: BTreeSet<_> = known.map(|known| known.kind().to_string()).collect();
    names.into_iter().collect()
}

/// Returns the names that are similar to a word, the most similar ones first: at most three.
fn similar(word: &str, names: &[String]) -> Vec<String> {
    // An event type has the name between a prefix and a version.
    let word = word.to_lowercase();
    let word = word.strip_prefix("dev.cdevents.").unwrap_or(&word);
    let word = word.trim_end_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let similarity = |name: &str| {
        let has_part = name.split('.').any(|part| part == word);
        strsim::jaro_winkler(word, name).max(if has_part { 0.9 } else { 0.0 })
    };
    let similar = names.iter().map(|name| (similarity(name), name));
    let mut similar: Vec<_> = similar
        .filter(|(similarity, _)| *similarity > SIMILAR)
        .collect();
    similar.sort_by(|one, other| other.0.total_cmp(&one.0));
    let best = similar.first().map_or(1.0, |(best, _)| *best);
    // One that is far better than the others is meant.
    similar.retain(|(similarity, _)| best - similarity < 0.05);
    let names = similar.iter().take(3).map(|(_, name)| format!("`{name}`"));
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_event_is_suggested() {
        for (misspelled, meant) in [
            ("servcie.deployed", "did you mean `service.deployed`"),
            (
                "dev.cdevents.service.deploied.0.3.0",
                "did you mean `service.deployed`",
            ),
            ("Build.Startd", "did you mean `build.started`"),
            ("environment", "did you mean `environment."),
        ] {
            let error = unknown_event(misspelled, None);
            assert!(error.contains(meant), "{error}");
        }
        assert!(unknown_event("xyz", None).contains("there are artifact."));
    }

    #[test]
    fn the_releases_that_have_the_event_are_named() {
        let error = unknown_event("ticket.created", Some(Release::Draft));
        let with = vocabulary::find("ticket.created").map(|known| known.release().to_string());
        for release in with {
            assert!(error.contains(&release), "{error}");
        }
    }
}
