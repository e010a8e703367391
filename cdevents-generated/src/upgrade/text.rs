//! Taking compact JSON text apart, and writing it.

use std::borrow::Cow;

use crate::json::scan::Reader;

/// The properties of an object in a JSON text, with their values as text.
pub(super) struct Properties<'t> {
    text: &'t str,
    reader: Reader<'t>,
    goes_on: bool,
}

/// Returns the properties of an object. Of another value, there are none.
pub(super) fn properties(text: &str) -> Properties<'_> {
    let mut reader = Reader::new(text);
    let goes_on = reader.enter(b'{', b'}').unwrap_or(false);
    Properties {
        text,
        reader,
        goes_on,
    }
}

impl<'t> Iterator for Properties<'t> {
    type Item = (Cow<'t, str>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        if !self.goes_on {
            return None;
        }
        let key = self.reader.key().ok()?;
        let value = value(self.text, &mut self.reader)?;
        self.goes_on = self.reader.next(b'}').ok()?;
        Some((key, value))
    }
}

/// The items of an array in a JSON text, as text.
pub(super) struct Items<'t> {
    text: &'t str,
    reader: Reader<'t>,
    goes_on: bool,
}

/// Returns the items of an array. Of another value, there are none.
pub(super) fn items(text: &str) -> Items<'_> {
    let mut reader = Reader::new(text);
    let goes_on = reader.enter(b'[', b']').unwrap_or(false);
    Items {
        text,
        reader,
        goes_on,
    }
}

impl<'t> Iterator for Items<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        if !self.goes_on {
            return None;
        }
        let value = value(self.text, &mut self.reader)?;
        self.goes_on = self.reader.next(b']').ok()?;
        Some(value)
    }
}

/// Passes over a value and returns its text. The text was written by this crate, so it needs no check.
fn value<'t>(text: &'t str, reader: &mut Reader<'t>) -> Option<&'t str> {
    let start = reader.start().ok()?;
    reader.pass().ok()?;
    text.get(start..reader.position())
}

/// Returns the value of a property.
pub(super) fn property<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let mut properties = properties(text);
    properties.find_map(|(found, value)| (found == key).then_some(value))
}

/// Returns the value at the segments of a JSON Pointer.
pub(super) fn at(text: &str, mut segments: impl Iterator<Item = String>) -> Option<&str> {
    segments.try_fold(text, |text, segment| match text.as_bytes().first() {
        Some(b'[') => items(text).nth(segment.parse().ok()?),
        _ => property(text, &segment),
    })
}

/// Appends a string, as JSON.
pub(super) fn push_string(out: &mut String, text: &str) {
    let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    if text.bytes().all(is_plain) {
        out.extend(["\"", text, "\""]);
    } else {
        // A string can always be written.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

/// Returns a string as JSON.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string(&mut out, text);
    out
}

/// Appends a key and a colon, after a comma unless the object has just begun.
pub(super) fn push_key(out: &mut String, key: &str) {
    separate(out);
    push_string(out, key);
    out.push(':');
}

/// Appends a comma, unless the object or array has just begun.
pub(super) fn separate(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
}
