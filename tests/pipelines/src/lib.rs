//! Helpers shared by the tests of the `CloudEvents` binding and of the examples.

pub mod events;
pub mod examples;
pub mod process;
pub mod programs;
