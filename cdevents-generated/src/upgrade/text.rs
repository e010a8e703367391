//! Taking compact JSON text apart.

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
