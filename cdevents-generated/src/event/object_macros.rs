//! The macros that implement JSON objects with known properties, for structs and for enums of structs.

/// Implements the constructor of a struct, which takes the required fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __constructor {
    (
        $visibility:vis $name:ident $(<$content:ident>)?,
        new($($field:ident: $type:ty),*),
        $($other:ident = $value:expr,)*
    ) => {
        impl $(<$content>)? $name $(<$content>)? {
            /// Creates a value from its required fields.
            #[must_use]
            $visibility const fn new($($field: $type),*) -> Self {
                Self { $($field,)* $($other: $value,)* }
            }
        }
    };
}
pub use __constructor as constructor;

/// Implements [`Object`](crate::event::object::Object) and serde's traits for a struct, with its
/// properties in the order in which they are written, each with its key and its field. `..additional`
/// stands for the properties that the schema doesn't name, if it allows them.
#[doc(hidden)]
#[macro_export]
macro_rules! __properties {
    (
        $name:ident $(<$content:ident>)?
        $(, $kind:ident(
            $key:literal
            $(= $field:ident)?
            $(, variable = $variable:ident)?
            $(, value = $constant:literal)?
        ))*
        $(, ..$additional:ident)?
    ) => {
        impl $(<$content: $crate::traits::Content>)? $crate::__private::event::object::Object
            for $name $(<$content>)?
        {
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn read<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                properties: &mut $crate::__private::event::object::PropertyReader<A>,
            ) -> Result<Self, A::Error> {
                #[allow(dead_code, non_camel_case_types)]
                enum Index { $($($field)? $($variable)?),* }
                $(let mut $($field)? $($variable)? = None;)*
                $(let mut $additional = std::collections::BTreeMap::new();)?
                while let Some(key) = $crate::__property!(next properties $($additional)?) {
                    // A single `?`, because each compiles to much code.
                    match key {
                        $(index if index == Index::$($field)? $($variable)? as usize => {
                            $crate::__property!(
                                read $kind properties $($field)? $($variable)? $($constant)?
                            )
                        })*
                        _ => Ok(()),
                    }?;
                }
                $($crate::__property!(finish $kind properties $($field)? $($variable)? $key);)*
                Ok(Self {
                    $($($field,)?)*
                    $($additional: $crate::AdditionalProperties::unchecked($additional),)?
                })
            }

            fn write<M: $crate::__private::serde::ser::SerializeMap>(
                &self,
                _map: &mut M,
                _fixed: &str,
            ) -> Result<(), M::Error> {
                $($crate::__property!(
                    write $kind $key _map _fixed $(self.$field)? $($constant)?
                );)*
                $(self.$additional.write(_map)?;)?
                Ok(())
            }
        }

        $crate::__object_serde!($name $(<$content>)?);

        $crate::__object_schema! {
            $name $(<$content>)?
            $(, $kind($key $(= $field)? $(, value = $constant)?))*
            $(, ..$additional)?
        }
    };
}
pub use __properties as properties;

/// What [`properties`] does with a property.
#[doc(hidden)]
#[macro_export]
macro_rules! __property {
    (next $properties:ident) => {
        $properties.next_key()?
    };
    (next $properties:ident $additional:ident) => {
        $properties.next_known_key(&mut $additional)?
    };
    (read required_list $properties:ident $place:ident) => {
        $properties.list(&mut $place)
    };
    (read optional_list $properties:ident $place:ident) => {
        $properties.list(&mut $place)
    };
    (read fixed $properties:ident $place:ident) => {
        $properties.fixed(&mut $place)
    };
    (read constant $properties:ident $place:ident $constant:literal) => {
        $properties.constant(&mut $place, $constant)
    };
    (read $kind:ident $properties:ident $place:ident) => {
        $properties.value(&mut $place)
    };
    (finish required $properties:ident $place:ident $key:literal) => {
        let Some($place) = $place else {
            return Err($crate::__private::event::object::missing($key));
        };
    };
    (finish required_list $properties:ident $place:ident $key:literal) => {
        $crate::__property!(finish required $properties $place $key);
    };
    (finish constant $properties:ident $place:ident $key:literal) => {
        if $place.is_none() {
            return Err($crate::__private::event::object::missing($key));
        }
    };
    (finish fixed $properties:ident $place:ident $key:literal) => {
        $properties.require_fixed($place, $key)?;
    };
    (finish $optional:ident $properties:ident $place:ident $key:literal) => {};
    (write constant $key:literal $map:ident $fixed:ident $constant:literal) => {
        $map.serialize_entry($key, $constant)?;
    };
    (write fixed $key:literal $map:ident $fixed:ident) => {
        if !$fixed.is_empty() {
            $map.serialize_entry($key, $fixed)?;
        }
    };
    (write required $key:literal $map:ident $fixed:ident $value:expr) => {
        $map.serialize_entry($key, &$value)?;
    };
    (write required_list $key:literal $map:ident $fixed:ident $value:expr) => {
        $map.serialize_entry($key, &$value)?;
    };
    (write $optional:ident $key:literal $map:ident $fixed:ident $value:expr) => {
        if let Some(value) = &$value {
            $map.serialize_entry($key, value)?;
        }
    };
}

