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
mod tests;
