//! Removing white space from JSON text.

use super::string::plain_length;

/// Removes the white space between the tokens of well-formed JSON text.
pub(crate) fn compact(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut compact = String::new();
    let (mut copied, mut position) = (0, 0);
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => position = end_of_string(bytes, position),
            b' ' | b'\n' | b'\r' | b'\t' => {
                compact.push_str(&text[copied..position]);
                position += 1;
                copied = position;
            }
            _ => position += 1,
        }
    }
    compact.push_str(&text[copied..]);
    compact
}

/// Returns the end of the string that starts at a position.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut position = start + 1;
    loop {
        position += plain_length(bytes.get(position..).unwrap_or_default());
        match bytes.get(position) {
            Some(b'\\') => position += 2,
            _ => return position + 1,
        }
    }
}

#[cfg(test)]
mod tests;
