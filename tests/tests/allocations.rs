//! Counts the memory allocations of parsing, validating, writing and rejecting.
//!
//! `allocations.md` has the counts. The test fails if a count differs, so that none grows unnoticed.

use std::fmt::{self, Write as _};
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;

use cdevents_generated::validate::{is_valid, is_valid_slice};
use cdevents_generated::{CdEvent, Release, iter};
use cdevents_tests::differential::Differential;
use cdevents_tests::{json_files, upstream, workspace};
use serde_json::Value;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// The page with the counts.
const TABLE: &str = "tests/allocations.md";

const HEAD: &str = "\
# Allocations

How many allocations this crate makes, and of how many bytes in total, for all examples of release 0.5.1 but the \
custom event. The events are compact, and a rejected event has one violation, whose path and message are read. \
`allocations.rs` compares this table with the counts; `UPDATE_TABLES=1 cargo test --package cdevents-tests --test \
allocations` writes it.
";

/// Allocations, and their size in total.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Count {
    allocations: u64,
    bytes: u64,
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { allocations, bytes } = self;
        write!(formatter, "{allocations} allocations of {bytes} bytes")
    }
}

/// Counts the allocations of an action. It runs once before, because the first use of a pattern
/// compiles it.
fn count(action: impl Fn()) -> Count {
    action();
    let before = dhat::HeapStats::get();
    action();
    let after = dhat::HeapStats::get();
    Count {
        allocations: after.total_blocks - before.total_blocks,
        bytes: after.total_bytes - before.total_bytes,
    }
}

fn allocations(action: impl FnOnce()) -> u64 {
    let before = dhat::HeapStats::get().total_blocks;
    action();
    dhat::HeapStats::get().total_blocks - before
}

/// Returns whether an event has links whose schemas may have alternatives beside other keywords, as in 0.4.0. Such
/// a value is parsed before it is checked. New releases may have such links, too.
fn has_mixed_links(event: &Value) -> bool {
    let context = &event["context"];
    let release = context.get("specversion").or(context.get("version"));
    let release = release.and_then(|name| name.as_str()?.parse::<Release>().ok());
    let is_plain =
        release.is_some_and(|release| release <= Release::V0_5_1 && release != Release::V0_4_0);
    context.get("links").is_some() && !is_plain
}

/// The allocation counter is global, so this is a program without the test harness, whose own thread
/// allocates at times.
fn main() -> ExitCode {
    verdicts_allocate_nothing();
    let counts = counts();
    let place = workspace().join(TABLE);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        fs::write(&place, page(&counts)).expect("a writable file");
        return ExitCode::SUCCESS;
    }
    let expected = fs::read_to_string(&place).expect("a readable file");
    let problems = problems(&counts, &expected);
    for problem in &problems {
        eprintln!("error: {problem}");
    }
    ExitCode::from(u8::from(!problems.is_empty()))
}

/// Checks each of upstream's events, or of ours if upstream's are not available.
fn verdicts_allocate_nothing() {
    let events: Vec<Value> = match upstream("0.5.1", "allocations of upstream's events") {
        Some(folder) => json_files(&folder.join("conformance"))
            .into_values()
            .collect(),
        None => Differential::default().documents().to_vec(),
    };
    let texts: Vec<_> = events.iter().map(Value::to_string).collect();
    let _profiler = dhat::Profiler::builder().testing().build();
    for (event, text) in events.iter().zip(&texts) {
        if event["context"]["type"]
            .as_str()
            .is_some_and(|name| name.starts_with("dev.cdeventsx."))
        {
            // The pattern of its type is compiled on first use, and matching needs memory.
            continue;
        }
        let by_value = allocations(|| assert!(is_valid(event)));
        let by_text = allocations(|| assert!(is_valid_slice(text.as_bytes())));
        assert_eq!(by_value, 0, "{text}");
        // A string with an escape must be unescaped into a new string.
        let may_allocate = text.contains('\\') || has_mixed_links(event);
        assert!(by_text == 0 || may_allocate, "{by_text} for {text}");
    }
    let ndjson = texts.join("\n");
    let array = format!("[{}]", texts.join(","));
    let lines = allocations(|| assert_eq!(iter::ndjson(ndjson.as_bytes()).count(), texts.len()));
    let items = allocations(|| assert_eq!(iter::array(array.as_bytes()).count(), texts.len()));
    // An array remembers the open brackets, for all items in the same place.
    assert!(
        lines == 0 && items <= 3,
        "{lines} for lines, {items} for items"
    );
}

