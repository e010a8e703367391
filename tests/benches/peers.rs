//! Compares this project with other CDEvents and JSON Schema crates: run `cargo bench`.
//!
//! The events are upstream's conformance events if they are available, or else built from our
//! schemas. Further measures use the same events with sorted keys, and a single event of 114 KB,
//! which is mostly custom data. The table at the end has the time of one pass over all events.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cdevents_generated::upgrade::Upgrade;
use cdevents_generated::validate::{is_valid, is_valid_slice, validate};
use cdevents_generated::{CdEvent, Release};
use cdevents_sdk::CDEvent;
use cdevents_tests::differential::Differential;
use cdevents_tests::{json_files, peers, schemas, upstream};
use criterion::Criterion;
use jsonschema::Validator;
use serde_json::{Value, json};

/// An event as a value and as text, with the `jsonschema` crate's validator for it.
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

/// Returns compact events, with the keys in the author's order, as producers send them.
fn events() -> Vec<Vec<u8>> {
    match upstream("0.5.1", "the bench with upstream's events") {
        Some(folder) => json_files(&folder.join("conformance"))
            .into_keys()
            .map(|path| compact(&std::fs::read(path).expect("a file")))
            .collect(),
        None => Differential::default()
            .documents()
            .iter()
            .filter(|event| event.pointer("/context/specversion").is_some())
            .map(text)
            .collect(),
    }
}

/// Writes a value as JSON. The keys are sorted, because `Value` sorts them.
fn text(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("a value is JSON")
}

/// Removes the white space between the tokens of a JSON text.
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

/// Returns the event with about five violations.
fn broken(event: &Value) -> Value {
    let mut event = event.clone();
    event["context"]["id"] = json!("");
    event["context"]["timestamp"] = json!("yesterday");
    event["context"]["unknown"] = json!(1);
    event["subject"]["id"] = json!(7);
    event["customData"] = json!([]);
    event
}

/// The best time per pass, by measure and contender.
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

    /// Measures passes that each consume an input, without the time to make it.
    fn measure_consuming<T>(
        &mut self,
        criterion: &mut Criterion,
        (measure, contender): (&str, &'static str),
        mut input: impl FnMut() -> T,
        mut pass: impl FnMut(T),
    ) {
        let mut best = Duration::MAX;
        criterion.bench_function(&format!("{measure}/{contender}"), |bencher| {
            bencher.iter_custom(|passes| {
                let mut total = Duration::ZERO;
                for _ in 0..passes {
                    let input = input();
                    let start = Instant::now();
                    pass(input);
                    total += start.elapsed();
                }
                best = best.min(total / u32::try_from(passes).unwrap_or(u32::MAX));
                total
            });
        });
        self.0.push((measure.to_owned(), contender, best));
    }

    /// Prints each contender's time, and the ratio of our time to it, grouped by measure.
    fn print(&self) {
        println!(
            "\n{:<34} {:<34} {:>12} {:>8}",
            "measure", "contender", "per pass", "ratio"
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
    let first = values.clone().find(|event| is_valid(event));
    let large = large(first.expect("a valid event"));
    let broken = values.clone().map(|event| text(&broken(event))).collect();
    let sorted = cases(values.map(text).collect(), &peers);
    let large = cases(vec![text(&large)], &peers);
    let broken = cases(broken, &peers);
    println!(
        "{} events of {} bytes in total, and one event of {} bytes",
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
        times.measure(criterion, (&slice, "serde_json (to `Value`)"), || {
            for case in cases {
                black_box(serde_json::from_slice::<Value>(&case.text).is_ok());
            }
        });
        times.measure(criterion, (&slice, "serde_json and jsonschema"), || {
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
    upgrades(criterion, &mut times, &small);
    times.measure(criterion, ("validate, with violations", OURS), || {
        for case in &broken {
            let report = validate(&case.value).expect_err("the event is invalid");
            let found = report
                .iter()
                .map(|error| (error.instance_path().to_owned(), error.schema_path()));
            black_box(found.collect::<Vec<_>>());
        }
    });
    times.measure(
        criterion,
        ("validate, with violations", "jsonschema"),
        || {
            for case in &broken {
                let errors = case.peer.iter_errors(&case.value);
                let found = errors.map(|error| {
                    let place = error.instance_path().to_string();
                    (place, error.schema_path().to_string(), error.to_string())
                });
                black_box(found.collect::<Vec<_>>());
            }
        },
    );
    times.print();
}

/// Measures converting the events between releases against parsing them.
fn upgrades(criterion: &mut Criterion, times: &mut Times, cases: &[Case<'_>]) {
    let newest = Release::ALL.last().copied().expect("a release");
    let parsed = cases
        .iter()
        .filter_map(|case| CdEvent::from_slice(&case.text).ok());
    let parsed: Vec<_> = parsed.collect();
    for other in [Release::V0_5_0, Release::V0_4_1, Release::V0_3_0] {
        for (from, to) in [(other, newest), (newest, other)] {
            let events = parsed.iter().cloned();
            let upgrade = Upgrade::new(to);
            let events =
                events.filter_map(|event| Some(Upgrade::new(from).convert(event).ok()?.event));
            let events = events.filter(|event| upgrade.convert(event.clone()).is_ok());
            let events: Vec<_> = events.collect();
            let texts: Vec<_> = events.iter().map(CdEvent::to_vec).collect();
            let measure = format!("upgrade, {from} to {to}");
            let convert = |events: Vec<CdEvent>| {
                for event in events {
                    black_box(upgrade.convert(event).is_ok());
                }
            };
            times.measure_consuming(criterion, (&measure, OURS), || events.clone(), convert);
            times.measure(criterion, (&measure, "from_slice"), || {
                for text in &texts {
                    black_box(CdEvent::from_slice(text).is_ok());
                }
            });
        }
    }
}

fn bytes(cases: &[Case<'_>]) -> usize {
    cases.iter().map(|case| case.text.len()).sum()
}
