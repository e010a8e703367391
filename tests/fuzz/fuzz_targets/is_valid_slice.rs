//! The three ways to a verdict agree.
#![no_main]

use cdevents_generated::CdEvent;
use cdevents_generated::validate::{is_valid, is_valid_slice};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let verdict = is_valid_slice(bytes);
    let read = CdEvent::from_slice(bytes).and_then(CdEvent::into_known);
    assert_eq!(read.is_ok(), verdict);
    // A value can't tell that a key stood twice, and has no room for every number.
    if let (true, Ok(value)) = (verdict, serde_json::from_slice::<Value>(bytes)) {
        assert!(is_valid(&value));
    }
});