/// Counts the allocations of each measure. The inputs are from one release and in one layout, so that
/// the counts don't depend on new releases, or on the features of `serde_json`.
fn counts() -> Vec<(&'static str, Count)> {
    let folder = workspace().join("cdevents-generated/examples/0.5.1");
    let events: Vec<_> = json_files(&folder)
        .into_keys()
        .filter_map(|path| {
            let text = fs::read(path).expect("a readable file");
            let event = CdEvent::from_slice(&text).expect("a valid event");
            let is_custom = event.event_type().as_str().starts_with("dev.cdeventsx.");
            (!is_custom).then_some(event)
        })
        .collect();
    let texts: Vec<_> = events.iter().map(CdEvent::to_json).collect();
    let parsed = texts.iter().map(|text| serde_json::from_str(text));
    let values: Vec<Value> = parsed.collect::<Result<_, _>>().expect("JSON");
    let rejected = texts.iter().enumerate().map(|(index, text)| {
        let [from, to] = MISTAKES[index % MISTAKES.len()];
        assert!(text.contains(from), "{from}: {text}");
        text.replacen(from, to, 1)
    });
    let rejected: Vec<_> = rejected.collect();
    let _profiler = dhat::Profiler::builder().testing().build();
    vec![
        (
            "`CdEvent::from_slice`",
            count(|| {
                for text in &texts {
                    assert!(CdEvent::from_slice(text.as_bytes()).is_ok());
                }
            }),
        ),
        (
            "`CdEvent::from_slice` of a rejected event",
            count(|| {
                for text in &rejected {
                    let result = CdEvent::from_slice(text.as_bytes());
                    let error = result.expect_err("the event is invalid");
                    black_box((error.instance_path(), error.message()));
                }
            }),
        ),
        (
            "`is_valid_slice`",
            count(|| {
                for text in &texts {
                    assert!(is_valid_slice(text.as_bytes()));
                }
            }),
        ),
        ("`is_valid`", count(|| assert!(values.iter().all(is_valid)))),
        (
            "`CdEvent::to_json`",
            count(|| {
                for event in &events {
                    black_box(event.to_json());
                }
            }),
        ),
    ]
}

/// Edits that make any of the examples invalid: a text and its replacement.
const MISTAKES: [[&str; 2]; 3] = [
    [r#""timestamp":"2026-03-20T"#, r#""timestamp":"2026-03-20 "#],
    [r#","timestamp":"2026-03-20T14:27:05Z""#, ""],
    [r#""context":{"#, r#""context":{"user":"jane","#],
];

/// Writes the counts as a page.
fn page(counts: &[(&str, Count)]) -> String {
    let mut page = format!("{HEAD}\n| measure | allocations | bytes |\n|---|---:|---:|\n");
    for (measure, Count { allocations, bytes }) in counts {
        let _ = writeln!(page, "| {measure} | {allocations} | {bytes} |");
    }
    page
}

/// Returns the count in a row of the page.
fn expected(measure: &str, page: &str) -> Option<Count> {
    let prefix = format!("| {measure} | ");
    let row = page.lines().find_map(|line| line.strip_prefix(&prefix))?;
    let (allocations, bytes) = row.strip_suffix(" |")?.split_once(" | ")?;
    Some(Count {
        allocations: allocations.parse().ok()?,
        bytes: bytes.parse().ok()?,
    })
}

/// Compares the counts with those of the page, and says what to do about each that differs.
fn problems(counts: &[(&str, Count)], page: &str) -> Vec<String> {
    let problem = |(measure, found): &(&str, Count)| {
        let expected = expected(measure, page);
        let advice = match expected {
            Some(expected) if expected == *found => return None,
            Some(Count { allocations, bytes })
                if found.allocations > allocations || found.bytes > bytes =>
            {
                "avoid what is new, or, if it is needed, raise the bound and say why in the commit"
            }
            Some(_) => "lower the bound, so that a later growth is noticed",
            None => "add the row",
        };
        let expected = expected.map_or_else(|| "no such row".to_owned(), |count| count.to_string());
        Some(format!(
            "{TABLE}: {measure}: expected {expected}, found {found}; {advice}: \
             `UPDATE_TABLES=1 cargo test --package cdevents-tests --test allocations`"
        ))
    };
    counts.iter().filter_map(problem).collect()
}
