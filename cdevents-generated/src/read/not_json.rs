//! Errors about input that isn't JSON.

use crate::{Error, ErrorKind};

/// Returns the error for bytes that aren't UTF-8, given the offset of the first invalid byte.
pub(crate) fn bytes(bytes: &[u8], offset: usize) -> Error {
    let message = match bytes {
        [0x1f, 0x8b, ..] => "expected JSON, found gzip; decompress it first".to_owned(),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "expected UTF-8, found UTF-16; convert it first".to_owned()
        }
        _ => {
            let byte = bytes.get(offset).copied().unwrap_or_default();
            format!("expected UTF-8, found byte {byte:#04x} at offset {offset}")
        }
    };
    Error::new(ErrorKind::Syntax, "", message)
}

/// Returns the error for a text that isn't JSON.
pub(crate) fn text(text: &str, error: &serde_json::Error) -> Error {
    if text.trim_start().is_empty() {
        return Error::new(ErrorKind::Syntax, "", "expected JSON, found nothing");
    }
    if error.to_string().starts_with("trailing characters") {
        let message = "expected the end of the input after the event; parse NDJSON line by line";
        return Error::new(ErrorKind::Syntax, "", message).with_position(error);
    }
    match other_format(text) {
        Some(found) => Error::new(
            ErrorKind::Syntax,
            "",
            format!("expected JSON, found {found}"),
        ),
        None => Error::from_json(ErrorKind::Syntax, error),
    }
}

/// Recognizes formats that are often sent in place of JSON.
fn other_format(text: &str) -> Option<&'static str> {
    if text.starts_with('\u{feff}') {
        return Some("a byte order mark (BOM); remove it");
    }
    if text.as_bytes().get(..2)?.contains(&0) {
        return Some("UTF-16; convert it to UTF-8 first");
    }
    let text = text.trim_start();
    if text.starts_with('<') {
        return Some("XML or HTML");
    }
    // A line such as `context:` cannot start JSON.
    let (line, _) = text.split_once('\n').unwrap_or((text, ""));
    let is_key = |line: &str| {
        let (key, rest) = line.split_once(':')?;
        let is_name = !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (is_name && (rest.is_empty() || rest.starts_with(' '))).then_some(())
    };
    if line.trim_end() == "---" || is_key(line.trim_end()).is_some() {
        return Some("YAML; deserialize it with a YAML crate");
    }
    None
}

#[cfg(test)]
mod tests;
