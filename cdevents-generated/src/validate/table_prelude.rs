//! What generated tables import: the parts of a table, and macros that write the tables of the most
//! frequent kinds of schemas in a few lines.

pub use super::table::*;

/// The table of an object: its properties, each with its key and the table of its schema. If that is
/// only a `$ref`, `target` is the table of the schema that it leads to. `..ANY` allows additional properties.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_table {
    (
        $name:ident
        $(, $presence:ident($key:literal, $schema:path $(, target = $target:path)?))*
        $(, ..$additional:ident)?
    ) => {
        pub(crate) static $name: $crate::validate::table::Schema = $crate::validate::table::Schema {
            types: $crate::validate::table::Types::OBJECT,
            object: Some(&$crate::validate::table::ObjectRules {
                properties: &[$($crate::validate::table::Property {
                    key: $key,
                    required: $crate::__object_table!(@$presence),
                    schema: &$schema,
                    target: $crate::__object_table!(@target $schema $(, $target)?),
                }),*],
                required: 0 $(+ $crate::__object_table!(@$presence) as usize)*,
                sorted: {
                    const KEYS: &[&str] = &[$($key),*];
                    const SORTED: [u16; KEYS.len()] =
                        $crate::validate::table_prelude::sorted(KEYS);
                    &SORTED
                },
                additional: &$crate::__object_table!(@additional $($additional)?),
                rare: None,
            }),
            ..$crate::validate::table::Schema::ANY
        }
        .ready();
    };
    (@required) => { true };
    (@optional) => { false };
    (@target $schema:path) => { &$schema };
    (@target $schema:path, $target:path) => { &$target };
    (@additional $additional:ident) => { $crate::validate::table::Schema::$additional };
    (@additional) => { $crate::validate::table::Schema::NEVER };
}
pub use __object_table as object_table;

/// Returns the indices of keys, sorted by key.
#[must_use]
pub const fn sorted<const N: usize>(keys: &[&str]) -> [u16; N] {
    let mut indices = [0; N];
    let mut index: u16 = 0;
    while (index as usize) < N {
        let mut place = index as usize;
        while place > 0 && is_less(keys[index as usize], keys[indices[place - 1] as usize]) {
            indices[place] = indices[place - 1];
            place -= 1;
        }
        indices[place] = index;
        index += 1;
    }
    indices
}

/// Compares as `<` does, which isn't `const`.
const fn is_less(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() {
        if one[index] != other[index] {
            return one[index] < other[index];
        }
        index += 1;
    }
    one.len() < other.len()
}

/// The table of a string with rules.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_table {
    ($name:ident $(, $rule:ident = $value:tt)*) => {
        pub(crate) static $name: $crate::validate::table::Schema = $crate::validate::table::Schema {
            types: $crate::validate::table::Types::STRING,
            text: Some(&$crate::__text_rules!($($rule = $value),*)),
            ..$crate::validate::table::Schema::ANY
        }
        .ready();
    };
}
pub use __text_table as text_table;

/// The rules of a string, as a schema writes them.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_rules {
    ($($rule:ident = $value:tt),*) => {
        $crate::validate::table::TextRules {
            $($rule: $crate::__text_rules!(@$rule $value),)*
            ..$crate::validate::table::TextRules::ANY
        }
    };
    (@min_length $length:literal) => { $length };
    (@max_length $length:literal) => { Some($length) };
    (@pattern $pattern:literal) => { $crate::__text_rules!(@pattern ($pattern, $pattern)) };
    (@pattern ($pattern:literal, $expanded:literal)) => {{
        // A pattern is compiled once, at its first use.
        static PATTERN: $crate::validate::table::Pattern =
            $crate::validate::table::Pattern::expanded($pattern, $expanded);
        Some(&PATTERN)
    }};
    (@format $format:ident) => { Some($crate::validate::table::Format::$format) };
}
pub use __text_rules as text_rules;

/// The table of a string with a single valid value.
#[doc(hidden)]
#[macro_export]
macro_rules! __constant_table {
    ($name:ident, value = $text:literal) => {
        pub(crate) static $name: $crate::validate::table::Schema =
            $crate::validate::table::Schema {
                values: Some($crate::validate::table::Values::ConstText($text)),
                ..$crate::validate::table::Schema::ANY
            }
            .ready();
    };
}
pub use __constant_table as constant_table;

/// The table of a schema that is only a `$ref`: the table of the schema that it leads to, and where
/// that schema is written.
#[doc(hidden)]
#[macro_export]
macro_rules! __reference_table {
    ($name:ident = $schema:path, $document:literal, $pointer:literal) => {
        pub(crate) static $name: $crate::validate::table::Schema =
            $crate::validate::table::Schema {
                applicators: &[$crate::validate::table::Applicator::Reference(
                    &$crate::validate::table::Reference {
                        schema: &$schema,
                        document: $document,
                        pointer: $pointer,
                    },
                )],
                ..$crate::validate::table::Schema::ANY
            }
            .ready();
    };
}
pub use __reference_table as reference_table;

#[cfg(test)]
mod tests;
