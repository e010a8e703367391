//! Expands what patterns need tables of Unicode for, so that the runtime needs none: `\p{…}`, and
//! what ignores case.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use regress::Regex;

use crate::strings::regex;

/// Every character, in order.
static ALL: LazyLock<String> = LazyLock::new(|| (char::MIN..=char::MAX).collect());

/// Every character that has another case, in order.
static CASED: LazyLock<String> = LazyLock::new(|| {
    let cased = known(r"[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]+");
    let runs = cased.find_iter(&ALL).map(|run| &ALL[run.range()]);
    runs.collect()
});

/// The parts of a pattern: escapes, classes, the starts of groups, and single characters.
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    known(concat!(
        r"\\[pPu]\{[^}]*\}|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\x..|\\c.|\\[^]",
        r"|\[(?:\\[^]|[^\]\\])*\]|\(\?<(?![=!])[^>]*>|\(\?[ims\-]*:|[^]",
    ))
});

/// The class of each atom, if it needs one, and by whether case is ignored. Finding a class can take
/// a second, because build scripts are not optimized.
static CLASSES: Mutex<BTreeMap<(String, bool), Option<String>>> = Mutex::new(BTreeMap::new());

fn known(pattern: &str) -> Regex {
    regex(pattern).expect("a valid pattern")
}

/// Returns an equivalent of a valid pattern without `\p{…}` and `(?i:…)`. Returns `None` if it has a
/// back-reference or a `\b` that ignores case, since none can be expressed without that.
#[must_use]
pub fn expand(pattern: &str) -> Option<String> {
    Expander::default().expand(pattern)
}

#[derive(Default)]
struct Expander {
    ignores_case: bool,
    /// Whether case is ignored outside of each open group.
    outer: Vec<bool>,
}

impl Expander {
    fn expand(&mut self, pattern: &str) -> Option<String> {
        let mut expanded = String::new();
        for part in PARTS.find_iter(pattern) {
            let part = &pattern[part.range()];
            match part.as_bytes() {
                [b'(', ..] => {
                    self.outer.push(self.ignores_case);
                    expanded += &self.modified(part);
                }
                b")" => {
                    self.ignores_case = self.outer.pop()?;
                    expanded += part;
                }
                [b'\\', b'b' | b'B' | b'k' | b'1'..=b'9'] if self.ignores_case => return None,
                _ => match class(part, self.ignores_case) {
                    Some(class) => expanded += &class,
                    None => expanded += part,
                },
            }
        }
        Some(expanded)
    }

    /// Applies the modifier `i` at the start of a group, and returns the start without it.
    fn modified(&mut self, start: &str) -> String {
        let Some(modifiers) = start
            .strip_prefix("(?")
            .and_then(|start| start.strip_suffix(':'))
        else {
            return start.to_owned();
        };
        let (on, off) = modifiers.split_once('-').unwrap_or((modifiers, ""));
        self.ignores_case = on.contains('i') || self.ignores_case && !off.contains('i');
        start.replacen('i', "", 1)
    }
}

/// Returns the class that replaces an atom, if the atom has a property or several cases.
fn class(atom: &str, ignores_case: bool) -> Option<String> {
    let has_property = atom.replace(r"\\", "").to_lowercase().contains(r"\p");
    let is_character = atom.chars().count() == 1;
    let is_caseless = || is_character && !CASED.contains(atom);
    if !has_property && (!ignores_case || is_caseless()) {
        return None;
    }
    let mut classes = CLASSES.lock().unwrap_or_else(PoisonError::into_inner);
    let known = classes.entry((atom.to_owned(), ignores_case));
    let class = known.or_insert_with(|| find_class(atom, ignores_case, has_property));
    class.clone()
}

fn find_class(atom: &str, ignores_case: bool, has_property: bool) -> Option<String> {
    let class = atom
        .strip_prefix('[')
        .and_then(|class| class.strip_suffix(']'));
    let negated = class.and_then(|class| class.strip_prefix('^'));
    let mut items = negated.or(class).unwrap_or_default().to_owned();
    if items.starts_with(['^', '-']) {
        items.insert(0, '\\');
    }
    // Negated atoms have far more characters, and finding those would take longer. `\P` that ignores
    // case isn't what `\p` doesn't match: it matches whatever has another case that it matches.
    let (positive, is_negated) = match atom.as_bytes() {
        [b'[', ..] => (format!("[{items}]"), negated.is_some()),
        [b'\\', b'P', ..] if ignores_case => (atom.to_owned(), false),
        [b'\\', b'D' | b'P' | b'S' | b'W', ..] => (atom[..2].to_lowercase() + &atom[2..], true),
        _ => (atom.to_owned(), false),
    };
    let modifier = if ignores_case { "i" } else { "" };
    let regex = regex(&format!("(?{modifier}:{positive})+")).ok()?;
    let is_whole = has_property || positive == r"\w";
    let ranges = ranges(&regex, if is_whole { &ALL } else { &CASED });
    if is_whole {
        items.clear();
    } else if ranges.is_empty() {
        return None;
    }
    let caret = if is_negated { "^" } else { "" };
    Some(format!("[{caret}{ranges}{items}]"))
}

/// Returns the characters of a text that an expression matches, as ranges of a class.
fn ranges(regex: &Regex, text: &str) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for run in regex.find_iter(text) {
        for character in text[run.range()].chars() {
            match ranges.last_mut() {
                Some((_, last)) if u32::from(*last) + 1 == u32::from(character) => {
                    *last = character;
                }
                _ => ranges.push((character, character)),
            }
        }
    }
    let ranges = ranges.into_iter().map(|(first, last)| {
        if first == last {
            spelled(first)
        } else {
            format!("{}-{}", spelled(first), spelled(last))
        }
    });
    ranges.collect()
}

fn spelled(character: char) -> String {
    if character.is_ascii() && !character.is_ascii_alphanumeric() {
        format!("\\x{:02x}", u32::from(character))
    } else {
        character.into()
    }
}
