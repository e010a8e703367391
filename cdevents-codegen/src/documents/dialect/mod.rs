//! The dialects of JSON Schema. A schema of an older dialect is rewritten as one of draft 2020-12 that
//! accepts the same values, so that later steps know one dialect only.

mod keywords;
mod moves;
mod rewrite;
mod version;

pub(crate) use keywords::{is_assertion, is_keyword, is_of_any_dialect};
pub(crate) use rewrite::{Rewritten, resolved, rewrite};
pub use version::Dialect;
