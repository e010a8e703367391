//! Data that producers add to events.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::invalid::InvalidValue;
use crate::json::free::{Json, JsonObject, kind};

/// Custom data: a JSON object, or a string, which holds bytes as base64. It is kept unchanged, and
/// deserialized on demand.
///
/// ```
/// use cdevents_generated::CustomData;
///
/// let data = CustomData::from_bytes(b"\x00\x01");
/// assert_eq!(data, CustomData::Text("AAE=".to_owned()));
/// assert_eq!(data.bytes()?, b"\x00\x01");
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum CustomData {
    /// A JSON object.
    Object(JsonObject),
    /// A string, which the specification expects to be base64.
    Text(String),
}

impl CustomData {
    /// Encodes bytes as base64.
    #[must_use]
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::Text(STANDARD.encode(bytes))
    }

    /// Encodes a text as base64, in UTF-8.
    ///
    /// ```
    /// use cdevents_generated::CustomData;
    ///
    /// let data = CustomData::from_text("3 tests were skipped");
    /// assert_eq!(data.text()?, "3 tests were skipped");
    /// # Ok::<(), cdevents_generated::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn from_text(text: impl AsRef<str>) -> Self {
        Self::from_bytes(text.as_ref())
    }

    /// Serializes a value, which must become a JSON object.
    ///
    /// # Errors
    /// Fails if the value can't be written as JSON, isn't an object, repeats a key, or nests more
    /// than 120 deep.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        JsonObject::from_serialize(value).map(Self::Object)
    }

    /// Deserializes the data, as a type of your own or a `serde_json::Value`.
    ///
    /// # Errors
    /// Fails if the data isn't a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match self {
            Self::Object(object) => object.read(),
            Self::Text(text) => T::deserialize(serde_json::Value::from(text.as_str())),
        }
    }

    /// Decodes the base64 of a string, or returns the JSON text of an object.
    ///
    /// # Errors
    /// Fails if the string isn't base64: schemas can't require that.
    pub fn bytes(&self) -> Result<Vec<u8>, InvalidValue> {
        match self {
            Self::Object(object) => Ok(object.as_str().into()),
            Self::Text(text) => decoded(text),
        }
    }

    /// Decodes the base64 of a string to a text in UTF-8, or returns the JSON text of an object.
    ///
    /// # Errors
    /// Fails if the string isn't base64, or the text isn't UTF-8.
    pub fn text(&self) -> Result<String, InvalidValue> {
        String::from_utf8(self.bytes()?).map_err(|error| {
            let offset = error.utf8_error().valid_up_to();
            let expected = format!("base64 of UTF-8 (byte {offset} of the decoded bytes is not)");
            InvalidValue::new(
                expected,
                match self {
                    Self::Object(object) => object.as_str(),
                    Self::Text(text) => text,
                },
            )
        })
    }
}

/// Decodes base64.
pub(crate) fn decoded(base64: &str) -> Result<Vec<u8>, InvalidValue> {
    STANDARD.decode(base64).map_err(|error| {
        let reason = error.to_string().to_lowercase();
        let expected = format!("base64 ({})", reason.trim_end_matches('.'));
        InvalidValue::new(expected, base64)
    })
}

impl From<JsonObject> for CustomData {
    fn from(object: JsonObject) -> Self {
        Self::Object(object)
    }
}

impl Serialize for CustomData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(object) => object.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for CustomData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        match json.as_str().as_bytes().first() {
            Some(b'{') => JsonObject::try_from(json).map(Self::Object),
            Some(b'"') => return json.read().map(Self::Text).map_err(de::Error::custom),
            _ => Err(json),
        }
        .map_err(|json| de::Error::invalid_type(kind(json.as_str()), &"an object or a string"))
    }
}
