//! What the tests of the site share.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A few pages as the generator writes them, which tests may know.
pub(crate) fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/docs")
}

/// The folders of pages that the site is tested with: the fixture, and what is generated.
pub(crate) fn sources() -> Vec<PathBuf> {
    let generated = cdevents_tests::workspace().join("cdevents-generated/docs");
    let is_there = generated.join("SUMMARY.md").is_file();
    let generated = is_there.then_some(generated);
    std::iter::once(fixture()).chain(generated).collect()
}

/// `cargo xtask docs`, of these pages, into that folder.
pub(crate) fn docs(source: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["docs", "--source"]).arg(source);
    command.arg("--out").arg(out);
    command
}
