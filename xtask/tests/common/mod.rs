//! Helpers of the site's tests.

mod command;

use std::path::{Path, PathBuf};
use std::process::Command;

use command::xtask;

/// Returns a folder with a few pages whose contents don't change.
pub(crate) fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/docs")
}

/// Returns the folders of pages that the site is tested with: the fixture and the generated pages.
pub(crate) fn sources() -> Vec<PathBuf> {
    let generated = cdevents_tests::workspace().join("cdevents-generated/docs");
    let exists = generated.join("SUMMARY.md").is_file();
    let generated = exists.then_some(generated);
    std::iter::once(fixture()).chain(generated).collect()
}

/// Returns the command `cargo xtask docs` for a folder of pages and a target folder, without the
/// validator.
pub(crate) fn docs(source: &Path, out: &Path) -> Command {
    let mut command = docs_with_validator(source, out);
    command.arg("--no-validator");
    command
}

/// Returns the command `cargo xtask docs` for a folder of pages and a target folder.
pub(crate) fn docs_with_validator(source: &Path, out: &Path) -> Command {
    let mut command = xtask("docs");
    command.arg("--source").arg(source).arg("--out").arg(out);
    command
}
