//! Numbers in custom events.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::json::decimal::Decimal;
use crate::{InvalidValue, Json};

/// A number of any size and precision, with the digits that it came in.
///
/// ```
/// use cdevents_generated::Number;
///
/// let number = Number::from(97);
/// assert_eq!(number.as_i64(), Some(97));
/// assert_eq!(Number::try_from(1.5)?.to_string(), "1.5");
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Number(Json);

impl Number {
    const EXPECTED: &str = "a number";

    /// Returns the number if it is whole and fits, however it is written.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match Decimal::parse(self.0.as_str()) {
            Some(Decimal::Integer(value)) => value.try_into().ok(),
            _ => None,
        }
    }

    /// Returns the number if it is whole and fits, however it is written.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match Decimal::parse(self.0.as_str()) {
            Some(Decimal::Integer(value)) => value.try_into().ok(),
            _ => None,
        }
    }

    /// Returns the nearest float; an infinity if the number is too large.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.as_str().parse().unwrap_or(f64::NAN)
    }

    /// Returns the number as JSON.
    #[must_use]
    pub const fn as_json(&self) -> &Json {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_str())
    }
}

impl TryFrom<Json> for Number {
    type Error = InvalidValue;

    fn try_from(json: Json) -> Result<Self, InvalidValue> {
        match Decimal::parse(json.as_str()) {
            Some(_) => Ok(Self(json)),
            None => Err(InvalidValue::new(Self::EXPECTED, json.as_str())),
        }
    }
}

impl TryFrom<f64> for Number {
    type Error = InvalidValue;

    /// Fails for infinities and for what is not a number.
    fn try_from(number: f64) -> Result<Self, InvalidValue> {
        if !number.is_finite() {
            return Err(InvalidValue::new(Self::EXPECTED, number.to_string()));
        }
        let json = Json::from_serialize(&number);
        json.map(Self)
            .map_err(|_| InvalidValue::new(Self::EXPECTED, number.to_string()))
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                Self(Json::new(number.to_string()))
            }
        })*
    };
}
from_integers!(
    i8, i16, i32, i64, i128, u8, u16, u32, u64, u128, usize, isize
);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        Self::try_from(json).map_err(D::Error::custom)
    }
}

#[cfg(feature = "schemars")]
impl schemars_1::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars_1::SchemaGenerator) -> schemars_1::Schema {
        schemars_1::json_schema!({ "type": "number" })
    }
}
