//! `cargo xtask acyclic`.

use xtask::acyclic::circles;

use crate::workspace::workspace;
use xtask::output::{print_line, tell};

/// The crates whose files are checked.
const CRATES: [&str; 5] = [
    "cdevents-codegen",
    "cdevents-generated",
    "cdevents-generated/cli",
    "tests",
    "xtask",
];

/// Checks every crate of the workspace.
pub(crate) fn run() -> Result<u8, String> {
    let mut is_acyclic = true;
    for name in CRATES {
        let src = workspace().join(name).join("src");
        for circle in circles(&src).map_err(|error| error.to_string())? {
            tell(format_args!("error: {name}/src: {circle}"));
            is_acyclic = false;
        }
    }
    if is_acyclic {
        print_line("no two files of a crate import each other")?;
        return Ok(0);
    }
    tell(
        "help: move what two files need from each other into a third file that imports neither, or \
         pass it as an argument",
    );
    Ok(1)
}
