//! Rejects invalid events, and reports their violations.

use std::hint::black_box;

use cdevents_generated::CdEvent;
use cdevents_generated::validate::{Report, validate, validate_slice};
use serde_json::Value;

use crate::inputs::{Case, Inputs};
use crate::times::{Label, OURS, Times};

/// Measures events with one mistake, and with five.
pub(crate) fn measure(times: &mut Times, inputs: &Inputs<'_>) {
    rejected(times, inputs);
    reports(times, inputs);
}

/// Measures reading events with one mistake against reading the same events without it.
fn rejected(times: &mut Times, inputs: &Inputs<'_>) {
    const GROUP: &str = "rejected";
    const ACCEPTED: &str = "the same events, valid";
    let reads = |case: &Case<'_>| CdEvent::from_slice(&case.text).is_ok();
    let reads_with_message = |case: &Case<'_>| {
        let result = CdEvent::from_slice(&case.text);
        let found = result
            .as_ref()
            .map_err(|error| black_box((error.instance_path().len(), error.message().len())));
        found.is_ok()
    };
    let message_of_jsonschema = |case: &Case<'_>| {
        let value: Value = serde_json::from_slice(&case.text).expect("JSON");
        let found = case.schema.jsonschema.validate(&value).map_err(|error| {
            let place = error.instance_path().to_string();
            black_box((place, error.to_string()))
        });
        found.is_ok()
    };
    let message_of_boon = |case: &Case<'_>| {
        let value: Value = serde_json::from_slice(&case.text).expect("JSON");
        let found = case.schema.boon(&value);
        found.map(|error| black_box(error.to_string())).is_none()
    };
    let (rejected, valid) = (&inputs.rejected, inputs.valid());
    times.measure_checks(Label(GROUP, "error", OURS), rejected, reads);
    times.measure_checks(Label(GROUP, "error", ACCEPTED), valid, reads);
    let with = "path and message";
    times.measure_checks(Label(GROUP, with, OURS), rejected, reads_with_message);
    times.measure_checks(Label(GROUP, with, ACCEPTED), valid, reads);
    let label = Label(GROUP, with, "serde_json and jsonschema");
    times.measure_checks(label, rejected, message_of_jsonschema);
    let label = Label(GROUP, with, "serde_json and boon");
    times.measure_checks(label, rejected, message_of_boon);
}

/// Measures finding every violation, with its paths, in events with about five.
fn reports(times: &mut Times, inputs: &Inputs<'_>) {
    let broken = &inputs.broken;
    times.measure(Label("validate", "5 violations", OURS), || {
        for case in broken {
            let report = validate(&case.value).expect_err("the event is invalid");
            paths(&report);
        }
    });
    times.measure(Label("validate", "5 violations", "jsonschema"), || {
        for case in broken {
            errors(case, &case.value);
        }
    });
    times.measure(Label("validate_slice", "5 violations", OURS), || {
        for case in broken {
            let error = validate_slice(&case.text).expect_err("the event is invalid");
            paths(error.report().expect("the text is JSON"));
        }
    });
    let label = Label(
        "validate_slice",
        "5 violations",
        "serde_json and jsonschema",
    );
    times.measure(label, || {
        for case in broken {
            let value: Value = serde_json::from_slice(&case.text).expect("JSON");
            errors(case, &value);
        }
    });
}

/// Collects the violations' paths.
fn paths(report: &Report) {
    let found = report
        .iter()
        .map(|error| (error.instance_path().to_owned(), error.schema_path()));
    black_box(found.collect::<Vec<_>>());
}

/// Collects the paths and messages of the errors that `jsonschema` finds.
fn errors(case: &Case<'_>, value: &Value) {
    let found = case.schema.jsonschema.iter_errors(value).map(|error| {
        let place = error.instance_path().to_string();
        (place, error.schema_path().to_string(), error.to_string())
    });
    black_box(found.collect::<Vec<_>>());
}
