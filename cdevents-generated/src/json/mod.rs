//! JSON: scanning text, exact decimal numbers, and free JSON, which schemas say nothing about.

pub(crate) mod capture;
mod compact;
mod convert;
pub(crate) mod decimal;
pub(crate) mod deserialize;
pub(crate) mod emit;
pub(crate) mod free;
pub(crate) mod keys;
pub(crate) mod locate;
pub(crate) mod lookup;
pub(crate) mod pointer;
pub(crate) mod points;
mod raw;
pub(crate) mod scan;
pub(crate) mod string;
pub(crate) mod suggest;
pub(crate) mod tree;
pub(crate) mod types;
pub(crate) mod view;
pub(crate) mod wording;
pub(crate) mod write;
