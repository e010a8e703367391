//! Values that are valid by construction: checked strings, timestamps, event types and custom data.

pub(crate) mod custom_data;
mod custom_data_from;
pub(crate) mod enum_macros;
pub(crate) mod event_type;
pub(crate) mod invalid;
pub(crate) mod kind_macros;
pub(crate) mod non_empty_string;
pub(crate) mod number;
pub(crate) mod text;
pub(crate) mod text_macros;
pub(crate) mod timestamp;
pub(crate) mod uri;