/// Implements [`Object`](crate::event::object::Object) and serde's traits for an enum of structs. One
/// property, the tag, tells them apart; it may stand anywhere among the others. So the properties of
/// all structs are read into variables first; the tag then says which of them are required and which
/// must be absent.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    (
        $name:ident,
        tag = $tag:literal,
        properties = [$($read:ident($key:literal = $variable:ident)),*]
        $(, alternative(
            $text:literal,
            $variant:ident = $struct:ident { $($fields:tt)* }
            $(, $check:ident($check_key:literal = $checked:ident))*
        ))*
    ) => {
        $(impl From<$struct> for $name {
            fn from(value: $struct) -> Self {
                Self::$variant(value)
            }
        })*

        impl $crate::__private::event::object::Object for $name {
            const KEYS: &'static [&'static str] = &[$tag $(, $key)*];

            fn read<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                properties: &mut $crate::__private::event::object::PropertyReader<A>,
            ) -> Result<Self, A::Error> {
                #[allow(dead_code, non_camel_case_types)]
                enum __Index { $($variable),* }
                enum __Variant { $($variant),* }
                let mut tag = None;
                $(let mut $variable = None;)*
                while let Some(key) = properties.next_key()? {
                    match key {
                        0 => properties.one_of(&mut tag, &[$($text),*]),
                        $(index if index == __Index::$variable as usize + 1 => {
                            properties.$read(&mut $variable)
                        })*
                        _ => Ok(()),
                    }?;
                }
                $crate::__property!(finish required properties tag $tag);
                match [$(__Variant::$variant),*][tag] {
                    $(__Variant::$variant => {
                        $($crate::__tagged_union!(@$check $struct $checked $check_key);)*
                        Ok(Self::$variant($struct { $($fields)* }))
                    })*
                }
            }

            fn write<M: $crate::__private::serde::ser::SerializeMap>(
                &self,
                map: &mut M,
                fixed: &str,
            ) -> Result<(), M::Error> {
                match self {
                    $(Self::$variant(object) => {
                        $crate::__private::event::object::Object::write(object, map, fixed)
                    })*
                }
            }
        }

        $crate::__object_serde!($name);

        $crate::__union_schema!($name $(, $struct)*);
    };
    (@required $struct:ident $place:ident $key:literal) => {
        $crate::__property!(finish required properties $place $key);
    };
    (@absent $struct:ident $place:ident $key:literal) => {
        $crate::__private::event::object::absent(
            $place.as_ref(),
            $key,
            <$struct as $crate::__private::event::object::Object>::KEYS,
        )?;
    };
}
pub use __tagged_union as tagged_union;

/// Implements serde's traits for an [`Object`](crate::event::object::Object) outside of an event.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_serde {
    ($name:ident $(<$content:ident>)?) => {
        impl $(<$content: $crate::traits::Content>)? $crate::__private::serde::Serialize
            for $name $(<$content>)?
        {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__private::event::object::write(self, serializer, "")
            }
        }

        impl<'de $(, $content: $crate::traits::Content)?> $crate::__private::serde::Deserialize<'de>
            for $name $(<$content>)?
        {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::event::object::read(deserializer, "")
            }
        }
    };
}
