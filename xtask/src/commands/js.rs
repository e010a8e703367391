//! `cargo xtask js`.

use xtask::js;
use xtask::output::print_line;

use crate::workspace::workspace;

/// Builds the npm package and prints its folder.
pub(crate) fn run() -> Result<u8, String> {
    let folder = js::build(&workspace())?;
    print_line(folder.display())?;
    Ok(0)
}
