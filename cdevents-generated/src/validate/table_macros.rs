//! The tables of the most frequent kinds of schemas, each in a line or two.

/// The table of an object without rare demands: the schema of other members, the order of the keys,
/// and a line a property. Behind a schema that is only a `$ref` stands what that leads to.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_table {
    ($name:ident $additional:ident $sorted:tt, $($key:literal $presence:ident $schema:path $(=> $target:path)?,)*) => {
        pub(crate) static $name: $crate::validate::table::Schema = $crate::validate::table::Schema {
            types: $crate::validate::table::Types::OBJECT,
            object: Some(&$crate::validate::table::ObjectRules {
                properties: &[$($crate::validate::table::Property {
                    key: $key,
                    required: object_table!(@$presence),
                    schema: &$schema,
                    target: object_table!(@target $schema $(=> $target)?),
                }),*],
                required: 0 $(+ object_table!(@$presence) as usize)*,
                sorted: &$sorted,
                additional: &$crate::validate::table::Schema::$additional,
                rare: None,
            }),
            ..$crate::validate::table::Schema::ANY
        }
        .ready();
    };
    (@required) => { true };
    (@optional) => { false };
    (@target $schema:path) => { &$schema };
    (@target $schema:path => $target:path) => { &$target };
}
pub use __object_table as object_table;

/// The table of a string, with demands.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_table {
    ($name:ident, $($field:ident: $value:expr),*) => {
        pub(crate) static $name: $crate::validate::table::Schema = $crate::validate::table::Schema {
            types: $crate::validate::table::Types::STRING,
            text: Some(&$crate::validate::table::TextRules {
                $($field: $value,)*
                ..$crate::validate::table::TextRules::ANY
            }),
            ..$crate::validate::table::Schema::ANY
        }
        .ready();
    };
}
pub use __text_table as text_table;

/// The table of a string that can have but one value.
#[doc(hidden)]
#[macro_export]
macro_rules! __constant_table {
    ($name:ident, $text:literal) => {
        pub(crate) static $name: $crate::validate::table::Schema =
            $crate::validate::table::Schema {
                values: Some($crate::validate::table::Values::ConstText($text)),
                ..$crate::validate::table::Schema::ANY
            }
            .ready();
    };
}
pub use __constant_table as constant_table;

/// The table of a schema that is only a `$ref`: where it leads, the document, and the place in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __reference_table {
    ($name:ident, $target:path, $document:literal, $pointer:literal) => {
        pub(crate) static $name: $crate::validate::table::Schema =
            $crate::validate::table::Schema {
                applicators: &[$crate::validate::table::Applicator::Reference(
                    &$crate::validate::table::Reference {
                        schema: &$target,
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
