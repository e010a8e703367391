//! Formats accept what the `jsonschema` crate accepts.

use cdevents_generated::validate::table::Format;
use cdevents_tests::cases::cases;
use fastrand::Rng;
use serde_json::json;

/// Texts to mutate, for each format that no other test covers.
const SEEDS: [(Format, &[&str]); 13] = [
    (Format::Date, &["2024-02-29", "1999-12-31", "2023-02-28"]),
    (
        Format::Duration,
        &["P1Y2M3DT4H5M6S", "P10W", "PT36H", "P1M", "P1YT1S"],
    ),
    (
        Format::Email,
        &[
            "a.b+c@example.com",
            "\"a b\"@c.d",
            "a@[127.0.0.1]",
            "a@[IPv6:::1]",
        ],
    ),
    (
        Format::Hostname,
        &["ci.example.com", "a-b.c-1.d", "1.2.3.4"],
    ),
    (Format::Ipv4, &["192.0.2.1", "255.255.255.255", "0.0.0.0"]),
    (
        Format::Ipv6,
        &["2001:db8::7", "::", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1"],
    ),
    (
        Format::Iri,
        &["https://example.com/ä?b#c", "urn:a:ö", "a://[::1]:8/%7e"],
    ),
    (Format::IriReference, &["/ä/b", "?ä", "//ö:1/a", "a:b"]),
    (Format::JsonPointer, &["/a~0b/~1", "/ä//", "/0"]),
    (Format::RelativeJsonPointer, &["0#", "12/a~1", "1"]),
    (
        Format::Time,
        &[
            "14:27:05Z",
            "23:59:60Z",
            "01:29:60+01:30",
            "08:30:06.28-08:00",
        ],
    ),
    (
        Format::UriTemplate,
        &["/runs/{id}", "{?a,b*}", "{+x:3}/{#y}", "a{/b,c}d"],
    ),
    (Format::Uuid, &["271069a8-fc18-44f1-b38f-9d70a1695819"]),
];

const CHARS: &[char] = &[
    '0', '1', '2', '6', '9', 'a', 'D', 'P', 'T', 'Z', 'x', 'ä', '٣', '.', ':', '-', '+', '/', '~',
    '@', '"', '\\', '[', ']', '{', '}', '%', ' ', '#', '?', '*', ',', '=', '_', '\u{0}', '\u{7f}',
    '\u{e000}',
];

fn mutated(seed: &str, rng: &mut Rng) -> String {
    let mut chars: Vec<_> = seed.chars().collect();
    for _ in 0..rng.usize(0..4) {
        let at = rng.usize(..=chars.len());
        let char = CHARS[rng.usize(..CHARS.len())];
        match rng.u8(..4) {
            0 => chars.insert(at, char),
            1 if at < chars.len() => drop(chars.remove(at)),
            2 if at < chars.len() => chars[at] = char,
            _ => {
                let other = chars.get(rng.usize(..=chars.len())).copied();
                chars.insert(at, other.unwrap_or(char));
            }
        }
    }
    chars.into_iter().collect()
}

/// Returns whether the peer deviates from the format's RFC: RFC 5321 allows an escaped space between quotes, and
/// RFC 1123 allows two dashes after two letters.
fn is_different(format: Format, text: &str) -> bool {
    match format {
        Format::Email => text.contains("\\ "),
        Format::Hostname => text.split('.').any(|label| label.get(2..4) == Some("--")),
        _ => false,
    }
}

#[test]
fn mutated_texts_get_the_verdict_of_the_peer() {
    let mut rng = Rng::with_seed(18);
    for (format, seeds) in SEEDS {
        let options = jsonschema::options().should_validate_formats(true);
        let peer = options.build(&json!({ "format": format.name() })).unwrap();
        let mut valid = 0;
        let count = cases(3_000);
        for _ in 0..count {
            let text = mutated(seeds[rng.usize(..seeds.len())], &mut rng);
            let expected = peer.is_valid(&json!(text));
            if !is_different(format, &text) {
                assert_eq!(format.accepts(&text), expected, "{format:?}: {text:?}");
            }
            valid += usize::from(expected);
        }
        assert!(
            (count / 10..count * 9 / 10).contains(&valid),
            "{format:?}: {valid} of {count}"
        );
    }
}
