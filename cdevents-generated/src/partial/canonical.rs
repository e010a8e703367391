//! The canonical form of a JSON text, and its digest.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::json::decimal::Decimal;
use crate::json::tree::Node;
use crate::json::view::{JsonNumber as _, JsonValue as _, Properties as _, View};

/// Returns the SHA-256 digest of the canonical form of a text, as 64 hexadecimal digits. Returns `None`
/// if the text isn't JSON, or nests too deep.
pub(super) fn digest(text: &str) -> Option<String> {
    let node = Node::parse(text).ok()?;
    let digest = Sha256::digest(canonical(&node));
    Some(digest.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    }))
}

/// Returns the canonical form by RFC 8785. It keeps the digits of a number that a 64-bit float can't
/// hold, which the RFC leaves undefined: otherwise, events that differ only there would have one ID.
fn canonical(node: &Node<'_>) -> String {
    let mut json = String::new();
    push(&mut json, node);
    json
}

fn push(json: &mut String, node: &Node<'_>) {
    match node.view() {
        View::Null => json.push_str("null"),
        View::Bool(value) => json.push_str(if value { "true" } else { "false" }),
        View::Number(number) => push_number(json, &number.text()),
        View::Text(text) => push_text(json, text),
        View::Array(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                push(json, item);
            }
            json.push(']');
        }
        View::Object(object) => {
            let mut properties: Vec<_> = object.iter().collect();
            properties.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            json.push('{');
            for (index, (key, value)) in properties.into_iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                push_text(json, key);
                json.push(':');
                push(json, value);
            }
            json.push('}');
        }
    }
}

fn push_text(json: &mut String, text: &str) {
    // Every string has a canonical form.
    json.push_str(&serde_json_canonicalizer::to_string(&text).unwrap_or_default());
}

fn push_number(json: &mut String, text: &str) {
    let float = text.parse::<f64>().ok().filter(|float| float.is_finite());
    let canonical = float.and_then(|float| serde_json_canonicalizer::to_string(&float).ok());
    let exact = Decimal::parse(text);
    match canonical {
        Some(canonical) if Decimal::parse(&canonical) == exact => json.push_str(&canonical),
        // The text of a decimal depends only on its value.
        _ => json.push_str(&exact.map_or_else(|| text.to_owned(), |exact| exact.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn form(text: &str) -> String {
        canonical(&Node::parse(text).unwrap())
    }

    #[test]
    fn the_form_is_that_of_the_rfc() {
        for text in [
            r#"{"b":1,"a":[true,false,null,{}],"\u20ac":"\u20ac","\r":"\r\n\t\b\f\u000f\"\\/"}"#,
            r#"{"\ud83d\ude00":1,"\ufb33":2,"é":3,"1":4,"":5,"\u007f":6}"#,
            "[1,1.0,-0,0.0,1e21,1e20,1.5e-7,0.000001,4.50,2e-3,9007199254740991,333333333.33333329,1e-27]",
            r#""</script>""#,
        ] {
            let value: Value = serde_json::from_str(text).unwrap();
            let expected = serde_json_canonicalizer::to_string(&value).unwrap();
            // 333333333.33333329 is an example of the RFC's, of more digits than a float holds.
            let expected = expected.replace("333333333.3333333", "333333333.33333329");
            assert_eq!(form(text), expected);
        }
        // Keys are sorted by UTF-16, in which a surrogate precedes U+FB33.
        let form = form(r#"{"\ufb33":1,"\ud83d\ude00":2}"#);
        assert_eq!(form, "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn numbers_are_the_same_if_their_values_are() {
        for (one, other) in [("1.50", "15e-1"), ("1e400", "10E399"), ("0", "-0.0e5")] {
            assert_eq!(form(one), form(other), "{one}");
        }
        for (one, other) in [
            ("9007199254740992", "9007199254740993"),
            ("1e400", "1e401"),
            ("0.1", "0.10000000000000000001"),
            ("1e-400", "0"),
        ] {
            assert_ne!(form(one), form(other), "{one}");
        }
    }
}
