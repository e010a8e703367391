//! JSON: scanning text, numbers as exact decimals, and values that schemas leave free.

pub(crate) mod capture;
mod compact;
pub(crate) mod decimal;
mod emit;
pub(crate) mod free;
pub(crate) mod keys;
pub(crate) mod locate;
pub(crate) mod not_json;
pub(crate) mod pointer;
mod raw;
pub(crate) mod scan;
pub(crate) mod tree;
pub(crate) mod types;
pub(crate) mod view;
