//! The generated examples.

use std::fs;
use std::path::Path;

use cdevents_generated::{CdEvent, Release};

/// An example of an event.
#[derive(Clone, Debug)]
pub struct Example {
    /// The path below `examples`, such as `0.5.1/service-deployed.minimal.json`.
    pub path: String,
    /// The event.
    pub event: CdEvent,
}

/// Returns every example of every release.
///
/// # Panics
/// Panics if a release has no example, or if one cannot be read or is not valid.
#[must_use]
pub fn all() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cdevents-generated/examples");
    let mut examples = Vec::new();
    for release in Release::ALL {
        let before = examples.len();
        for entry in fs::read_dir(folder.join(release.as_str())).expect("a folder of examples") {
            let path = entry.expect("a readable entry").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let json = fs::read(&path).expect("a readable example");
                let event = CdEvent::from_slice(&json).expect("a valid example");
                let path = path.strip_prefix(&folder).expect("a path below the folder");
                let path = path.display().to_string();
                examples.push(Example { path, event });
            }
        }
        assert!(examples.len() > before, "{release} has examples");
    }
    examples
}
