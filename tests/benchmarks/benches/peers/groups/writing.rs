//! Writes events as JSON.

use std::hint::black_box;

use cdevents_generated::CdEvent;

use super::plain::Example;
use crate::inputs::Inputs;
use crate::times::{Label, OURS, Times};

/// Measures writing all events, and one event against a plain struct.
pub(crate) fn measure(times: &mut Times, inputs: &Inputs<'_>) {
    let cases = inputs.valid().iter();
    let parsed: Vec<_> = cases
        .map(|case| CdEvent::from_slice(&case.text).expect("a valid event"))
        .collect();
    times.measure(Label("to_json", "file order", OURS), || {
        for event in &parsed {
            black_box(event.to_json());
        }
    });
    let label = Label("to_json", "file order", "serde_json `Value`");
    times.measure(label, || {
        for case in inputs.valid() {
            black_box(serde_json::to_string(&case.value).is_ok());
        }
    });
    let example = Example::new();
    times.measure(Label("to_json", Example::NAME, OURS), || {
        black_box(example.event.to_json());
    });
    let label = Label("to_json", Example::NAME, "derived `Serialize`");
    times.measure(label, || {
        black_box(serde_json::to_string(&example.plain).is_ok());
    });
}
