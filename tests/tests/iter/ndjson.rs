//! NDJSON, against splitting at each line break.

use cdevents_generated::iter;
use cdevents_generated::v0_5_1;
use cdevents_tests::cases::cases;
use fastrand::Rng;
use rayon::prelude::*;

use super::{Seen, in_parallel, message, place, valid, with_violation};

fn serial(text: &[u8]) -> Vec<Seen> {
    iter::ndjson(text)
        .map(|event| Seen::new(text, &event))
        .collect()
}

fn parallel(text: &[u8]) -> Vec<Seen> {
    in_parallel(|| {
        let events = iter::ndjson(text).into_par_iter();
        events.map(|event| Seen::new(text, &event)).collect()
    })
}

/// Finds the lines in the simplest way.
fn expected(text: &[u8]) -> Vec<Seen> {
    let mut start = 0;
    let mut seen = Vec::new();
    let mut lines = text.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let next = start + line.len() + 1;
        let is_last = lines.peek().is_none();
        let trimmed = match line {
            [trimmed @ .., b'\r'] if !is_last => trimmed,
            line => line,
        };
        if !trimmed.iter().all(|byte| b" \t\r".contains(byte)) {
            seen.push(Seen::expected(text, start..start + trimmed.len()));
        }
        start = next;
    }
    seen
}

#[track_caller]
fn assert_as_expected(text: &[u8]) {
    let expected = expected(text);
    let shown = String::from_utf8_lossy(text);
    assert_eq!(serial(text), expected, "{shown}");
    assert_eq!(parallel(text), expected, "{shown}");
}

/// Returns a random line, which may be anything but two lines.
fn line(rng: &mut Rng, number: usize) -> Vec<u8> {
    let text = match rng.u8(..16) {
        0..5 => valid(&format!("event-{number}")),
        5 => with_violation(rng).replace(['\n', '\r'], " "),
        6 => ["", " ", "\t \t", "\r", " \r"][rng.usize(..5)].to_owned(),
        7 => {
            let event = valid("cut");
            event[..rng.usize(..event.len())]
                .trim_end_matches('\u{fffd}')
                .to_owned()
        }
        8 => valid("\u{e9}").replace('\u{e9}', "\\ud800"),
        9 => format!("{}{}", valid("one"), valid("two")),
        10 => format!("[{}]", valid("item")),
        11 => "\u{feff}{}".to_owned(),
        12 => ["null", "]", "\"", "{", "\u{c}", "{} \r", "a\rb"][rng.usize(..7)].to_owned(),
        13 => valid(&"long".repeat(rng.usize(..5_000))),
        _ => {
            return [
                &valid("before").as_bytes()[..rng.usize(..20)],
                b"\xff\xc3",
                b"}",
            ]
            .concat();
        }
    };
    text.into_bytes()
}

#[test]
fn the_events_are_the_lines_that_are_not_blank_in_order() {
    let mut rng = Rng::with_seed(11);
    for _ in 0..cases(300) {
        let mut text = Vec::new();
        let count = rng.usize(..12);
        for number in 0..count {
            text.extend(line(&mut rng, number));
            if number + 1 < count || rng.bool() {
                text.extend([&b"\n"[..], b"\r\n", b"\n\n", b"\r\r\n"][rng.usize(..4)]);
            }
        }
        assert_as_expected(&text);
        if let Ok(text) = std::str::from_utf8(&text) {
            let lines = text
                .lines()
                .filter(|line| !line.trim_matches([' ', '\t', '\r']).is_empty());
            let events = iter::ndjson(text.as_bytes()).map(|event| event.as_bytes());
            assert!(lines.map(str::as_bytes).eq(events), "{text}");
        }
    }
}

#[test]
fn a_text_without_events_has_no_items() {
    for text in ["", "\n", "\r\n", " ", "\n \n\t\r\n\r"] {
        assert_eq!(serial(text.as_bytes()), []);
        assert_as_expected(text.as_bytes());
    }
}

