//! Checks that validating bytes, validating a value and parsing agree.
#![no_main]

use cdevents_generated::CdEvent;
use cdevents_generated::validate::{is_valid, is_valid_slice};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let verdict = is_valid_slice(bytes);
    let read = CdEvent::from_slice(bytes).and_then(CdEvent::into_known);
    assert_eq!(read.is_ok(), verdict);
    // The converse does not hold: a `Value` hides duplicate keys, and some numbers do not fit.
    if let (true, Ok(value)) = (verdict, serde_json::from_slice::<Value>(bytes)) {
        assert!(is_valid(&value));
    }
});
