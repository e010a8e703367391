//! The progress bar: only on a terminal, and only if it takes longer.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input::{Input, Source};

/// After which time the bar appears.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    is_wanted: bool,
}

impl Progress {
    /// Creates a bar for the bytes of some sources, which is not visible yet.
    pub(super) fn new(sources: &[Result<Source, String>]) -> Self {
        let is_wanted = io::stderr().is_terminal();
        let length = sources.iter().flatten().map(|source| match source {
            Source::Stdin => None,
            Source::File { path, .. } => Some(path.metadata().ok()?.len()),
        });
        let length: Option<u64> = if is_wanted { length.sum() } else { None };
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        let template = match length {
            Some(_) => "{bar:40} {bytes} of {total_bytes}, {eta}",
            None => "{spinner} {bytes}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self {
            bar,
            start: Instant::now(),
            is_wanted,
        }
    }

    /// Counts what is read from a file.
    pub(super) fn wrap(&self, file: File) -> Input {
        if self.is_wanted {
            Box::new(self.bar.wrap_read(file))
        } else {
            Box::new(file)
        }
    }

    /// Shows the bar if it is time.
    pub(super) fn tick(&self) {
        if self.is_wanted && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Writes other output while the bar is hidden.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.bar.is_hidden() {
            write()
        } else {
            self.bar.suspend(write)
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
