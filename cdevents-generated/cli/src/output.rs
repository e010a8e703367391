//! Writes the output of commands.
//!
//! Text may have colours: they are removed unless the stream is a terminal and `NO_COLOR` is not set.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

use anstream::AutoStream;
use anstyle::Style;

use crate::failure::Failure;
use crate::style;

/// The standard output. What is written is buffered, until it is flushed or dropped.
pub(crate) struct Output<W: Write = AutoStream<StdoutLock<'static>>>(BufWriter<W>);

impl Output {
    /// Opens the standard output.
    pub(crate) fn open() -> Self {
        Self::new(anstream::stdout().lock())
    }

    /// Opens the standard output for what has no colours.
    pub(crate) fn open_plain() -> Self {
        Self::new(AutoStream::always_ansi(io::stdout().lock()))
    }
}

impl<W: Write> Output<W> {
    /// Creates an output that writes elsewhere.
    pub(crate) fn new(writer: W) -> Self {
        Self(BufWriter::new(writer))
    }

    /// Writes a text.
    pub(crate) fn write(&mut self, text: impl Display) -> Result<(), Failure> {
        self.0
            .write_fmt(format_args!("{text}"))
            .map_err(|error| failure(&error))
    }

    /// Writes a text and a line break.
    pub(crate) fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        self.write(format_args!("{text}\n"))
    }

    /// Writes what is buffered.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.0.flush().map_err(|error| failure(&error))
    }
}

fn failure(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::ClosedPipe,
        _ => Failure::Error(format!("the output cannot be written: {error}")),
    }
}

/// Writes a text to the standard output.
pub(crate) fn print(text: impl Display) -> Result<(), Failure> {
    let mut output = Output::open();
    output.write(text)?;
    output.flush()
}

/// Writes a line to the standard error, if that can be written.
pub(crate) fn tell(text: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Writes an error to the standard error.
pub(crate) fn tell_error(text: impl Display) {
    tell(labelled(style::ERROR, "error", text));
}

/// Writes a warning to the standard error.
pub(crate) fn tell_warning(text: impl Display) {
    tell(labelled(style::WARNING, "warning", text));
}

fn labelled(style: Style, label: &str, text: impl Display) -> String {
    format!("{style}{label}:{style:#} {text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_no_error_but_a_full_disk_is() {
        let written = |kind| {
            let mut output = Output::new(Failing(kind));
            output.line("a").and_then(|()| output.flush())
        };
        assert_eq!(written(ErrorKind::BrokenPipe), Err(Failure::ClosedPipe));
        let Err(Failure::Error(error)) = written(ErrorKind::StorageFull) else {
            panic!("no error");
        };
        assert!(
            error.starts_with("the output cannot be written: "),
            "{error}"
        );
    }
}
