//! The tests of what needs no feature, in one program, which is built in a fraction of the time of many.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod acyclic;
mod commands;
mod future;
mod generated;
mod import;
mod lint;
mod public_items;
mod rehearsal;
