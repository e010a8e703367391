//! Runs the command as its users do.

mod bad_inputs;
mod common;
mod formats;
mod manners;
mod show;
mod upgrade;
mod validate;
mod verdicts;
