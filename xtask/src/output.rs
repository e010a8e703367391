//! What the commands print: to the terminal, or to another program, which may have read enough.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Prints what was asked for. That nobody reads it to its end, as behind `| head -1`, is no fault:
/// the command goes on, and its status is what it would have been.
///
/// # Errors
/// Where it can't be written.
pub(crate) fn print(text: impl Display) -> Result<(), String> {
    print_to(&mut io::stdout().lock(), text)
}

/// The same, of a line or several.
pub(crate) fn print_line(text: impl Display) -> Result<(), String> {
    print(format_args!("{text}\n"))
}

/// Says what went wrong, or what to know; where that can't be read, nobody can be told.
pub(crate) fn tell(text: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn print_to(output: &mut impl Write, text: impl Display) -> Result<(), String> {
    match write!(output, "{text}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("the output can't be written: {error}"))
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
    fn a_closed_pipe_is_no_fault_and_a_full_disk_is_one() {
        assert_eq!(print_to(&mut Failing(ErrorKind::BrokenPipe), "a"), Ok(()));
        let error = print_to(&mut Failing(ErrorKind::StorageFull), "a").unwrap_err();
        assert!(
            error.starts_with("the output can't be written: "),
            "{error}"
        );
    }
}
