//! Reads events into types, or into the peers' values.

use std::hint::black_box;

use cdevents_generated::CdEvent;
use cdevents_sdk::CDEvent;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::plain::{Example, ServiceDeployed};
use crate::inputs::Inputs;
use crate::times::{Label, OURS, Times};

const GROUP: &str = "from_slice";

type Reader = (&'static str, fn(&[u8]) -> bool);

const READERS: &[Reader] = &[
    (OURS, |text| CdEvent::from_slice(text).is_ok()),
    ("cdevents-sdk", |text| {
        serde_json::from_slice::<CDEvent>(text).is_ok()
    }),
    ("serde_json `IgnoredAny`", |text| {
        serde_json::from_slice::<IgnoredAny>(text).is_ok()
    }),
    ("serde_json `Value`", |text| {
        serde_json::from_slice::<Value>(text).is_ok()
    }),
    ("sonic-rs `Value`", |text| {
        sonic_rs::from_slice::<sonic_rs::Value>(text).is_ok()
    }),
];

/// Measures every reader with every input.
pub(crate) fn measure(times: &mut Times, inputs: &Inputs<'_>) {
    for input in &inputs.all {
        measure_texts(times, input.name, &input.texts());
    }
    measure_texts(times, "NDJSON", &inputs.lines());
    let text = Example::new().text;
    times.measure(Label(GROUP, Example::NAME, OURS), || {
        black_box(CdEvent::from_slice(text.as_bytes()).is_ok());
    });
    let label = Label(GROUP, Example::NAME, "derived `Deserialize`");
    times.measure(label, || {
        black_box(serde_json::from_slice::<ServiceDeployed>(text.as_bytes()).is_ok());
    });
}

fn measure_texts(times: &mut Times, input: &str, texts: &[&[u8]]) {
    for (contender, reads) in READERS {
        times.measure_checks(Label(GROUP, input, contender), texts, |text| reads(text));
    }
    let label = Label(GROUP, input, "simd-json `BorrowedValue`");
    times.measure_checks_in_place(label, texts, |text| {
        simd_json::to_borrowed_value(text).is_ok()
    });
}
