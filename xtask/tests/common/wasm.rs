//! Tells whether the validator can be built.

use std::path::Path;
use std::process::Command;

/// Returns whether the WebAssembly target is installed. If not, prints that the test is skipped.
///
/// # Panics
/// Panics if it isn't installed and `CDEVENTS_WASM_TESTS` is `required`.
pub(crate) fn can_build_validator(test: &str) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    let output = rustc.output().expect("rustc runs");
    let folder = String::from_utf8_lossy(&output.stdout);
    if output.status.success() && Path::new(folder.trim()).is_dir() {
        return true;
    }
    let demand = std::env::var("CDEVENTS_WASM_TESTS").unwrap_or_default();
    assert!(demand != "required", "the WebAssembly target is missing");
    cdevents_tests::skipped(&format!("{test}: the WebAssembly target is missing"));
    false
}
