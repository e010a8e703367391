//! From files to documents: loading, correcting, resolving.

pub mod correct;
pub(crate) mod json;
pub mod load;
pub mod resolve;
