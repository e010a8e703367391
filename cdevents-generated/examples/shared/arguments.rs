//! The arguments of the examples that receive events.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

/// An address, a file, and optionally a number of seconds.
pub(crate) struct Arguments {
    pub(crate) address: String,
    pub(crate) file: PathBuf,
    pub(crate) wait: Duration,
}

impl Arguments {
    /// Reads the arguments of this process. Returns `None` if they aren't as expected.
    pub(crate) fn from_env(default_seconds: u64) -> Option<Self> {
        let mut arguments = env::args().skip(1);
        let address = arguments.next()?;
        let file = arguments.next()?.into();
        let seconds = arguments
            .next()
            .map_or(Some(default_seconds), |text| text.parse().ok())?;
        let wait = Duration::from_secs(seconds);
        let is_complete = seconds > 0 && arguments.next().is_none();
        is_complete.then_some(Self {
            address,
            file,
            wait,
        })
    }
}
