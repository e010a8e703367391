//! URI templates.

/// Returns whether a text is a URI template (RFC 6570).
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    loop {
        let Some((literals, after)) = rest.split_once('{') else {
            return are_literals(rest);
        };
        let Some((expression, after)) = after.split_once('}') else {
            return false;
        };
        if !are_literals(literals) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
}

fn are_literals(text: &str) -> bool {
    // Beyond ASCII, these are left out: controls, noncharacters, specials and tags.
    let is_literal = |char: char| match char {
        '\u{10000}'.. => {
            u32::from(char) & 0xfffe != 0xfffe && !('\u{e0000}'..'\u{e1000}').contains(&char)
        }
        '\u{a0}'.. => !matches!(char, '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..),
        _ => matches!(
            char,
            '!' | '#' | '$' | '&' | '('..=';' | '=' | '?'..='[' | ']' | '_' | 'a'..='z' | '~'
        ),
    };
    has_escapes_and(text, is_literal)
}

/// Returns whether a text is between braces: an optional operator, and variables.
fn is_expression(text: &str) -> bool {
    let variables = text.strip_prefix(['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|']);
    variables.unwrap_or(text).split(',').all(is_variable)
}

fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) if is_length(length) => name,
        Some(_) => return false,
        None => text.strip_suffix('*').unwrap_or(text),
    };
    let is_part = |part: &str| {
        !part.is_empty()
            && has_escapes_and(part, |char| char.is_ascii_alphanumeric() || char == '_')
    };
    name.split('.').all(is_part)
}

/// Returns whether a text is a number from 1 to 9999.
fn is_length(text: &str) -> bool {
    (1..=4).contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a text consists of percent-encoded bytes and of other characters that are allowed.
fn has_escapes_and(text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    let mut parts = text.split('%');
    let is_start = parts
        .next()
        .is_some_and(|part| part.chars().all(&is_allowed));
    is_start
        && parts.all(|part| {
            let digits = part.bytes().take(2).take_while(u8::is_ascii_hexdigit);
            digits.count() == 2 && part[2..].chars().all(&is_allowed)
        })
}
