//! Scanning strings.

/// Counts the bytes before a quote, a backslash or a control character, eight at a time.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let mut length = 0;
    for chunk in bytes.as_chunks::<8>().0 {
        let chunk = u64::from_le_bytes(*chunk);
        // The lowest marked byte is always a match; higher ones may be marked falsely.
        let zero = |chunk: u64| chunk.wrapping_sub(ONES) & !chunk;
        let quote = zero(chunk ^ (ONES * 0x22));
        let backslash = zero(chunk ^ (ONES * 0x5c));
        let control = chunk.wrapping_sub(ONES * 0x20) & !chunk;
        let marked = (quote | backslash | control) & HIGH;
        if marked != 0 {
            return length + marked.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length + plain_length_at_end(bytes.get(length..).unwrap_or_default())
}

/// Counts the same among the last bytes of a text, one at a time.
#[inline(never)]
fn plain_length_at_end(bytes: &[u8]) -> usize {
    let is_plain = |byte: &&u8| !matches!(**byte, b'"' | b'\\' | 0..0x20);
    bytes.iter().take_while(is_plain).count()
}

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
