//! Where the workspace is.

use std::path::{Path, PathBuf};

/// The workspace's folder, relative to the current one where that is shorter to read.
pub(crate) fn workspace() -> PathBuf {
    let absolute = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let absolute = absolute.canonicalize().unwrap_or(absolute);
    match std::env::current_dir() {
        Ok(current) if current == absolute => PathBuf::new(),
        _ => absolute,
    }
}
