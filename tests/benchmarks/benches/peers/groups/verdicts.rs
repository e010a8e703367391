//! Decides whether events are valid, as texts and as values.

use cdevents_generated::validate::{is_valid, is_valid_slice};
use serde_json::Value;

use crate::inputs::{Case, Inputs};
use crate::times::{Label, OURS, Times};

type Verdict = (&'static str, fn(&Case<'_>) -> bool);

const OF_TEXTS: &[Verdict] = &[
    (OURS, |case| is_valid_slice(&case.text)),
    ("serde_json `Value`", |case| parse(case).is_some()),
    ("serde_json and jsonschema", |case| {
        parse(case).is_some_and(|value| case.schema.jsonschema.is_valid(&value))
    }),
    ("serde_json and boon", |case| {
        parse(case).is_some_and(|value| case.schema.boon(&value).is_none())
    }),
];

const OF_VALUES: &[Verdict] = &[
    (OURS, |case| is_valid(&case.value)),
    ("jsonschema", |case| {
        case.schema.jsonschema.is_valid(&case.value)
    }),
    ("boon", |case| case.schema.boon(&case.value).is_none()),
];

/// The inputs whose values are the same as those in file order.
const SAME_VALUES: [&str; 3] = ["keys sorted", "keys reversed", "pretty"];

fn parse(case: &Case<'_>) -> Option<Value> {
    serde_json::from_slice(&case.text).ok()
}

/// Measures every validator with every input.
pub(crate) fn measure(times: &mut Times, inputs: &Inputs<'_>) {
    for input in &inputs.all {
        for (contender, accepts) in OF_TEXTS {
            let label = Label("is_valid_slice", input.name, contender);
            times.measure_checks(label, &input.cases, accepts);
        }
    }
    let all = inputs.all.iter();
    for input in all.filter(|input| !SAME_VALUES.contains(&input.name)) {
        for (contender, accepts) in OF_VALUES {
            let label = Label("is_valid", input.name, contender);
            times.measure_checks(label, &input.cases, accepts);
        }
    }
}
