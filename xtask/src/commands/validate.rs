//! `cargo xtask validate`.

use std::io;
use std::path::PathBuf;

use xtask::output::Format;
use xtask::validate::validate;

/// Validates files one after the other.
pub(crate) fn run(format: Format, files: &[PathBuf]) -> u8 {
    validate(format, files, &mut io::stdout(), &mut io::stderr())
}
