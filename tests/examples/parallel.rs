//! Measures how reading many events scales with threads:
//!
//! ```sh
//! cargo run --release -p cdevents-tests --example parallel
//! ```
//!
//! Prints the best time of the serial iterator, and of the parallel one for each number of threads up
//! to the number of cores.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cdevents_generated::iter::{self, RawEvent};
use cdevents_tests::differential::Differential;
use cdevents_tests::{json_files, upstream};
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde_json::{Value, json};

/// The size of each text.
const BYTES: usize = 4 * 1024 * 1024;

/// How often each time is measured.
const ROUNDS: usize = 100;

fn main() {
    let events = events();
    let mut broken = events.clone();
    for event in &mut broken {
        event["context"]["id"] = json!("");
    }
    let events = repeated(&events);
    let ndjson = events.join("\n").into_bytes();
    let broken = repeated(&broken).join("\n").into_bytes();
    let array = format!("[{}]", events.join(",")).into_bytes();
    println!("{} events, {} bytes", events.len(), ndjson.len());

    of_ndjson("NDJSON, is_valid", &ndjson, RawEvent::is_valid);
    of_ndjson("NDJSON, parse", &ndjson, |event| event.parse().is_ok());
    of_ndjson("NDJSON, errors", &broken, |event| event.parse().is_ok());
    of_array("array, is_valid", &array, RawEvent::is_valid);
    of_array("array, parse", &array, |event| event.parse().is_ok());
    best("NDJSON, lines", || iter::ndjson(&ndjson).count());
    best("array, items", || iter::array(&array).count());
}

/// Returns upstream's conformance events if they are there, or else events built from our schemas.
fn events() -> Vec<Value> {
    match upstream("0.5.1", "the times with upstream's events") {
        Some(folder) => json_files(&folder.join("conformance"))
            .into_values()
            .collect(),
        None => Differential::default().documents().to_vec(),
    }
}

/// Returns events as JSON, repeated up to the size of a text.
fn repeated(events: &[Value]) -> Vec<String> {
    let texts: Vec<_> = events.iter().map(Value::to_string).collect();
    let length: usize = texts.iter().map(String::len).sum();
    let count = texts.len() * BYTES / length;
    texts.into_iter().cycle().take(count).collect()
}

fn of_ndjson<'t>(what: &str, text: &'t [u8], is_good: impl Fn(&RawEvent<'t>) -> bool + Sync) {
    let serial = best(what, || iter::ndjson(text).filter(&is_good).count());
    each_pool(what, serial, || {
        let events = iter::ndjson(text).into_par_iter();
        events.filter(&is_good).count()
    });
}

fn of_array<'t>(what: &str, text: &'t [u8], is_good: impl Fn(&RawEvent<'t>) -> bool + Sync) {
    let serial = best(what, || {
        iter::array(text).flatten().filter(&is_good).count()
    });
    each_pool(what, serial, || {
        let events = iter::array(text).into_par_iter();
        let good = events.filter(|event| event.as_ref().is_ok_and(&is_good));
        good.count()
    });
}

/// Measures with each number of threads, and prints the ratios to the time of the serial iterator.
fn each_pool(what: &str, serial: Duration, count: impl Fn() -> usize + Sync) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for threads in 1..=cores {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads");
        let what = format!("{what}, {threads} threads");
        let time = best(&what, || pool.install(&count));
        let ratio = serial.as_secs_f64() / time.as_secs_f64();
        println!("{:40} {ratio:>10.2} times as fast as serial", "");
    }
}

/// Prints and returns the best time.
fn best(what: &str, count: impl Fn() -> usize) -> Duration {
    let time = || {
        let start = Instant::now();
        black_box(count());
        start.elapsed()
    };
    let best = (0..ROUNDS).map(|_| time()).min().unwrap_or_default();
    println!("{what:40} {best:>10.1?}");
    best
}