#[test]
fn an_error_has_the_line_and_column_in_the_whole_text() {
    let mut rng = Rng::with_seed(12);
    let mut text = String::new();
    let mut offsets = Vec::new();
    for number in 0..200 {
        if rng.bool() {
            text += &valid(&number.to_string());
        } else {
            let event = with_violation(&mut rng).replace(['\n', '\r'], " ");
            offsets.push(text.len() + event.find("\"\"").unwrap());
            text += &event;
        }
        text += ["\n", "\r\n", "\n\n"][rng.usize(..3)];
    }
    let expected: Vec<_> = offsets
        .into_iter()
        .map(|offset| Some(place(text.as_bytes(), offset)))
        .collect();
    let position = |event: iter::RawEvent<'_>| Some(event.parse().err()?.position());
    let serial: Vec<_> = iter::ndjson(text.as_bytes()).filter_map(position).collect();
    assert_eq!(serial, expected);
    let parallel: Vec<_> = in_parallel(|| {
        let events = iter::ndjson(text.as_bytes()).into_par_iter();
        events.filter_map(position).collect()
    });
    assert_eq!(parallel, expected);
    // Whichever error is asked for first.
    let mut parallel: Vec<_> =
        in_parallel(|| iter::ndjson(text.as_bytes()).into_par_iter().collect());
    rng.shuffle(&mut parallel);
    for event in parallel {
        assert_eq!(event.position(), place(text.as_bytes(), event.span().start));
    }
}

#[test]
fn a_byte_that_is_not_utf8_is_named_with_its_place_in_the_whole_text() {
    let text = [
        valid("a").as_bytes(),
        b"\n{\"a\": \"\xff\"}\n",
        valid("b").as_bytes(),
    ]
    .concat();
    let events: Vec<_> = iter::ndjson(&text).collect();
    let offset = text.iter().position(|byte| *byte == 0xff).unwrap();
    let (message, position) = message(events[1].parse().unwrap_err());
    assert_eq!(
        message,
        format!("expected UTF-8, found byte 0xff at offset {offset}")
    );
    assert_eq!(position, Some((2, 8)));
    assert!(events[0].is_valid() && events[2].is_valid());
}

#[test]
fn a_byte_order_mark_is_an_error_as_it_is_for_a_single_event() {
    let text = format!("\u{feff}{}\n{}", valid("a"), valid("b"));
    let events: Vec<_> = iter::ndjson(text.as_bytes()).collect();
    assert!(events[0].parse().unwrap_err().message().contains("BOM"));
    assert_eq!(events[1].parse().unwrap().id(), "b");
}

#[test]
fn an_event_can_be_parsed_as_a_type_of_its_own() {
    let text = valid("a");
    let event = iter::ndjson(text.as_bytes()).next().unwrap();
    let deployed = event.parse_as::<v0_5_1::ServiceDeployed>().unwrap();
    assert_eq!(deployed.context.id, "a");
    let error = event.parse_as::<v0_5_1::BuildStarted>().unwrap_err();
    assert_eq!(error.instance_path(), "/context/type");
}

#[test]
fn a_huge_line_and_many_short_ones_are_read_in_parallel() {
    let huge = valid(&"x".repeat(3_000_000));
    for text in [
        format!("{huge}\n{}\n", valid("a")),
        format!("{}\n{huge}", valid("a")),
        format!("{}{huge}{}", "{}\n".repeat(100), "\n{}".repeat(100)),
    ] {
        let spans: Vec<_> = in_parallel(|| {
            let events = iter::ndjson(text.as_bytes()).into_par_iter();
            events.map(|event| event.span()).collect()
        });
        let expected = text.lines().map(str::as_bytes);
        assert!(
            spans
                .into_iter()
                .map(|span| &text.as_bytes()[span])
                .eq(expected)
        );
    }
}
