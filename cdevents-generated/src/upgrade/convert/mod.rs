//! The conversion of an event's text: the target's schema decides what has a place, and the plan what
//! has moved.

mod answers;
mod arrays;
mod asking;
mod conversion;
mod envelope;
mod objects;
#[cfg(test)]
mod tests;

pub(super) use answers::{Answers, Asking};
pub(super) use conversion::{Converted, convert, convert_part};
