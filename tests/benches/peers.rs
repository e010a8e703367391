//! This project and its peers, side by side, in one run: `cargo bench`.
//!
//! The events are upstream's conformance events where they are at hand, and else made from our
//! schemas; behind them come the same with their keys sorted, and one event of 114 KB, nearly all of
//! it custom data. A line of the table at the end is one pass over all events of a kind.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cdevents_generated::CdEvent;
use cdevents_generated::validate::{is_valid, is_valid_slice, validate};
use cdevents_sdk::CDEvent;
use cdevents_tests::differential::Differential;
use cdevents_tests::{json_files, peers, schemas, upstream};
use criterion::Criterion;
use jsonschema::Validator;
use serde_json::{Value, json};

/// An event, parsed and not, with the peer that validates it.
struct Case<'a> {
    value: Value,
    text: Vec<u8>,
    peer: &'a Validator,
}

fn cases(texts: Vec<Vec<u8>>, peers: &BTreeMap<String, Validator>) -> Vec<Case<'_>> {
    let case = |text: Vec<u8>| {
        let value: Value = serde_json::from_slice(&text).expect("JSON");
        let event_type = value.pointer("/context/type")?.as_str()?;
        let peer = peers.get(event_type)?;
        Some(Case { value, text, peer })
    };
    texts.into_iter().filter_map(case).collect()
}

/// Events as a producer sends them: with the keys in the order of their author, and without spaces.
fn events() -> Vec<Vec<u8>> {
    match upstream("0.5.1", "upstream's events in the bench") {
        Some(folder) => json_files(&folder.join("conformance"))
            .into_keys()
            .map(|path| compact(&std::fs::read(path).expect("a file")))
            .collect(),
        None => Differential::default()
            .documents()
            .iter()
            .filter(|it| it.pointer("/context/specversion").is_some())
            .map(text)
            .collect(),
    }
}

/// A value's text; its keys are sorted, since a value keeps them so.
fn text(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("a value is JSON")
}

/// The same JSON without the spaces between its tokens.
fn compact(json: &[u8]) -> Vec<u8> {
    let (mut in_string, mut is_escaped) = (false, false);
    let mut is_kept = |byte: &u8| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = in_string && *byte == b'\\' && !is_escaped;
        in_string ^= ends;
        in_string || ends || !byte.is_ascii_whitespace()
    };
    json.iter().copied().filter(|byte| is_kept(byte)).collect()
}

fn large(event: &Value) -> Value {
    let item = json!({"name": "a step of a build", "seconds": 1.5, "tags": ["a", "b"], "ok": true});
    let mut event = event.clone();
    event["customData"] = json!({ "steps": vec![item; 1620] });
    event
}

/// About five violations.
fn broken(event: &Value) -> Value {
    let mut event = event.clone();
    event["context"]["id"] = json!("");
    event["context"]["timestamp"] = json!("yesterday");
    event["context"]["unknown"] = json!(1);
    event["subject"]["id"] = json!(7);
    event["customData"] = json!([]);
    event
}

