//! What a producer adds to an event beyond the specification.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::json::free::{Json, JsonObject, kind};

/// Custom data: a JSON object, or a string, which holds bytes as base64. It is kept as it came,
/// and read on demand.
///
/// ```
/// use cdevents_generated::CustomData;
///
/// let data = CustomData::from_bytes(b"\x00\x01");
/// assert_eq!(data, CustomData::Text("AAE=".to_owned()));
/// assert_eq!(data.bytes()?, b"\x00\x01");
/// # Ok::<(), base64::DecodeError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum CustomData {
    /// A JSON object.
    Object(JsonObject),
    /// A string: base64, if the producer did as the specification says.
    Text(String),
}

impl CustomData {
    /// Writes bytes as base64.
    #[must_use]
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::Text(STANDARD.encode(bytes))
    }

    /// Reads it as a type of yours, or as a `serde_json::Value`.
    ///
    /// # Errors
    /// Where it isn't such a value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match self {
            Self::Object(object) => object.read(),
            Self::Text(text) => T::deserialize(serde_json::Value::from(text.as_str())),
        }
    }

    /// The bytes that the base64 text stands for; of an object, its JSON text.
    ///
    /// # Errors
    /// Where the text isn't base64, which a schema can't demand.
    pub fn bytes(&self) -> Result<Vec<u8>, base64::DecodeError> {
        match self {
            Self::Object(object) => Ok(object.as_str().into()),
            Self::Text(text) => STANDARD.decode(text),
        }
    }
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
