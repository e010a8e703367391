//! Every pair of releases, and every event that both have.

use std::collections::BTreeMap;
use std::fs;

use cdevents_generated::upgrade::{ErrorKind, Question, Upgrade};
use cdevents_generated::{CdEvent, Release};
use cdevents_tests::cases::cases;
use cdevents_tests::workspace;
use toml::Table;

use super::events::{PEERS, Peers, Random, all, answer, generated};

/// The questions that the maintainers declared: the release that asks, the events, the pointer.
struct Declared(Vec<Table>);

impl Declared {
    fn read() -> Self {
        let path = workspace().join("schemas/upgrades.toml");
        let text = fs::read_to_string(path).expect("a readable file");
        let declared: Table = text.parse().expect("TOML");
        let questions = declared["question"].as_array().expect("an array");
        let tables = questions.iter().filter_map(|question| question.as_table());
        Self(tables.cloned().collect())
    }

    /// Returns whether a release between those of a conversion asks the question. The releases at
    /// both ends count: an event may lack what its own release has made optional.
    fn has(&self, question: &Question, source: Release) -> bool {
        let target = question.release();
        self.0.iter().any(|row| {
            let release: Release = row["release"].as_str().unwrap().parse().unwrap();
            let events = row.get("events").and_then(|events| events.as_array());
            let is_about = events.is_none_or(|events| {
                events
                    .iter()
                    .any(|name| name.as_str() == Some(question.event()))
            });
            (source.min(target)..=source.max(target)).contains(&release)
                && is_about
                && row["property"].as_str() == Some(question.pointer())
        })
    }
}

/// What became of the events of a pair of releases.
#[derive(Clone, Copy, Default)]
struct Counts {
    converted: usize,
    asked: usize,
    missing: usize,
}

/// Converts an event to a release, and checks the result.
fn convert(event: &CdEvent, release: Release, peers: &Peers, declared: &Declared) -> Counts {
    let source = event.release().expect("a known event");
    let mut counts = Counts::default();
    let error = match Upgrade::new(release).convert(event.clone()) {
        Ok(upgraded) => {
            assert_eq!(upgraded.event.release(), Some(release), "{event}");
            peers.check(&upgraded.event);
            counts.converted += 1;
            return counts;
        }
        Err(error) => error,
    };
    assert_eq!(error.clone().into_event(), *event);
    match error.kind() {
        ErrorKind::MissingEvent => counts.missing += 1,
        ErrorKind::Questions => {
            for question in error.questions() {
                // What the event has is asked for if the target's schema is stricter, which the
                // peer confirms for the answered event.
                let is_declared = question.found().is_some() || declared.has(question, source);
                assert!(is_declared, "{source} to {release}: {question}\n{event}");
            }
            let answered = Upgrade::new(release).answers(answer).convert(event.clone());
            let answered = answered.unwrap_or_else(|error| panic!("{error}\n{event}"));
            peers.check(&answered.event);
            counts.asked += 1;
        }
        other => panic!("{source} to {release}: {other:?}: {error}\n{event}"),
    }
    counts
}

#[test]
fn every_event_converts_to_every_release_or_fails_for_a_declared_reason() {
    let (peers, declared) = (&PEERS, Declared::read());
    let mut table: BTreeMap<(Release, Release), Counts> = BTreeMap::new();
    let name = "every_event_converts_to_every_release_or_fails_for_a_declared_reason";
    let mut random = Random::new(7);
    let mut events = all(name);
    events.extend((0..300).map(|_| random.event()));
    for event in events.into_iter().chain(generated(cases(1))) {
        let source = event.release().expect("a known event");
        for release in Release::ALL {
            let counts = convert(&event, *release, peers, &declared);
            let sum = table.entry((source, *release)).or_default();
            sum.converted += counts.converted;
            sum.asked += counts.asked;
            sum.missing += counts.missing;
        }
    }
    println!("converted + converted with answers + of a kind that the target lacks");
    print!("{:>8}", "from\\to");
    for release in Release::ALL {
        print!("{:>18}", release.as_str());
    }
    for source in Release::ALL {
        print!("\n{:>8}", source.as_str());
        for release in Release::ALL {
            let counts = table[&(*source, *release)];
            let [converted, asked, missing] = [counts.converted, counts.asked, counts.missing];
            print!("{:>18}", format!("{converted}+{asked}+{missing}"));
            assert!(converted > 0, "{source} to {release}");
        }
    }
    println!();
}

#[test]
fn an_event_of_the_target_release_stays_as_it_is() {
    for event in all("an_event_of_the_target_release_stays_as_it_is") {
        let release = event.release().expect("a known event");
        let upgraded = Upgrade::new(release).convert(event.clone()).unwrap();
        assert_eq!(upgraded.event, event);
        assert_eq!(upgraded.notes, []);
    }
}

#[test]
fn every_event_of_the_newest_release_is_one_of_it() {
    let newest = *Release::ALL.last().expect("a release");
    for event in all("every_event_of_the_newest_release_is_one_of_it") {
        if event.release() == Some(newest) {
            let json = event.to_json();
            let latest = event.into_latest().unwrap();
            assert_eq!(latest.to_json(), json);
        }
    }
}
