//! Commands of xtask that build the validator.

use std::process::Command;

/// Returns a command of xtask that builds the validator quickly, in a folder of the tests.
pub(crate) fn xtask(name: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg(name).envs([
        ("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR")),
        ("CARGO_PROFILE_WASM_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_WASM_LTO", "off"),
        ("CARGO_PROFILE_WASM_OPT_LEVEL", "0"),
    ]);
    command
}
