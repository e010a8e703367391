//! Runs work on a large stack: lowering is recursive, and schemas can nest deeply through `$ref`s.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{Builder, scope};

use crate::Error;

/// The stack size in bytes: several times what an unoptimized build needs. Unused pages cost nothing.
const SIZE: usize = 128 << 20;

/// Runs `work` on a large stack. The error names `file` if no thread can be started.
pub(crate) fn large<T: Send>(
    file: &Path,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    scope(|threads| {
        let thread = Builder::new().stack_size(SIZE).spawn_scoped(threads, work);
        let thread = thread.map_err(|error| {
            let reason = format!(
                "cannot be lowered: a thread with a stack of {} MiB failed to start: {error}",
                SIZE >> 20
            );
            Error::new(file, "", reason)
        })?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
