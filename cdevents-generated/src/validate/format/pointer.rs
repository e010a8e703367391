//! JSON Pointers.

/// Returns whether a text is a JSON Pointer (RFC 6901): empty, or tokens that follow a slash each.
pub(super) fn is_json_pointer(text: &str) -> bool {
    let is_start = text.is_empty() || text.starts_with('/');
    let mut escapes = text.split('~').skip(1);
    is_start && escapes.all(|rest| rest.starts_with(['0', '1']))
}

/// Returns whether a text is a relative JSON Pointer: a number, and then `#` or a JSON Pointer.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let number = &text[..text.len() - rest.len()];
    let is_number = number == "0" || !number.is_empty() && !number.starts_with('0');
    is_number && (rest == "#" || is_json_pointer(rest))
}
