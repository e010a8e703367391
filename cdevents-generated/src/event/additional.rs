//! The properties of an open object that its schema doesn't name.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::ser::SerializeMap;

use super::object::Object;
use crate::{InvalidValue, Json};

/// The properties of a `T` that its schema allows without naming them.
///
/// A property that the schema names is a field of `T`, and can't be among them.
///
/// ```
/// use cdevents_generated::shapes::ContextReferenceV0_4_1;
/// use cdevents_generated::AdditionalProperties;
///
/// let reference = ContextReferenceV0_4_1 {
///     context_id: "f4fd4be8-f831-4fbf-ac55-30985e6b6850".parse()?,
///     additional: AdditionalProperties::try_from([("team", r#""checkout""#.parse()?)])?,
/// };
/// let json = serde_json::to_string(&reference)?;
/// assert!(json.ends_with(r#""team":"checkout"}"#));
///
/// let error = reference.additional.clone().insert("contextId", "1".parse()?).unwrap_err();
/// assert_eq!(error.found(), "contextId");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AdditionalProperties<T> {
    properties: BTreeMap<String, Json>,
    object: PhantomData<fn() -> T>,
}

impl<T> AdditionalProperties<T> {
    /// Creates an empty set of properties.
    #[must_use]
    pub const fn new() -> Self {
        Self::unchecked(BTreeMap::new())
    }

    /// Wraps properties without checking that the schema names none of them.
    #[doc(hidden)]
    #[must_use]
    pub const fn unchecked(properties: BTreeMap<String, Json>) -> Self {
        let object = PhantomData;
        Self { properties, object }
    }

    /// Returns the value of a property.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.properties.get(key)
    }

    /// Iterates over the properties, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        let properties = self.properties.iter();
        properties.map(|(key, value)| (key.as_str(), value))
    }

    /// Returns whether there are no properties.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty()
    }

    #[doc(hidden)]
    pub fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter()
            .try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}

impl<T: Object> AdditionalProperties<T> {
    /// Sets a property, and returns its previous value.
    ///
    /// # Errors
    /// Fails if the schema names the property.
    pub fn insert(
        &mut self,
        key: impl Into<String>,
        value: Json,
    ) -> Result<Option<Json>, InvalidValue> {
        let key = key.into();
        if T::KEYS.contains(&key.as_str()) {
            let expected = "a key that the object's schema doesn't name";
            return Err(InvalidValue::new(expected, key));
        }
        Ok(self.properties.insert(key, value))
    }
}

impl<T> AdditionalProperties<T> {
    /// Removes a property, and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        self.properties.remove(key)
    }
}

impl<T: Object, K: Into<String>, const N: usize> TryFrom<[(K, Json); N]>
    for AdditionalProperties<T>
{
    type Error = InvalidValue;

    /// Fails if the schema names one of the properties.
    fn try_from(properties: [(K, Json); N]) -> Result<Self, InvalidValue> {
        let mut additional = Self::new();
        for (key, value) in properties {
            additional.insert(key, value)?;
        }
        Ok(additional)
    }
}

// Derived, these would demand the same of `T`.

impl<T> Clone for AdditionalProperties<T> {
    fn clone(&self) -> Self {
        Self::unchecked(self.properties.clone())
    }
}

impl<T> fmt::Debug for AdditionalProperties<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.properties.fmt(formatter)
    }
}

impl<T> Default for AdditionalProperties<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> PartialEq for AdditionalProperties<T> {
    fn eq(&self, other: &Self) -> bool {
        self.properties == other.properties
    }
}

impl<T> Eq for AdditionalProperties<T> {}

impl<T> Hash for AdditionalProperties<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.properties.hash(state);
    }
}
