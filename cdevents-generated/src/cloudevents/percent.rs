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
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_binding_is_encoded_as_it_says() {
        let text = "Euro € \u{1f600}";
        let encoded = "Euro%20%E2%82%AC%20%F0%9F%98%80";
        assert_eq!(encode(text), encoded);
        assert_eq!(decode(encoded).as_deref(), Ok(text));
        assert_eq!(
            decode(&encoded.to_lowercase()).as_deref(),
            Ok("euro € \u{1f600}")
        );
    }

    #[test]
    fn only_what_must_be_encoded_is_encoded() {
        for byte in 0..=0x7f_u8 {
            let text = char::from(byte).to_string();
            let must = !(0x21..=0x7e).contains(&byte) || byte == b'"' || byte == b'%';
            assert_eq!(encode(&text) != text, must, "{text:?}");
            assert_eq!(decode(&encode(&text)), Ok(text));
        }
    }

    #[test]
    fn quotation_marks_are_removed_before_decoding_once() {
        for (value, decoded) in [
            (r#""a b""#, "a b"),
            (r#""a \"b\" \\ %41""#, r#"a "b" \ A"#),
            (r#""""#, ""),
            (r#"a"b"#, r#"a"b"#),
            ("a b\tc", "a b\tc"),
            ("%2541", "%41"),
            ("%61%7e~", "a~~"),
            ("", ""),
        ] {
            assert_eq!(decode(value).as_deref(), Ok(decoded), "{value}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (value, message) in [
            ("%", "expected two hexadecimal digits after `%`"),
            ("a%4", "expected two hexadecimal digits after `%`"),
            ("%zz%41", "expected two hexadecimal digits after `%`"),
            ("%+1", "expected two hexadecimal digits after `%`"),
            ("%C0%A0", "the percent-encoded bytes aren't UTF-8"),
            ("%ED%A0%80", "the percent-encoded bytes aren't UTF-8"),
            ("é", "'é' must be percent-encoded"),
            ("a\r\nb", "'\\r' must be percent-encoded"),
            ("\0", "'\\0' must be percent-encoded"),
            ("\"a", "the closing quotation mark is missing"),
            ("\"a\\", "the closing quotation mark is missing"),
            ("\"a\"b", "text follows the closing quotation mark"),
        ] {
            assert_eq!(decode(value), Err(message.to_owned()), "{value:?}");
        }
    }
}
