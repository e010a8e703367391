//! Finds the workspace, and where cargo builds it.

use std::path::{Path, PathBuf};

/// Returns the workspace's folder: an empty path if it is the current one, for shorter messages.
pub(crate) fn workspace() -> PathBuf {
    let absolute = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let absolute = absolute.canonicalize().unwrap_or(absolute);
    match std::env::current_dir() {
        Ok(current) if current == absolute => PathBuf::new(),
        _ => absolute,
    }
}

/// Returns the folder that cargo builds in.
#[cfg(feature = "docs")]
pub(crate) fn target() -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    folder.map_or_else(|| workspace().join("target"), PathBuf::from)
}
