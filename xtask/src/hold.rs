//! Holds a folder while a command writes to it, so that neither a second command nor a signal finds
//! it half written.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crate::output::tell;

/// The exit status after a signal, as shells have it for the interrupt.
const INTERRUPTED: i32 = 130;

/// Locked while files are written, which takes a moment. The handler of signals waits for it.
static WRITING: Mutex<()> = Mutex::new(());

/// A folder that only this thread of this process writes to. Dropping it lets others go on.
#[derive(Debug)]
pub(crate) struct Hold {
    _writing: MutexGuard<'static, ()>,
    /// The folder, whose lock is gone when it is closed, also if the process is killed.
    _lock: Option<File>,
}

/// Waits until no other command writes to a folder, and then keeps it. An interrupt or a request to
/// terminate takes effect when the folder is no longer held.
pub(crate) fn hold(folder: &Path) -> Hold {
    static HANDLER: Once = Once::new();
    HANDLER.call_once(|| {
        // `try_set_handler` would handle no signal at all if one is ignored, as the interrupt is in the
        // background of a script.
        let _ = ctrlc::set_handler(|| {
            let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
            std::process::exit(INTERRUPTED);
        });
    });
    // Not every system can open or lock a folder; there, two commands at once are the user's fault.
    let lock = File::open(folder).ok();
    if let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
        tell(format_args!(
            "waiting for another command that writes to {}",
            folder.display()
        ));
        let _ = lock.as_ref().map(File::lock);
    }
    Hold {
        _writing: WRITING.lock().unwrap_or_else(PoisonError::into_inner),
        _lock: lock,
    }
}
