//! Checks that no two files of a crate import each other, directly or through others.
//!
//! Each file is read as tokens. A file imports another one if it names an item that the other one
//! defines: in a `use`, or by a path such as `crate::model::Event`, `super::field` or
//! `child::function()`. Re-exports are followed to the file that defines the item, so that a
//! `mod.rs` that only re-exports is imported by nobody. What is no import:
//!
//! - a `mod child;`, and the name of a module by itself: only the items that are reached through it
//!   count;
//! - code for tests: items under `#[cfg(test)]`;
//! - attributes; the bodies of `macro_rules!`, whose paths depend on where they are used; and the
//!   arguments of `quote!`, which are code of another crate.
//!
//! The arguments of other macros are searched like any code. An item that a macro defines belongs
//! to the file that calls the macro. Methods that are called on a value aren't seen.

mod circle;
mod imports;
mod modules;
mod tokens;

use std::path::Path;

use cdevents_codegen::Error;

pub use circle::Circle;

/// Returns the groups of files in a crate's `src` folder that import each other.
///
/// # Errors
/// Fails if a file cannot be read, isn't Rust, or declares a module that has no file.
pub fn circles(src: &Path) -> Result<Vec<Circle>, Error> {
    let mut circles = Vec::new();
    for root in ["lib.rs", "main.rs"] {
        if src.join(root).is_file() {
            let modules = modules::Modules::read(src, root)?;
            circles.extend(circle::find(&modules.files, &imports::all(&modules)));
        }
    }
    Ok(circles)
}
