//! Converting between JSON Pointers and byte offsets in a JSON text.

use std::ops::Range;

use super::lookup::{enter_key, reader_at};
use super::pointer;
use super::scan::{Problem, Reader};

/// Returns the bytes of the value at a JSON Pointer in a JSON text: a whole scalar, or the opening
/// bracket of an object or array.
#[must_use]
pub fn value(text: &str, pointer: &str) -> Option<Range<usize>> {
    let mut reader = reader_at(text, pointer::segments(pointer))?;
    token(text, reader.start().ok()?)
}

/// Returns the bytes of a key in the object at a JSON Pointer.
pub(crate) fn key(text: &str, pointer: &str, key: &str) -> Option<Range<usize>> {
    enter_key(&mut reader_at(text, pointer::segments(pointer))?, key).ok()
}

/// Returns the bytes of the value or key that starts at an offset: a whole scalar or key, or the opening
/// bracket of an object or array.
pub(crate) fn token(text: &str, offset: usize) -> Option<Range<usize>> {
    let rest = text.get(offset..)?;
    let length = match rest.as_bytes().first()? {
        b'{' | b'[' => 1,
        _ => Reader::new(rest).raw().ok()?.len(),
    };
    Some(offset..offset + length)
}

/// Returns the line and the column of a byte, both from 1. As in `serde_json`, columns count bytes.
pub(crate) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let breaks = memchr::memchr_iter(b'\n', before).count();
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |index| index + 1);
    (1 + breaks, 1 + before.len() - line_start)
}

/// Returns the JSON Pointer of the innermost value that contains a byte.
pub(crate) fn pointer_at(text: &str, offset: usize) -> String {
    let mut pointer = String::new();
    // In a text that ends early, the pointer of the last complete step is good enough.
    let _ = descend(&mut Reader::new(text), offset, &mut pointer);
    pointer
}

fn descend(reader: &mut Reader<'_>, offset: usize, pointer: &mut String) -> Result<(), Problem> {
    let open = reader.peek()?;
    let close = match open {
        b'{' => b'}',
        b'[' => b']',
        _ => return Ok(()),
    };
    let mut goes_on = reader.enter(open, close)?;
    let mut index = 0;
    while goes_on && reader.start()? <= offset {
        let segment = if open == b'{' {
            reader.key()?.into_owned()
        } else {
            index.to_string()
        };
        let start = reader.start()?;
        let mut inner = reader.clone();
        reader.pass()?;
        if (start..reader.position()).contains(&offset) {
            pointer::push(pointer, &segment);
            return descend(&mut inner, offset, pointer);
        }
        index += 1;
        goes_on = reader.next(close)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
