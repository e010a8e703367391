//! Formats that no schema checks.

/// Returns whether a text is a UUID (RFC 9562, section 4) of any version.
pub(super) fn is_uuid(text: &str) -> bool {
    let is_allowed = |(index, byte): (usize, u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_allowed)
}

/// Parses a media type (RFC 9110, section 8.3.1) and returns its type and subtype.
pub(super) fn media_type(text: &str) -> Option<(&str, &str)> {
    let (essence, parameters) = match text.split_once(';') {
        Some((essence, parameters)) => (essence.trim_end_matches(BLANKS), Some(parameters)),
        None => (text, None),
    };
    let (r#type, subtype) = essence.split_once('/')?;
    let is_allowed = is_token(r#type) && is_token(subtype) && parameters.is_none_or(are_parameters);
    is_allowed.then_some((r#type, subtype))
}

/// Returns whether a type and subtype are those of JSON.
pub(super) fn is_json((r#type, subtype): (&str, &str)) -> bool {
    let subtype = subtype.to_ascii_lowercase();
    let of_json = ["application", "text"];
    let is_plain = subtype == "json"
        && of_json
            .iter()
            .any(|known| known.eq_ignore_ascii_case(r#type));
    is_plain || subtype.ends_with("+json")
}

const BLANKS: [char; 2] = [' ', '\t'];

fn is_token(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// Returns whether a text is a list of parameters (RFC 9110, section 5.6.6).
fn are_parameters(mut text: &str) -> bool {
    loop {
        text = text.trim_start_matches(BLANKS);
        if !text.is_empty() && !text.starts_with(';') {
            let Some(rest) = skip_parameter(text) else {
                return false;
            };
            text = rest.trim_start_matches(BLANKS);
            // White space may precede a semicolon, but not end the text.
            if text.is_empty() {
                return rest.is_empty();
            }
        }
        match text.strip_prefix(';') {
            Some(rest) => text = rest,
            None => return text.is_empty(),
        }
    }
}

/// Skips a parameter and returns the rest of the text.
fn skip_parameter(text: &str) -> Option<&str> {
    let (name, value) = text.split_once('=')?;
    let rest = if let Some(quoted) = value.strip_prefix('"') {
        skip_quoted(quoted)?
    } else {
        let end = value.find([';', ' ', '\t']).unwrap_or(value.len());
        let (value, rest) = value.split_at(end);
        is_token(value).then_some(rest)?
    };
    is_token(name).then_some(rest)
}

/// Skips a quoted string, after its opening quotation mark, and returns the rest of the text.
fn skip_quoted(text: &str) -> Option<&str> {
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        let quoted = match character {
            '"' => return text.get(index + 1..),
            '\\' => characters.next()?.1,
            other => other,
        };
        if quoted.is_ascii_control() && quoted != '\t' {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests;
