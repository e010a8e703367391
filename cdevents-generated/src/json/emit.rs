//! Writing JSON text to any serde format.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::raw::{RawText, raw_text, write_raw_text};
use super::scan::{Problem, Reader};

/// Well-formed JSON text, written as the value that it stands for.
///
/// `serde_json` writes the text unchanged. Other formats write the value, with numbers as 64-bit
/// integers and floats.
pub(crate) struct Emit<'a>(pub(crate) &'a str);

impl Serialize for Emit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if raw_text::<S>() == RawText::Written {
            return write_raw_text(self.0, serializer);
        }
        let mut reader = Reader::new(self.0);
        match self.0.as_bytes().first() {
            Some(b'{') => {
                let properties =
                    reader.items(b'{', b'}', |reader| Ok((reader.key()?, reader.raw()?)));
                let properties = properties.map_err(not_json)?;
                let mut map = serializer.serialize_map(Some(properties.len()))?;
                for (key, value) in properties {
                    map.serialize_entry(&key, &Emit(value))?;
                }
                map.end()
            }
            Some(b'[') => {
                let items = reader.items(b'[', b']', Reader::raw).map_err(not_json)?;
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(&Emit(item))?;
                }
                seq.end()
            }
            Some(b'"') => serializer.serialize_str(&reader.string().map_err(not_json)?),
            Some(b't') => serializer.serialize_bool(true),
            Some(b'f') => serializer.serialize_bool(false),
            Some(b'n') => serializer.serialize_unit(),
            _ => number(self.0, serializer),
        }
    }
}

fn not_json<E: Error>(_: Problem) -> E {
    E::custom("not JSON")
}

fn number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if raw_text::<S>() == RawText::Parsed {
        return write_raw_text(text, serializer);
    }
    if let Ok(integer) = text.parse() {
        return serializer.serialize_u64(integer);
    }
    if let Ok(integer) = text.parse() {
        return serializer.serialize_i64(integer);
    }
    match text.parse::<f64>() {
        Ok(float) if float.is_finite() => serializer.serialize_f64(float),
        _ => Err(S::Error::custom(format_args!(
            "the number `{text}` is too large for this format"
        ))),
    }
}
