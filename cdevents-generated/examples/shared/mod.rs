//! What the examples that receive events share.

pub(crate) mod arguments;
pub(crate) mod ndjson;
pub(crate) mod stop;
pub(crate) mod violations;
