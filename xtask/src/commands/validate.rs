//! `cargo xtask validate`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use xtask::output::Format;
use xtask::validate::validate;

/// Validates files one after the other.
pub(crate) fn run(format: Format, files: &[PathBuf]) -> ExitCode {
    let status = validate(format, files, &mut io::stdout(), &mut io::stderr());
    ExitCode::from(status)
}
