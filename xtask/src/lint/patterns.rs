//! Rules for regular expressions.

use serde_json::Value;

use super::schema::Root;
use super::{Code, Finds};
use cdevents_codegen::documents::pointer::step;

/// Looks at every pattern of the documents of one release.
pub(super) fn check(roots: &[&Root<'_>], finds: &mut Finds) {
    let mut patterns = Vec::new();
    for root in roots {
        for spot in &root.spots {
            for layer in spot.own_layers() {
                let pattern = layer.keywords().and_then(|it| it.get("pattern"));
                if let Some(pattern) = pattern.and_then(Value::as_str) {
                    let is_own = std::ptr::eq(layer.document, root.document);
                    let place = if is_own {
                        step(&layer.place, "pattern")
                    } else {
                        layer.place.clone()
                    };
                    patterns.push((*root, place, pattern));
                }
            }
        }
    }
    let is_anchored = |pattern: &str| pattern.starts_with('^') && pattern.ends_with('$');
    let any_is = patterns.iter().any(|(_, _, it)| is_anchored(it));
    for (root, place, pattern) in &patterns {
        if has_bare_dot(pattern) {
            let message =
                format!("a `.` in `{pattern}` matches any character, since nothing escapes it");
            finds.add(Code::UnescapedDot, root, &message, place, None);
        }
        if any_is && !is_anchored(pattern) {
            let message = format!(
                "`{pattern}` also matches within a longer text; other patterns are anchored"
            );
            finds.add(Code::UnanchoredPattern, root, &message, place, None);
        }
        if has_one_digit_version(pattern) {
            let message = format!(
                "`{pattern}` allows a version's numbers one digit, so that `0.10.0` isn't one"
            );
            finds.add(Code::OneDigitVersion, root, &message, place, None);
        }
    }
}

/// Is there a dot outside a class that nothing escapes, and that isn't repeated? `.*` is meant.
fn has_bare_dot(pattern: &str) -> bool {
    let mut characters = pattern.chars().peekable();
    let mut is_in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '.' if !is_in_class && !matches!(characters.peek(), Some('*' | '+' | '?' | '{')) => {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Three parts, of which the second, at least, has one digit only?
fn has_one_digit_version(pattern: &str) -> bool {
    let digits = pattern.replace(r"\d", "[0-9]").replace("[.]", r"\.");
    let parts: Vec<_> = digits.split(r"\.").collect();
    let is_number = |part: &str| part.trim_end_matches(['+', '*']).ends_with("[0-9]");
    parts
        .windows(3)
        .any(|it| is_number(it[0]) && it[1] == "[0-9]" && it[2].starts_with("[0-9]"))
}
