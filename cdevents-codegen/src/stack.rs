//! Schemas may be far within one another by way of `$ref`s, and what lowers them is recursive: it
//! gets a stack that is large enough for as many as are supported, whoever calls.

use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{Builder, scope};

use crate::Error;

/// In bytes: several times what an unoptimized build needs. What isn't used is never allocated.
const SIZE: usize = 128 << 20;

/// Does something with a large stack. The file is for the error where there is none to be had.
pub(crate) fn large<T: Send>(
    file: &Path,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    scope(|threads| {
        let thread = Builder::new().stack_size(SIZE).spawn_scoped(threads, work);
        let thread = thread.map_err(|error| {
            let reason = format!(
                "can't be lowered: no thread with a stack of {} MiB can be started: {error}",
                SIZE >> 20
            );
            Error::new(file, "", reason)
        })?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
