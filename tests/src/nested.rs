//! Runs cargo on packages that tests write.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace;

/// Returns the folder that cargo builds in.
///
/// # Panics
/// Panics if the workspace's folder does not exist.
#[must_use]
pub fn target() -> PathBuf {
    let workspace = workspace().canonicalize().expect("the workspace's folder");
    let folder = std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    // The folder is relative to where cargo was started, which is not known any more.
    workspace.join(folder.map_or_else(|| "target".into(), PathBuf::from))
}

/// Returns a cargo command for a package outside of the workspace, without network access.
///
/// Such packages share the workspace's target folder, so that dependencies are built once. They are
/// built without debug information and without preparing for the next build, which take a fourth of the
/// time and which no test needs.
///
/// # Panics
/// Panics if the workspace's folder does not exist.
#[must_use]
pub fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TARGET_DIR", target());
    command
}
