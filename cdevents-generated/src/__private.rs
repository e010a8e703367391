//! What the code that `cdevents_codegen::custom` generates refers to: without any promise of
//! stability. Everything has the path that it has within the crate, so that the generator writes
//! the same for both.

#[cfg(feature = "schemars")]
pub use schemars_1;
pub use serde;
pub use serde_json;

pub use crate::validate;

/// Custom events with a schema of their own.
pub mod custom_event {
    /// Types that are checked by a table.
    pub mod checked {
        pub use crate::custom_event::checked::*;
    }

    /// Custom events with a schema of their own.
    pub mod schema {
        pub use crate::custom_event::schema::*;
    }
}

/// The parts of events.
pub mod event {
    /// Objects.
    pub mod object {
        pub use crate::event::object::*;
    }
}

/// JSON Schemas of generated types.
#[cfg(feature = "schemars")]
pub mod schema {
    pub use crate::schema::{parts, tables};
}

/// The macros that generated types call.
pub mod prelude {
    pub use crate::prelude::*;
}

/// Values.
pub mod value {
    /// Strings and enums.
    pub mod text {
        pub use crate::value::text::*;
    }
}
