//! Finding a value in a JSON text by the keys that lead to it, without parsing the rest.

use std::ops::Range;

use super::scan::{Problem, Reader};

/// Returns the text of the value that keys and indices lead to. The text must be JSON.
pub(crate) fn find<S: AsRef<str>>(
    text: &str,
    segments: impl IntoIterator<Item = S>,
) -> Option<&str> {
    let mut reader = reader_at(text, segments)?;
    let start = reader.start().ok()?;
    reader.pass().ok()?;
    text.get(start..reader.position())
}

/// Returns a reader at the value that keys and indices lead to.
pub(super) fn reader_at<S: AsRef<str>>(
    text: &str,
    segments: impl IntoIterator<Item = S>,
) -> Option<Reader<'_>> {
    let mut reader = Reader::new(text);
    for segment in segments {
        enter(&mut reader, segment.as_ref()).ok()?;
    }
    Some(reader)
}

/// Enters an object or array, up to the value of a key or index.
fn enter(reader: &mut Reader<'_>, segment: &str) -> Result<(), Problem> {
    if reader.peek()? == b'{' {
        return enter_key(reader, segment).map(drop);
    }
    // RFC 6901 has no leading zeros, and no signs.
    let is_index = segment == "0" || !segment.starts_with(['0', '+']);
    let index = segment.parse::<usize>().ok().filter(|_| is_index);
    let mut goes_on = reader.enter(b'[', b']')?;
    for _ in 0..index.ok_or(Problem::Invalid)? {
        if goes_on {
            reader.pass()?;
            goes_on = reader.next(b']')?;
        } else {
            break;
        }
    }
    goes_on.then_some(()).ok_or(Problem::Invalid)
}

/// Enters an object, up to the value of a key, and returns the bytes of the key.
pub(super) fn enter_key(reader: &mut Reader<'_>, key: &str) -> Result<Range<usize>, Problem> {
    let mut goes_on = reader.enter(b'{', b'}')?;
    while goes_on {
        let start = reader.start()?;
        let mut end = reader.clone();
        end.string()?;
        if reader.key()? == key {
            return Ok(start..end.position());
        }
        reader.pass()?;
        goes_on = reader.next(b'}')?;
    }
    Err(Problem::Invalid)
}

/// Returns a text's string, if it is one.
pub(crate) fn string(text: &str) -> Option<String> {
    let mut reader = Reader::new(text);
    (reader.peek() == Ok(b'"')).then_some(())?;
    reader.string().ok().map(Into::into)
}

/// Returns the strings of a text's array; nothing if it is no array of strings.
pub(crate) fn strings(text: &str) -> Option<Vec<String>> {
    let string = |reader: &mut Reader<'_>| Ok(reader.string()?.into_owned());
    Reader::new(text).items(b'[', b']', string).ok()
}

#[cfg(test)]
mod tests;
