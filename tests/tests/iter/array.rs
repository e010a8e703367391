//! Arrays, against `serde_json`.

use std::fmt;

use cdevents_generated::Error;
use cdevents_generated::iter::{self, RawEvent};
use cdevents_tests::cases::cases;
use fastrand::Rng;
use rayon::prelude::*;
use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Seen, in_parallel, message, place, valid, with_violation};

type Item = Result<Seen, (String, Option<(usize, usize)>)>;

/// Returns how a test sees the items of a text.
fn seen(text: &[u8]) -> impl Fn(Result<RawEvent<'_>, Error>) -> Item + Sync {
    |item| item.map(|event| Seen::new(text, &event)).map_err(message)
}

/// Returns the items, which are the same in parallel.
#[track_caller]
fn items(text: &[u8]) -> Vec<Item> {
    let mut array = iter::array(text);
    let serial: Vec<_> = array.by_ref().map(seen(text)).collect();
    assert!(array.next().is_none() && array.next().is_none());
    let parallel: Vec<_> =
        in_parallel(|| iter::array(text).into_par_iter().map(seen(text)).collect());
    assert_eq!(serial, parallel, "{}", String::from_utf8_lossy(text));
    serial
}

/// Collects the items of an array until `serde_json` finds an error.
struct Items<'i, 't>(&'i mut Vec<&'t RawValue>);

impl<'t> DeserializeSeed<'t> for Items<'_, 't> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for Items<'_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut array: A) -> Result<(), A::Error> {
        while let Some(item) = array.next_element()? {
            self.0.push(item);
        }
        Ok(())
    }
}

/// Returns the items that `serde_json` finds, and whether the text is JSON.
fn expected(text: &str) -> (Vec<&str>, bool) {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Items(&mut found).deserialize(&mut deserializer);
    let is_json = read.and_then(|()| deserializer.end()).is_ok();
    (found.into_iter().map(RawValue::get).collect(), is_json)
}

/// Asserts that the items are those that `serde_json` finds, up to an error.
#[track_caller]
fn assert_as_expected(text: &str) {
    let (expected, is_json) = expected(text);
    let items = items(text.as_bytes());
    let (events, errors): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.is_ok());
    assert!(errors.len() <= 1, "{text}: {items:?}");
    assert!(
        errors.is_empty() || items.last().unwrap().is_err(),
        "{text}: {items:?}"
    );
    let events: Vec<_> = events.iter().map(|item| item.as_ref().unwrap()).collect();
    for (index, expected) in expected.iter().enumerate() {
        let event = &text[events[index].span.clone()];
        // Where `serde_json` stops, it may have read a part of a word.
        if index + 1 < events.len() || is_json {
            assert_eq!(event, *expected, "{text}");
        } else {
            assert!(event.starts_with(expected), "{text}");
        }
    }
    if is_json {
        assert_eq!((events.len(), errors.len()), (expected.len(), 0), "{text}");
    } else if errors.is_empty() {
        // Then an item is not JSON.
        let is_json =
            |event: &&Seen| serde_json::from_str::<&RawValue>(&text[event.span.clone()]).is_ok();
        assert!(!events.iter().all(is_json), "{text}");
    }
    for event in events {
        let expected = Seen::expected(text.as_bytes(), event.span.clone());
        assert_eq!(*event, expected, "{text}");
    }
}

fn space(rng: &mut Rng) -> &'static str {
    [" ", "", "", "\n", "\r\n\t", " \n\n "][rng.usize(..6)]
}

fn value(rng: &mut Rng, depth: usize) -> String {
    match rng.u8(..if depth < 3 { 14 } else { 8 }) {
        0 => ["null", "true", "false"][rng.usize(..3)].to_owned(),
        1 => ["0", "-1.5e+3", "12345678901234567890123"][rng.usize(..3)].to_owned(),
        2 => r#""]}\"{[,:\\""#.to_owned(),
        3 => r#""\ud800\u0041\n\\""#.to_owned(),
        4 => "\"\u{e9}\u{1f600}\"".to_owned(),
        5 => valid("nested"),
        6 => with_violation(rng),
        7 => format!("\"{}\"", "\\\\".repeat(rng.usize(..9))),
        8..11 => list(rng, depth + 1),
        _ => {
            let count = rng.usize(..4);
            let properties = (0..count).map(|number| {
                let [before, after] = [space(rng), space(rng)];
                format!("\"k]{number}\"{before}:{after}{}", value(rng, depth + 1))
            });
            format!("{{{}}}", properties.collect::<Vec<_>>().join(","))
        }
    }
}

fn list(rng: &mut Rng, depth: usize) -> String {
    let count = rng.usize(..5);
    let items: Vec<_> = (0..count)
        .map(|_| [space(rng), &value(rng, depth), space(rng)].concat())
        .collect();
    format!("[{}{}]", items.join(","), space(rng))
}

#[test]
fn the_events_are_the_items_that_serde_json_finds() {
    let mut rng = Rng::with_seed(21);
    for _ in 0..cases(300) {
        let text = [space(&mut rng), &list(&mut rng, 0), space(&mut rng)].concat();
        assert!(expected(&text).1, "{text}");
        assert_as_expected(&text);
    }
}

