//! The generated Rust. Every module makes one kind of item.

mod boxes;
mod checked;
pub(crate) mod custom;
pub(crate) mod documented;
mod enums;
pub(crate) mod events;
pub(crate) mod examples;
pub(crate) mod index;
mod needed;
mod objects;
pub(crate) mod shapes;
pub(crate) mod tokens;
mod types;
mod unions;
pub(crate) mod validators;
