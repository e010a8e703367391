//! What the generator writes of an object in a line a member.

/// Implements serde's traits for an [`Object`](crate::event::object::Object) that has no fixed member.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__private::event::object::write(self, serializer, "")
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::event::object::read(deserializer, "")
            }
        }
    };
}
pub use __object as object;

/// Implements [`Object`](crate::event::object::Object) for a struct: its fields, and a line a member, in the order in which they
/// are written. Behind the fields of an open object stands `, ..additional`.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    (
        $name:ident $(<$content:ident>)? { $($stored:ident),* }
        $($index:literal $key:literal $kind:ident $field:ident $(= $constant:literal)?,)*
    ) => {
        impl $(<$content: $crate::traits::Content>)? $crate::__private::event::object::Object for $name $(<$content>)? {
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn read<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                members: &mut $crate::__private::event::object::Members<A>,
            ) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                while let Some(key) = members.next_key()? {
                    match key {
                        $($index => member!(read $kind members $field $($constant)?),)*
                        _ => {}
                    }
                }
                $(member!(finish $kind members $field $key);)*
                Ok(Self { $($stored),* })
            }

            fn write<M: $crate::__private::serde::ser::SerializeMap>(
                &self,
                _map: &mut M,
                _fixed: &str,
            ) -> Result<(), M::Error> {
                $(member!(write $kind $key _map _fixed self $field $($constant)?);)*
                Ok(())
            }
        }
    };
    (
        $name:ident { $($stored:ident,)* ..$additional:ident }
        $($index:literal $key:literal $kind:ident $field:ident $(= $constant:literal)?,)*
    ) => {
        impl $crate::__private::event::object::Object for $name {
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn read<'de, A: $crate::__private::serde::de::MapAccess<'de>>(
                members: &mut $crate::__private::event::object::Members<A>,
            ) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                let mut $additional = $crate::AdditionalMembers::new();
                while let Some(key) = members.next_of_open()? {
                    match key {
                        $($crate::__private::event::object::Key::Known($index) => {
                            member!(read $kind members $field $($constant)?)
                        })*
                        $crate::__private::event::object::Key::Known(_) => {}
                        $crate::__private::event::object::Key::Additional(key) => {
                            members.additional(&mut $additional, key)?;
                        }
                    }
                }
                $(member!(finish $kind members $field $key);)*
                Ok(Self { $($stored,)* $additional })
            }

            fn write<M: $crate::__private::serde::ser::SerializeMap>(
                &self,
                map: &mut M,
                _fixed: &str,
            ) -> Result<(), M::Error> {
                $(member!(write $kind $key map _fixed self $field $($constant)?);)*
                self.$additional.write(map)
            }
        }
    };
}
pub use __members as members;

/// Gives an open object the methods for the members that its schema doesn't name.
#[doc(hidden)]
#[macro_export]
macro_rules! __additional_members {
    ($name:ident) => {
        impl $name {
            /// The members that the schema doesn't name.
            #[must_use]
            pub const fn additional(&self) -> &$crate::AdditionalMembers {
                &self.additional
            }

            /// Sets a member that the schema doesn't name, and returns what it was.
            ///
            /// # Errors
            /// Where the schema does name it.
            pub fn insert_additional(
                &mut self,
                key: impl Into<String>,
                value: $crate::Json,
            ) -> Result<Option<$crate::Json>, $crate::InvalidValue> {
                self.additional.insert(
                    key.into(),
                    value,
                    <Self as $crate::__private::event::object::Object>::KEYS,
                )
            }
        }
    };
}
pub use __additional_members as additional_members;

/// What [`members`] does with a member: read it into its place, take it from there, write it.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    (read required $members:ident $place:ident) => {
        $members.value(&mut $place)?
    };
    (read optional $members:ident $place:ident) => {
        $members.value(&mut $place)?
    };
    (read required_list $members:ident $place:ident) => {
        $members.list(&mut $place)?
    };
    (read optional_list $members:ident $place:ident) => {
        $members.list(&mut $place)?
    };
    (read fixed $members:ident $place:ident) => {
        $members.fixed(&mut $place)?
    };
    (read constant $members:ident $place:ident $constant:literal) => {
        $members.constant(&mut $place, $constant)?
    };
    (finish required $members:ident $place:ident $key:literal) => {
        let $place = $crate::__private::event::object::required($place, $key)?;
    };
    (finish required_list $members:ident $place:ident $key:literal) => {
        let $place = $crate::__private::event::object::required($place, $key)?;
    };
    (finish constant $members:ident $place:ident $key:literal) => {
        $crate::__private::event::object::required($place, $key)?;
    };
    (finish fixed $members:ident $place:ident $key:literal) => {
        $members.require_fixed($place, $key)?;
    };
    (finish $optional:ident $members:ident $place:ident $key:literal) => {};
    (write required $key:literal $map:ident $fixed:ident $this:ident $field:ident) => {
        $map.serialize_entry($key, &$this.$field)?;
    };
    (write required_list $key:literal $map:ident $fixed:ident $this:ident $field:ident) => {
        $map.serialize_entry($key, &$this.$field)?;
    };
    (write fixed $key:literal $map:ident $fixed:ident $this:ident $field:ident) => {
        if !$fixed.is_empty() {
            $map.serialize_entry($key, $fixed)?;
        }
    };
    (write constant $key:literal $map:ident $fixed:ident $this:ident $field:ident $constant:literal) => {
        $map.serialize_entry($key, $constant)?;
    };
    (write $optional:ident $key:literal $map:ident $fixed:ident $this:ident $field:ident) => {
        if let Some($field) = &$this.$field {
            $map.serialize_entry($key, $field)?;
        }
    };
}
pub use __member as member;
