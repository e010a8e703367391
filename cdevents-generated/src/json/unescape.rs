//! Reading strings that have escapes.

use super::scan::plain_length;

/// Reads a string from behind its opening quote. Passes on the text of the string, part by part, and
/// returns the length up to the closing quote. `None` if it isn't a string, or has a lone surrogate.
pub(super) fn unescape(text: &str, mut part: impl FnMut(&str)) -> Option<usize> {
    let mut length = 0;
    loop {
        let rest = text.get(length..)?;
        let plain = plain_length(rest.as_bytes());
        part(rest.get(..plain)?);
        length += plain + 1;
        match rest.as_bytes().get(plain)? {
            b'"' => return Some(length - 1),
            b'\\' => {
                let (character, read) = escape(text.as_bytes().get(length..)?)?;
                part(character.encode_utf8(&mut [0; 4]));
                length += read;
            }
            _ => return None,
        }
    }
}

/// Returns the character that an escape stands for, and the length of the escape behind the backslash.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let character = match bytes.first()? {
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes),
        _ => return None,
    };
    Some((character, 1))
}

/// Returns the character of one or two escapes with hexadecimal digits.
fn unicode(bytes: &[u8]) -> Option<(char, usize)> {
    let first = unit(bytes)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 5));
    }
    let second = unit(bytes.get(5..)?.strip_prefix(b"\\")?)?;
    let mut pair = char::decode_utf16([first, second]);
    Some((pair.next()?.ok()?, 11))
}

/// Returns the UTF-16 unit of an escape with four hexadecimal digits.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"u")?.first_chunk::<4>()?;
    digits.iter().try_fold(0, |unit, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(unit << 4 | u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests;
