//! The percent-encoding of header values (CloudEvents HTTP binding, section 3.1.3.2).

use std::fmt::Write as _;

/// Encodes a value, so that it consists of printable ASCII without spaces and quotation marks.
pub(super) fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'"' | b'%' | 0..=b' ' | 0x7f.. => {
                // Writing to a string does not fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
            _ => encoded.push(char::from(byte)),
        }
    }
    encoded
}

/// Decodes a value: removes the quotation marks around it, if there are any, and then decodes once.
pub(super) fn decode(value: &str) -> Result<String, String> {
    if let Some(wrong) = value.chars().find(|char| !is_allowed(*char)) {
        return Err(format!("{wrong:?} must be percent-encoded"));
    }
    match value.strip_prefix('"') {
        Some(quoted) => decode_percent(&unquote(quoted)?),
        None => decode_percent(value),
    }
}

/// Returns whether a header can have a character. Senders of older versions don't encode spaces.
const fn is_allowed(char: char) -> bool {
    matches!(char, ' '..='~' | '\t')
}

/// Returns the text of a quoted string, given what follows its first quotation mark.
fn unquote(quoted: &str) -> Result<String, String> {
    let mut text = String::with_capacity(quoted.len());
    let mut rest = quoted.chars();
    loop {
        match rest.next() {
            Some('"') if rest.as_str().is_empty() => return Ok(text),
            Some('"') => return Err("text follows the closing quotation mark".to_owned()),
            Some('\\') => text.extend(rest.next()),
            Some(other) => text.push(other),
            None => return Err("the closing quotation mark is missing".to_owned()),
        }
    }
}

fn decode_percent(value: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let byte = match after {
            [high, low, ..] => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        let Some((high, low)) = byte else {
            return Err("expected two hexadecimal digits after `%`".to_owned());
        };
        bytes.push(high << 4 | low);
        rest = after.get(2..).unwrap_or_default();
    }
    String::from_utf8(bytes).map_err(|_| "the percent-encoded bytes aren't UTF-8".to_owned())
}

const fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
