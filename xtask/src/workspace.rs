//! Finds the workspace.

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
