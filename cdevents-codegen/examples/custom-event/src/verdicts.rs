//! Validates events in every way, for tests: prints a line of verdicts for each event.

use std::error::Error;
use std::io;

use cdevents_generated::v0_5_1::CustomEvent;
use serde_json::Value;

use crate::{gate_checked, gate_waived};

/// Reads events from the standard input, one per line.
pub(crate) fn judge() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lines() {
        let line = line?;
        let value = serde_json::from_str(&line)?;
        let (checked, waived) = (checked(&line, &value), waived(&line, &value));
        println!("{checked:?} {waived:?}");
    }
    Ok(())
}

fn checked(line: &str, event: &Value) -> [bool; 6] {
    use gate_checked::{
        Content, EVENT_TYPE, from_slice, is_valid, is_valid_slice, validate, validate_slice,
    };
    let json = line.as_bytes();
    let typed = CustomEvent::from_slice(json).and_then(|event| event.with_content::<Content>());
    let read = from_slice(json);
    [
        is_valid_slice(json),
        is_valid(event),
        validate_slice(json).is_ok(),
        validate(event).is_ok(),
        read.is_ok_and(|read| serde_json::to_value(read).is_ok_and(|written| written == *event)),
        typed.is_ok_and(|event| event.event_type().as_str() == EVENT_TYPE),
    ]
}

fn waived(line: &str, event: &Value) -> [bool; 5] {
    use gate_waived::{from_slice, is_valid, is_valid_slice, validate, validate_slice};
    let json = line.as_bytes();
    let read = from_slice(json);
    [
        is_valid_slice(json),
        is_valid(event),
        validate_slice(json).is_ok(),
        validate(event).is_ok(),
        read.is_ok_and(|read| serde_json::to_value(read).is_ok_and(|written| written == *event)),
    ]
}
