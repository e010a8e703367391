//! Validating and parsing accept exactly what the schema accepts, and find every violation. The
//! tests compare the answers with the `jsonschema` crate's on documents of every kind.

use cdevents_codegen::model::Release;
use cdevents_tests::differential::Differential;
use cdevents_tests::instances::{Extent, instance, mutate};
use cdevents_tests::model;
use fastrand::Rng;
use serde_json::Value;

const CASES: usize = 20_000;

#[test]
fn events_generated_from_the_schemas_are_accepted() {
    let differential = Differential::shared();
    let documents = differential.documents();
    let events = model().releases.iter().flat_map(Release::all_events);
    assert_eq!(documents.len(), 2 * events.count());
    for document in documents {
        assert_eq!(
            differential.compare(document, &document.to_string()),
            Ok(true)
        );
    }
}

#[test]
fn mutated_events_get_the_schemas_verdict() {
    let accepted = Differential::shared().run(CASES, 0x0051).unwrap();
    // If nearly all events got the same verdict, the comparison would prove little.
    assert!(
        (CASES / 10..CASES * 9 / 10).contains(&accepted),
        "{accepted} accepted"
    );
}

/// Tests one property for each format.
#[test]
fn strings_near_the_edge_of_their_format_get_the_schemas_verdict() {
    let differential = Differential::shared();
    let id = "https://cdevents.dev/0.5.1/schema/incident-reported-event";
    let mut document = instance(differential.schemas(), id, Extent::Minimal);
    let uri = [
        "a://u@[::1]:80/b%2f?c#d",
        "mailto:a@b.c",
        "pkg:oci/a@sha256%3A0",
    ];
    let reference = ["//a:1/b;c=%20?d/?#e", "../a:b", "?#", "/ci/main"];
    let timestamp = [
        "2026-03-20T14:27:05.5+01:00",
        "2024-02-29T23:59:60Z",
        "1998-12-31t18:59:60-05:00",
    ];
    let places = [
        (
            "/context",
            "timestamp",
            "0123456789-:.TtZz+ ",
            timestamp.as_slice(),
        ),
        (
            "/subject/content",
            "ticketURI",
            "a:/?#[]@!%2g.~é \\1",
            uri.as_slice(),
        ),
        (
            "/subject",
            "source",
            "a:/?#[]@!%2g.~é \\1",
            reference.as_slice(),
        ),
    ];
    let mut rng = Rng::with_seed(0x0052);
    for (pointer, key, alphabet, seeds) in places {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let mut accepted = 0;
        for _ in 0..CASES / 2 {
            let mut text: Vec<char> = seeds[rng.usize(..seeds.len())].chars().collect();
            for _ in 0..rng.usize(..4) {
                let letter = alphabet[rng.usize(..alphabet.len())];
                let position = rng.usize(..text.len());
                match rng.u8(..3) {
                    0 => text[position] = letter,
                    1 => text.insert(position, letter),
                    _ if text.len() > 1 => drop(text.remove(position)),
                    _ => {}
                }
            }
            let text: String = text.into_iter().collect();
            document.pointer_mut(pointer).unwrap()[key] = text.into();
            let answer = differential.compare(&document, &document.to_string());
            accepted += usize::from(answer.unwrap());
        }
        assert!(
            (CASES / 10..CASES / 2).contains(&accepted),
            "{key}: {accepted} accepted"
        );
        document.pointer_mut(pointer).unwrap()[key] = seeds[0].into();
    }
}

/// Returns whether a release's link round trips, and whether it is valid.
type Judge = fn(&Value) -> (bool, bool);

/// Tests the standalone links of each release that has them.
#[test]
fn mutated_links_get_the_schemas_verdict() {
    macro_rules! judge {
        ($release:ident) => {
            |link| {
                let read =
                    cdevents_generated::$release::Link::from_slice(link.to_string().as_bytes());
                let same = read.is_ok_and(|read| serde_json::to_value(read).unwrap() == *link);
                (
                    same,
                    cdevents_generated::$release::Link::validate(link).is_ok(),
                )
            }
        };
    }
    let releases: [(&str, &str, Judge); 4] = [
        ("0.4.0", "link_type", judge!(v0_4_0)),
        ("0.4.1", "linkType", judge!(v0_4_1)),
        ("0.5.0", "linkType", judge!(v0_5_0)),
        ("0.5.1", "linkType", judge!(v0_5_1)),
    ];
    let mut rng = Rng::with_seed(0x0053);
    for (release, key, judge) in releases {
        let schemas = cdevents_tests::schemas(release);
        let ids = schemas.keys().filter(|id| id.contains("/links/link"));
        let peers: Vec<_> = ids
            .map(|id| {
                let options = jsonschema::options().should_validate_formats(true);
                let peer = options.build(&schemas[id]).unwrap();
                (instance(&schemas, id, Extent::Complete), peer)
            })
            .collect();
        assert_eq!(peers.len(), 4);
        let mut accepted = 0;
        for _ in 0..CASES / 4 {
            let mut link = peers[rng.usize(..4)].0.clone();
            for _ in 0..rng.usize(..3) {
                mutate(&mut link, &mut rng);
            }
            let peer = peers
                .iter()
                .find(|(whole, _)| whole.get(key) == link.get(key));
            let expected = peer.is_some_and(|(_, peer)| peer.is_valid(&link));
            assert_eq!(judge(&link), (expected, expected), "{release}: {link}");
            accepted += usize::from(expected);
        }
        let likely = CASES / 40..CASES * 9 / 40;
        assert!(likely.contains(&accepted), "{release}: {accepted}");
    }
}
