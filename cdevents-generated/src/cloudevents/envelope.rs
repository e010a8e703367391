//! Reading JSON envelopes.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::attributes::NAMES;
use super::incoming::{Incoming, Unreadable};
use crate::json::scan::{Problem, Reader};
use crate::value::custom_data::decoded;

/// An envelope: its attributes, and where it has the event.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    pub(super) attributes: Incoming,
    /// The bytes of the value of `data`.
    pub(super) data: Option<Range<usize>>,
    /// The bytes of the value of `data_base64`, unless it is `null`.
    pub(super) data_base64: Option<Range<usize>>,
    /// The bytes of a second value of one of them.
    pub(super) duplicate: Option<(&'static str, Range<usize>)>,
}

impl Envelope {
    /// Reads an envelope, up to its end. `data` isn't checked.
    pub(super) fn read(reader: &mut Reader<'_>, text: &str) -> Result<Self, Problem> {
        let mut envelope = Self::default();
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on {
            let key = reader.key()?;
            let start = reader.start()?;
            reader.pass()?;
            let range = start..reader.position();
            let value = text.get(range.clone()).ok_or(Problem::Syntax)?;
            match &*key {
                "data" => set(&mut envelope.data, "data", range, &mut envelope.duplicate),
                "data_base64" if value == "null" => {}
                "data_base64" => {
                    let place = &mut envelope.data_base64;
                    set(place, "data_base64", range, &mut envelope.duplicate);
                }
                attribute => envelope.add(attribute, value)?,
            }
            goes_on = reader.next(b'}')?;
        }
        Ok(envelope)
    }

    fn add(&mut self, attribute: &str, json: &str) -> Result<(), Problem> {
        let value = match serde_json::from_str(json).map_err(|_| Problem::Syntax)? {
            // An attribute that is `null` isn't set.
            Value::Null => return Ok(()),
            Value::String(text) => Ok(text),
            Value::Bool(value) if !NAMES.contains(&attribute) => Ok(value.to_string()),
            Value::Number(number)
                if !NAMES.contains(&attribute) && (number.is_i64() || number.is_u64()) =>
            {
                Ok(number.to_string())
            }
            _ => Err(Unreadable {
                found: json.to_owned(),
                reason: expected(attribute).to_owned(),
            }),
        };
        self.attributes
            .add(attribute, attribute, value.map(String::into));
        Ok(())
    }
}

fn set(
    place: &mut Option<Range<usize>>,
    key: &'static str,
    range: Range<usize>,
    duplicate: &mut Option<(&'static str, Range<usize>)>,
) {
    if place.is_some() {
        *duplicate = Some((key, range));
    } else {
        *place = Some(range);
    }
}

fn expected(attribute: &str) -> &'static str {
    if NAMES.contains(&attribute) {
        "expected a string"
    } else {
        "expected a string, a whole number or a Boolean"
    }
}

/// Decodes the JSON string in `data_base64`.
pub(super) fn decode_base64(json: &str) -> Result<Vec<u8>, String> {
    let Ok(text) = serde_json::from_str::<Cow<'_, str>>(json) else {
        return Err("expected base64, which is a string".to_owned());
    };
    let decoded = decoded(&text);
    decoded.map_err(|error| format!("expected {}", error.expected()))
}

/// Returns whether a text looks like an envelope: an object with the properties of one.
pub(super) fn is_envelope(text: &str) -> bool {
    has_properties(&mut Reader::new(text)).unwrap_or(false)
}

/// Returns whether a text looks like an array of envelopes.
pub(super) fn is_batch(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.enter(b'[', b']') == Ok(true) && has_properties(&mut reader).unwrap_or(false)
}

fn has_properties(reader: &mut Reader<'_>) -> Result<bool, Problem> {
    let mut found = [false; 3];
    let mut goes_on = reader.enter(b'{', b'}')?;
    while goes_on {
        match &*reader.key()? {
            "specversion" => found[0] = true,
            "type" => found[1] = true,
            "data" | "data_base64" => found[2] = true,
            _ => {}
        }
        reader.pass()?;
        goes_on = reader.next(b'}')?;
    }
    Ok(found == [true; 3])
}
