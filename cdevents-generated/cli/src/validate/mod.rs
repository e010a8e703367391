//! Validates events: judges pieces of the input on all cores, and reports the verdicts in their order.

mod check;
mod excerpt;
mod pipeline;
mod problem;
mod progress;
mod report;
mod run;
mod schemas;
mod summary;

pub(crate) use report::Format;
pub(crate) use run::{Options, run};
pub(crate) use schemas::SchemaFile;
