//! Checks that every event that parses round trips.
#![no_main]

use cdevents_generated::CdEvent;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(event) = CdEvent::from_slice(bytes) {
        let written = event.to_vec();
        assert_eq!(
            CdEvent::from_slice(&written).expect("a written event parses"),
            event
        );
    }
});
