//! What is read is written back, and reads again as the same event.
#![no_main]

use cdevents_generated::CdEvent;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(event) = CdEvent::from_slice(bytes) {
        let written = event.to_vec();
        assert_eq!(
            CdEvent::from_slice(&written).expect("what is written can be read"),
            event
        );
    }
});
