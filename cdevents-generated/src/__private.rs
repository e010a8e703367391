//! What `cdevents_codegen::custom` writes refers to: for generated code alone, without a promise of
//! stability. Everything has the path that it has within the crate, so that the generator writes the
//! same for both.

pub use serde;
pub use serde_json;

pub use crate::validate;

/// What custom events with a schema of their maker's build on.
pub mod custom {
    /// Types that are held to a table.
    pub mod checked {
        pub use crate::custom::checked::*;
    }

    /// Custom events with a schema of their maker's.
    pub mod schema {
        pub use crate::custom::schema::*;
    }
}

/// What events are made of.
pub mod event {
    /// Objects.
    pub mod object {
        pub use crate::event::object::*;
    }
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
