//! Passing JSON text through `serde_json` unchanged.
//!
//! `serde_json` reads `RawValue` as a newtype struct with a reserved name, and writes it as a struct
//! with that name and one field. Other formats would write that struct literally, so writing has to
//! know the format.

use std::any::type_name;

use serde::ser::{SerializeStruct, Serializer};

/// The reserved name of raw JSON text.
pub(crate) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// The reserved name of a number as text, under `serde_json`'s feature `arbitrary_precision`.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// What a serializer does with raw JSON text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RawText {
    /// Writes it unchanged.
    Written,
    /// Parses it, as `serde_json::Value` does. Only numbers are passed on this way: an object whose
    /// first key is a reserved name would be mistaken for something else.
    Parsed,
    /// Does not support it.
    Unsupported,
}

/// Returns what a serializer does with raw JSON text.
///
/// Only the name of a serializer's type tells. If that name ever changes, JSON text is written value
/// by value, as in every other format.
pub(crate) fn raw_text<S>() -> RawText {
    let name = type_name::<S>();
    if name.starts_with("&mut serde_json::ser::Serializer<") {
        RawText::Written
    } else if name == "serde_json::value::ser::Serializer" {
        RawText::Parsed
    } else {
        RawText::Unsupported
    }
}

/// Writes JSON text unchanged, to a serializer that supports it.
pub(crate) fn write_raw_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut raw = serializer.serialize_struct(RAW_VALUE, 1)?;
    raw.serialize_field(RAW_VALUE, text)?;
    raw.end()
}

/// Returns whether `serde_json` keeps the digits of numbers, and so passes numbers on as text.
pub(crate) fn keeps_digits() -> bool {
    // The program's features decide, which this crate can't see at compile time.
    serde_json::from_str::<serde_json::Number>("1.00")
        .is_ok_and(|number| number.to_string() == "1.00")
}

#[cfg(test)]
mod tests;
