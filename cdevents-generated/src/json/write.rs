//! Writing JSON text piece by piece.

/// Appends a string.
pub(crate) fn push_string(json: &mut String, text: &str) {
    let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    if text.bytes().all(is_plain) {
        json.extend(["\"", text, "\""]);
    } else {
        // Every string can be written as JSON.
        json.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

/// Returns a string as JSON.
pub(crate) fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    push_string(&mut json, text);
    json
}

/// Appends a key and a colon, after a comma unless the object has just begun.
pub(crate) fn push_key(json: &mut String, key: &str) {
    separate(json);
    push_string(json, key);
    json.push(':');
}

/// Appends a comma, unless the object or array has just begun.
pub(crate) fn separate(json: &mut String) {
    if !json.ends_with(['{', '[']) {
        json.push(',');
    }
}
