//! Rules about regular expressions.

use serde_json::Value;

use crate::lint::fault::Faults;
use crate::lint::rule::Rule;
use crate::lint::schema::Root;

/// Checks every pattern in the documents of one release.
pub(super) fn check(roots: &[&Root<'_>], faults: &mut Faults) {
    let mut patterns = Vec::new();
    for root in roots {
        for spot in &root.spots {
            for layer in spot.own_layers() {
                let pattern = layer.value.get("pattern");
                if let Some(pattern) = pattern.and_then(Value::as_str) {
                    let pointer = layer.pointer_to("pattern", root.document);
                    patterns.push((*root, pointer, pattern));
                }
            }
        }
    }
    let is_anchored = |pattern: &str| pattern.starts_with('^') && pattern.ends_with('$');
    let any_is = patterns.iter().any(|(_, _, pattern)| is_anchored(pattern));
    for (root, pointer, pattern) in &patterns {
        if has_bare_dot(pattern) {
            let message = format!("an unescaped `.` in `{pattern}` matches any character");
            faults.add(Rule::UnescapedDot, root, &message, pointer, None);
        }
        if any_is && !is_anchored(pattern) {
            let message = format!(
                "`{pattern}` also matches parts of a longer string, unlike the anchored patterns"
            );
            faults.add(Rule::UnanchoredPattern, root, &message, pointer, None);
        }
        if has_one_digit_version(pattern) {
            let message = format!(
                "`{pattern}` allows only one digit for each number of a version, which excludes `0.10.0`"
            );
            faults.add(Rule::OneDigitVersion, root, &message, pointer, None);
        }
    }
}

/// Returns whether a pattern has an unescaped dot outside a class that isn't repeated as in `.*`.
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

/// Returns whether a pattern has a version of three numbers whose second number has one digit.
fn has_one_digit_version(pattern: &str) -> bool {
    let digits = pattern.replace(r"\d", "[0-9]").replace("[.]", r"\.");
    let parts: Vec<_> = digits.split(r"\.").collect();
    let is_number = |part: &str| part.trim_end_matches(['+', '*']).ends_with("[0-9]");
    parts
        .windows(3)
        .any(|part| is_number(part[0]) && part[1] == "[0-9]" && part[2].starts_with("[0-9]"))
}
