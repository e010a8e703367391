//! Checks that the generator doesn't panic, whatever the schema of a custom event.
#![no_main]

use cdevents_codegen::custom::{CustomEvent, Schema};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(schema) = Schema::new("schema.json", text) else {
        return;
    };
    // Generating runs rustfmt, which takes long, so not for schemas that are no rules.
    if schema.rules(&[]).is_ok() {
        let event = CustomEvent::of_content("dev.cdeventsx.tool-thing.done.0.1.0", schema);
        let _ = event.clone().strict().generate();
        let _ = event.generate();
    }
});
