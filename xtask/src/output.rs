//! Prints the output of commands.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use clap::ValueEnum;

/// The output format of verdicts and findings.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// Text for people.
    Text,
    /// A JSON object on each line.
    Json,
}

/// Prints a text. A closed pipe, as in `| head -1`, is no error, and doesn't change the exit status.
///
/// # Errors
/// Fails if the text cannot be written.
pub fn print(text: impl Display) -> Result<(), String> {
    print_to(&mut io::stdout().lock(), text)
}

/// Prints a text and a line break.
///
/// # Errors
/// Fails if the text cannot be written.
pub fn print_line(text: impl Display) -> Result<(), String> {
    print(format_args!("{text}\n"))
}

/// Prints an error or a note to the standard error, if that can be written.
pub fn tell(text: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn print_to(output: &mut impl Write, text: impl Display) -> Result<(), String> {
    match write!(output, "{text}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("the output cannot be written: {error}"))
        }
        _ => Ok(()),
    }
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
        assert_eq!(print_to(&mut Failing(ErrorKind::BrokenPipe), "a"), Ok(()));
        let error = print_to(&mut Failing(ErrorKind::StorageFull), "a").unwrap_err();
        assert!(
            error.starts_with("the output cannot be written: "),
            "{error}"
        );
    }
}
