//! The generated Rust. Each module makes one kind of item.

mod boxes;
mod checked;
pub(crate) mod custom;
pub(super) mod descriptions;
mod enums;
pub(super) mod events;
pub(super) mod examples;
pub(super) mod index;
pub(super) mod kinds;
mod objects;
pub(super) mod shapes;
mod structs;
pub(super) mod tables;
pub(super) mod tokens;
mod unions;
pub(super) mod upgrades;
