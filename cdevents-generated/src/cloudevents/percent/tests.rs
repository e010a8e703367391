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
