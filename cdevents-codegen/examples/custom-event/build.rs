//! Generates a module from each schema in `schemas/`.

use std::path::Path;
use std::{env, error, fs};

use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_codegen::model::ReleaseName;

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=schemas");
    let output = env::var("OUT_DIR")?;
    // Pins the release, so that updating cdevents-generated does not change the events.
    let release: ReleaseName = "0.5.1".parse()?;
    // This schema describes the content only, so the event type is given here.
    let schema = Schema::read("schemas/gate-checked.json".as_ref())?;
    let event = CustomEvent::of_content("dev.cdeventsx.gatekeeper-gate.checked.0.1.0", schema)
        .with_release(release.clone());
    fs::write(
        Path::new(&output).join("gate_checked.rs"),
        event.generate()?,
    )?;
    // This schema describes the whole event, including its type.
    let schema = Schema::read("schemas/gate-waived.json".as_ref())?;
    let event = CustomEvent::of_event(schema).with_release(release);
    fs::write(Path::new(&output).join("gate_waived.rs"), event.generate()?)?;
    Ok(())
}
