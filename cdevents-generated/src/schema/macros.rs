//! The macros that implement `JsonSchema` for generated types, with the feature `schemars`. They are
//! here, and not in the macros that call them, because features are those of this crate even where
//! another crate calls a macro.

/// Implements the schema of a struct.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    (
        $name:ident $(<$content:ident>)?
        $(, $kind:ident($key:literal $(= $field:ident)? $(, value = $constant:literal)?))*
        $(, ..$additional:ident)?
    ) => {
        $crate::__json_schema! { $name $(<$content>)?, |generator| {
            #[allow(unused_mut)]
            let mut object = $crate::__private::schema::parts::ObjectSchema::new(generator);
            $($crate::__object_schema!(
                @$kind object $key $(|object: &Self| &object.$field)? $($constant)?
            );)*
            object.finish(false $(|| { stringify!($additional); true })?)
        } }
    };
    (@fixed $object:ident $key:literal) => { $object.fixed($key); };
    (@constant $object:ident $key:literal $constant:literal) => {
        $object.constant($key, $constant);
    };
    (@required $object:ident $key:literal $field:expr) => { $object.required($key, $field); };
    (@required_list $object:ident $key:literal $field:expr) => { $object.required($key, $field); };
    (@optional $object:ident $key:literal $field:expr) => { $object.optional($key, $field); };
    (@optional_list $object:ident $key:literal $field:expr) => { $object.optional($key, $field); };
}

/// Implements the schema of an enum of structs.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __union_schema {
    ($name:ident $(, $struct:ident)*) => {
        $crate::__json_schema! { $name, |generator| {
            $crate::__private::schema::parts::any_of(
                &[$(generator.subschema_for::<$struct>()),*]
            )
        } }
    };
}

/// Implements the schema of an enum of strings. `..` precedes the type of all other strings.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_schema {
    ($name:ident $(, $text:literal)+) => {
        $crate::__json_schema! { $name, |_generator| {
            $crate::__private::schema::parts::texts(&[$($text),+])
        } }
    };
    ($name:ident $(, $text:literal)+, ..$other:ty) => {
        $crate::__json_schema! { $name, |generator| {
            $crate::__private::schema::parts::any_of(&[
                $crate::__private::schema::parts::texts(&[$($text),+]),
                generator.subschema_for::<$other>(),
            ])
        } }
    };
}

/// Implements the schema of a string with rules.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_text_schema {
    ($name:ident $(, $rule:ident = $value:tt)*) => {
        $crate::__json_schema! { $name, |_generator| {
            static RULES: $crate::validate::table::TextRules =
                $crate::__text_rules!($($rule = $value),*);
            $crate::__private::schema::tables::text(&RULES)
        } }
    };
}

/// Implements the schema of JSON that is checked by a table.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_json_schema {
    ($name:ident, $table:path) => {
        $crate::__json_schema! { $name, |generator| {
            $crate::__private::schema::tables::json(generator, &$table)
        } }
    };
}

/// Implements `JsonSchema`.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json_schema {
    ($name:ident $(<$content:ident>)?, |$generator:ident| $schema:block) => {
        impl $(<$content>)? $crate::__private::schemars_1::JsonSchema for $name $(<$content>)?
        $(where $content: $crate::traits::Content + $crate::__private::schemars_1::JsonSchema)?
        {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                let name = stringify!($name);
                $(let name = format!("{name}_{}", <$content>::schema_name());)?
                name.into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                let id = concat!(module_path!(), "::", stringify!($name));
                $(let id = format!("{id}<{}>", <$content>::schema_id());)?
                id.into()
            }

            fn json_schema(
                $generator: &mut $crate::__private::schemars_1::SchemaGenerator,
            ) -> $crate::__private::schemars_1::Schema $schema
        }
    };
}

/// Implements nothing without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($($tokens:tt)*) => {};
}

/// Implements nothing without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __union_schema {
    ($($tokens:tt)*) => {};
}

/// Implements nothing without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_schema {
    ($($tokens:tt)*) => {};
}

/// Implements nothing without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_text_schema {
    ($($tokens:tt)*) => {};
}

/// Implements nothing without the feature `schemars`.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_json_schema {
    ($($tokens:tt)*) => {};
}
