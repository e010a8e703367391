//! The iterators over many events return what simple code returns, with the position of each error in
//! the whole text; the parallel ones return the same, in the same order.

mod array;
mod ndjson;

use std::ops::Range;

use cdevents_generated::iter::{Array, Ndjson, RawEvent};
use cdevents_generated::{CdEvent, Error};
use cdevents_tests::event;
use fastrand::Rng;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use serde_json::json;

/// What a test sees of an event.
#[derive(Debug, PartialEq)]
struct Seen {
    span: Range<usize>,
    position: (usize, usize),
    /// The event's ID, or the message and position of the error.
    parsed: Result<String, (String, Option<(usize, usize)>)>,
    is_valid: bool,
}

impl Seen {
    /// Sees an event through the iterators.
    fn new(whole: &[u8], event: &RawEvent<'_>) -> Self {
        assert_eq!(event.as_bytes(), &whole[event.span()]);
        let parsed = event.parse();
        let parsed = parsed.map(|event| event.id().to_owned()).map_err(message);
        let validated = event.validate().map_err(message);
        if let (Err(error), Err(violation)) = (&parsed, &validated) {
            assert_eq!(error, violation);
        }
        assert_eq!(validated.is_ok(), event.is_valid());
        Self {
            span: event.span(),
            position: event.position(),
            parsed,
            is_valid: event.is_valid(),
        }
    }

    /// Computes what the iterators should return for the bytes at an offset.
    fn expected(whole: &[u8], span: Range<usize>) -> Self {
        let start = span.start;
        let text = &whole[span.clone()];
        let parsed = match std::str::from_utf8(text) {
            Ok(json) => json.parse::<CdEvent>().map_err(|error| {
                let (message, position) = message(error);
                let position = position.map(|(line, column)| match line {
                    // `serde_json` has column 0 before the first byte.
                    1 => place(whole, start + column.max(1) - 1),
                    line => (place(whole, start).0 + line - 1, column),
                });
                (message, position)
            }),
            Err(error) => {
                let at = start + error.valid_up_to();
                let byte = whole[at];
                let message = format!("expected UTF-8, found byte {byte:#04x} at offset {at}");
                Err((message, Some(place(whole, at))))
            }
        };
        let event = std::str::from_utf8(text).ok();
        let event = event.and_then(|json| json.parse::<CdEvent>().ok()?.into_known().ok());
        Self {
            span,
            position: place(whole, start),
            parsed: parsed.map(|event| event.id().to_owned()),
            is_valid: event.is_some(),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn message(error: Error) -> (String, Option<(usize, usize)>) {
    let message = format!("{}: {}", error.instance_path(), error.message());
    (
        message.trim_start_matches(": ").to_owned(),
        error.position(),
    )
}

/// Returns the line and column of an offset, counted byte by byte.
fn place(text: &[u8], offset: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for byte in &text[..offset] {
        column += 1;
        if *byte == b'\n' {
            (line, column) = (line + 1, 1);
        }
    }
    (line, column)
}

/// Collects in parallel, with more threads than there are cores.
fn in_parallel<T: Send>(collect: impl FnOnce() -> T + Send) -> T {
    let pool = ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    pool.install(collect)
}

/// Returns an event on one line.
fn valid(id: &str) -> String {
    let content =
        json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" });
    let mut event = event("0.5.1", "service.deployed.0.3.0", &content);
    event["context"]["id"] = json!(id);
    event["customData"] = json!({ "text": "\u{e9} ]}\\\"[{,", "list": [[], {}, [1]] });
    event.to_string()
}

/// Returns an event with a violation, for whose position there are line breaks in it.
fn with_violation(rng: &mut Rng) -> String {
    let event = valid("an-id").replace("\"an-id\"", "\"\"");
    let breaks = ["", " ", "\n", "\r\n  "];
    event.replace(
        "\"context\":",
        &format!("\"context\":{}", rng.choice(breaks).unwrap()),
    )
}

#[test]
fn the_iterators_can_be_sent_and_shared() {
    fn assert_all<T: Clone + std::fmt::Debug + Send + Sync + Unpin>() {}
    assert_all::<Ndjson<'_>>();
    assert_all::<Array<'_>>();
    assert_all::<RawEvent<'_>>();
    assert_all::<<Ndjson<'_> as IntoParallelIterator>::Iter>();
}
