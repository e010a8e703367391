//! Schemas in files: reading, correcting, and following `$ref`s.

mod correct;
mod dialect;
mod document;
pub(crate) mod files;
mod json;
mod keywords;
mod load;
pub mod pointer;
mod resolve;

pub use correct::{correct, is_named, load_corrected};
pub use dialect::Dialect;
pub(crate) use dialect::{is_assertion, is_keyword, resolved};
pub use document::{DIALECT, Document, DocumentKind};
pub use files::{
    CORRECTIONS_FILE, EXAMPLES_FILE, Files, LINT_FILE, NAMES_FILE, UPGRADES_FILE, has_extension,
    read_folder, read_text,
};
pub(crate) use json::parse as parse_json;
pub use keywords::{check_keywords, is_annotation};
pub use load::{NotSchema, load, not_schema};
pub use resolve::{Documents, Node, anchors, decode_fragment};