/// The best time of a pass, by measure and contender.
#[derive(Default)]
struct Times(Vec<(String, &'static str, Duration)>);

impl Times {
    fn measure(
        &mut self,
        criterion: &mut Criterion,
        (measure, contender): (&str, &'static str),
        mut pass: impl FnMut(),
    ) {
        let mut best = Duration::MAX;
        criterion.bench_function(&format!("{measure}/{contender}"), |bencher| {
            bencher.iter_custom(|passes| {
                let start = Instant::now();
                for _ in 0..passes {
                    pass();
                }
                let elapsed = start.elapsed();
                best = best.min(elapsed / u32::try_from(passes).unwrap_or(u32::MAX));
                elapsed
            });
        });
        self.0.push((measure.to_owned(), contender, best));
    }

    /// A block a measure: what each contender takes, and ours as a part of it.
    fn print(&self) {
        println!(
            "\n{:<34} {:<34} {:>12} {:>8}",
            "measure", "contender", "a pass", "ratio"
        );
        let mut ours = Duration::ZERO;
        for (measure, contender, time) in &self.0 {
            if *contender == OURS {
                ours = *time;
                println!("{measure:<34} {contender:<34} {time:>12.2?}");
            } else {
                let ratio = ours.as_secs_f64() / time.as_secs_f64();
                println!("{measure:<34} {contender:<34} {time:>12.2?} {ratio:>8.2}");
            }
        }
    }
}

const OURS: &str = "cdevents-generated";

fn main() {
    let schemas = schemas("0.5.1");
    let peers = peers(&schemas);
    let events = events();
    let small = cases(events, &peers);
    let values = small.iter().map(|case| &case.value);
    let first = values.clone().find(|it| is_valid(it));
    let large = large(first.expect("a valid event"));
    let broken = values.clone().map(|it| text(&broken(it))).collect();
    let sorted = cases(values.map(text).collect(), &peers);
    let large = cases(vec![text(&large)], &peers);
    let broken = cases(broken, &peers);
    println!(
        "{} events, {} bytes; one of {} bytes",
        small.len(),
        bytes(&small),
        bytes(&large)
    );

    let mut criterion = Criterion::default()
        .measurement_time(Duration::from_secs(2))
        .warm_up_time(Duration::from_millis(500))
        .sample_size(50)
        .configure_from_args();
    let criterion = &mut criterion;
    let mut times = Times::default();
    for (cases, of) in [
        (&small, ""),
        (&sorted, ", keys sorted"),
        (&large, ", 114 KB"),
    ] {
        let [value, slice, typed] =
            ["is_valid", "is_valid_slice", "from_slice"].map(|measure| format!("{measure}{of}"));
        times.measure(criterion, (&value, OURS), || {
            for case in cases {
                black_box(is_valid(&case.value));
            }
        });
        times.measure(criterion, (&value, "jsonschema"), || {
            for case in cases {
                black_box(case.peer.is_valid(&case.value));
            }
        });
        times.measure(criterion, (&slice, OURS), || {
            for case in cases {
                black_box(is_valid_slice(&case.text));
            }
        });
        times.measure(criterion, (&slice, "serde_json, to a value"), || {
            for case in cases {
                black_box(serde_json::from_slice::<Value>(&case.text).is_ok());
            }
        });
        times.measure(criterion, (&slice, "serde_json, and jsonschema"), || {
            for case in cases {
                let value: Result<Value, _> = serde_json::from_slice(&case.text);
                black_box(value.is_ok_and(|value| case.peer.is_valid(&value)));
            }
        });
        times.measure(criterion, (&typed, OURS), || {
            for case in cases {
                black_box(CdEvent::from_slice(&case.text).is_ok());
            }
        });
        times.measure(criterion, (&typed, "cdevents-sdk"), || {
            for case in cases {
                black_box(serde_json::from_slice::<CDEvent>(&case.text).is_ok());
            }
        });
    }
    times.measure(criterion, ("validate, with violations", OURS), || {
        for case in &broken {
            let report = validate(&case.value).expect_err("it is broken");
            let found = report
                .iter()
                .map(|it| (it.instance_path().to_owned(), it.schema_path()));
            black_box(found.collect::<Vec<_>>());
        }
    });
    times.measure(
        criterion,
        ("validate, with violations", "jsonschema"),
        || {
            for case in &broken {
                let errors = case.peer.iter_errors(&case.value);
                let found = errors.map(|it| {
                    let paths = (it.instance_path().to_string(), it.schema_path().to_string());
                    (paths, it.to_string())
                });
                black_box(found.collect::<Vec<_>>());
            }
        },
    );
    times.print();
}

fn bytes(cases: &[Case<'_>]) -> usize {
    cases.iter().map(|case| case.text.len()).sum()
}
