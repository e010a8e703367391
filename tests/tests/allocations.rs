//! Counts the memory allocations of parsing and validating.

use cdevents_generated::validate::{is_valid, is_valid_slice};
use cdevents_generated::{CdEvent, Release};
use cdevents_tests::differential::Differential;
use cdevents_tests::{json_files, upstream};
use serde_json::Value;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

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

/// Validating allocates nothing, and parsing little. The allocation counter is global, so this is a
/// program without the test harness, whose own thread allocates at times.
fn main() {
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
    let mut read = Vec::with_capacity(texts.len());
    let total = allocations(|| {
        read.extend(
            texts
                .iter()
                .filter_map(|text| CdEvent::from_slice(text.as_bytes()).ok()),
        );
    });
    assert_eq!(read.len(), texts.len());
    let each = total / texts.len() as u64;
    println!("{each} allocations per event");
    assert!(each <= 40, "{each} allocations per event");
}
