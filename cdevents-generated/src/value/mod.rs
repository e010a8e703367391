//! Values that cannot be invalid: strings with a rule, timestamps, event types, custom data.

pub(crate) mod custom_data;
pub(crate) mod enum_macros;
pub(crate) mod event_type;
pub(crate) mod scalar;
pub(crate) mod text;
pub(crate) mod text_macros;
pub(crate) mod timestamp;
