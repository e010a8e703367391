//! The generated files.

use std::collections::BTreeMap;

/// The texts of the generated files by path below the generated crate, with `/` between a path's parts.
pub type Output = BTreeMap<String, String>;

/// The folder of the generated Rust.
pub const RUST_FOLDER: &str = "src/generated";

/// The folder of the reference.
pub const DOCS_FOLDER: &str = "docs";

/// The folder of the examples.
pub const EXAMPLES_FOLDER: &str = "examples";

/// The folder of what the command `cdevents` embeds.
pub const COMMAND_FOLDER: &str = "cli/src/generated";

/// The folders of the generated crate that contain only generated files.
pub const GENERATED_FOLDERS: [&str; 4] =
    [RUST_FOLDER, DOCS_FOLDER, EXAMPLES_FOLDER, COMMAND_FOLDER];
