//! The macros that generated types call. Generated code imports all of them, whichever it uses.

pub use crate::custom_event::checked::{checked_json, checked_text, checked_value, choice};
pub(crate) use crate::event::link::link_types;
pub use crate::event::object_macros::{constructor, properties, tagged_union};
pub(crate) use crate::event::traits::{context, new_context, new_subject, subject};
pub use crate::value::enum_macros::{open_enum, text_enum};