#[test]
fn a_broken_array_ends_with_one_error_after_its_items() {
    let mut rng = Rng::with_seed(22);
    for _ in 0..cases(1_000) {
        let mut text = list(&mut rng, 1);
        let boundaries: Vec<_> = text.char_indices().map(|(index, _)| index).collect();
        let at = *rng.choice(&boundaries).unwrap();
        match rng.u8(..4) {
            0 => text.truncate(at),
            1 => drop(text.remove(at)),
            _ => text.insert(
                at,
                *rng.choice(&['[', ']', '{', '}', ',', '"', '\\', '\n'])
                    .unwrap(),
            ),
        }
        assert_as_expected(&text);
    }
}

#[test]
fn an_error_has_the_line_and_column_in_the_whole_text() {
    let mut rng = Rng::with_seed(23);
    let mut text = "[".to_owned();
    let mut offsets = Vec::new();
    for number in 0..100 {
        text += space(&mut rng);
        if rng.bool() {
            text += &valid(&number.to_string());
        } else {
            let event = with_violation(&mut rng);
            offsets.push(text.len() + event.find("\"\"").unwrap());
            text += &event;
        }
        text += space(&mut rng);
        text += ",";
    }
    text.pop();
    text += "]";
    let expected: Vec<_> = offsets
        .into_iter()
        .map(|offset| Some(place(text.as_bytes(), offset)))
        .collect();
    let positions: Vec<_> = items(text.as_bytes())
        .into_iter()
        .filter_map(|item| item.unwrap().parsed.err())
        .map(|(_, position)| position)
        .collect();
    assert_eq!(positions, expected);
}

#[test]
fn an_error_of_the_array_says_where_and_what_was_expected() {
    for (text, items_before, expected, position) in [
        ("", 0, "expected JSON, found nothing", None),
        (" \n", 0, "expected JSON, found nothing", None),
        (
            "\u{feff}[]",
            0,
            "expected JSON, found a byte order mark (BOM); remove it",
            None,
        ),
        (
            "\n {}",
            0,
            "expected an array (for NDJSON, use `iter::ndjson`), found `{`",
            Some((2, 2)),
        ),
        ("7", 0, "expected an array, found `7`", Some((1, 1))),
        (
            "[",
            0,
            "expected an event, found the end of the input",
            Some((1, 2)),
        ),
        ("[{},\n]", 1, "expected an event, found `]`", Some((2, 1))),
        ("[,{}]", 0, "expected an event, found `,`", Some((1, 2))),
        ("[{},,{}]", 1, "expected an event, found `,`", Some((1, 5))),
        (
            "[{}\n\n {}]",
            1,
            "expected `,` or `]` after an item of the array, found `{`",
            Some((3, 2)),
        ),
        (
            "[{}",
            1,
            "expected `,` or `]` after an item of the array, found the end of the input",
            Some((1, 4)),
        ),
        (
            "[{}}",
            1,
            "expected `,` or `]` after an item of the array, found `}`",
            Some((1, 4)),
        ),
        (
            "[{}\u{e9}",
            1,
            "expected `,` or `]` after an item of the array, found byte 0xc3",
            Some((1, 4)),
        ),
        (
            "[{}]\n[{}]",
            1,
            "expected the end of the input after the array, found `[`",
            Some((2, 1)),
        ),
        (
            "[] 7",
            0,
            "expected the end of the input after the array, found `7`",
            Some((1, 4)),
        ),
        (
            "[{},\n{\"a\":\n [1, 2}, {}]",
            1,
            "expected `,` or `]`",
            Some((3, 7)),
        ),
        (
            "[{},\n{\"a\":\n [1, 2",
            1,
            "EOF while parsing a list",
            Some((3, 6)),
        ),
        (
            "[{},\n{\"a\\\"",
            1,
            "EOF while parsing a string",
            Some((2, 5)),
        ),
        (
            "[{},\n{\"a\\",
            1,
            "EOF while parsing a string",
            Some((2, 4)),
        ),
    ] {
        let items = items(text.as_bytes());
        assert_eq!(items.len(), items_before + 1, "{text}: {items:?}");
        let (message, found) = items.last().unwrap().as_ref().unwrap_err();
        assert_eq!((message.as_str(), *found), (expected, position), "{text}");
    }
}

#[test]
fn an_item_that_is_no_event_leaves_the_others_intact() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let broken: [&[u8]; 9] = [
        b"{\"a\": \"\xff]\"}",
        b"{\"a\": tru}",
        b"\"a\nb\"",
        b"\"a\\\nb\"",
        b"{\"a\" 1,,}",
        b"nope",
        b"\xc3",
        b"1\xff2",
        deep.as_bytes(),
    ];
    for broken in broken {
        let (first, last) = (valid("a"), valid("b"));
        let text = [
            b"[\n",
            first.as_bytes(),
            b",",
            broken,
            b",",
            last.as_bytes(),
            b"]",
        ];
        let text = text.concat();
        let items = items(&text);
        let [Ok(first), Ok(second), Ok(third)] = items.as_slice() else {
            panic!("{}: {items:?}", String::from_utf8_lossy(&text));
        };
        assert_eq!(&text[second.span.clone()], broken);
        for event in [first, second, third] {
            assert_eq!(*event, Seen::expected(&text, event.span.clone()));
        }
        assert_eq!(
            (first.parsed.as_deref(), third.parsed.as_deref()),
            (Ok("a"), Ok("b"))
        );
        assert!(second.parsed.is_err());
    }
}
