//! The characters that an atom of a pattern matches.

use regress::{Flags, Regex};

/// The characters that a part of a pattern matches, such as `a`, `.`, `\d` or `[a-z]`.
#[derive(Debug)]
pub(super) struct Class {
    /// A bit for each ASCII character.
    ascii: u128,
    others: Others,
}

/// Characters beyond ASCII.
#[derive(Debug)]
enum Others {
    None,
    Only(char),
    Regex(Box<Regex>),
}

/// Compiles a regular expression with the flags of JSON Schema.
pub(super) fn regex(pattern: &str) -> Option<Regex> {
    let flags = Flags {
        unicode: true,
        ..Flags::default()
    };
    Regex::with_flags(pattern, flags).ok()
}

impl Class {
    pub(super) fn only(character: char) -> Self {
        if character.is_ascii() {
            Self {
                ascii: 1 << u32::from(character),
                others: Others::None,
            }
        } else {
            Self {
                ascii: 0,
                others: Others::Only(character),
            }
        }
    }

    /// Returns the characters that an atom matches with its modifiers.
    pub(super) fn of(atom: &str, modifiers: &str) -> Option<Self> {
        let atom = match modifiers {
            "" => format!("^(?:{atom})$"),
            modifiers => format!("^(?{modifiers}:{atom})$"),
        };
        let regex = regex(&atom)?;
        let mut ascii = 0;
        for byte in 0..=0x7f_u8 {
            if matches(&regex, byte.into()) {
                ascii |= 1 << byte;
            }
        }
        let others = Others::Regex(Box::new(regex));
        Some(Self { ascii, others })
    }

    #[inline]
    pub(super) fn has(&self, character: char) -> bool {
        if character.is_ascii() {
            return self.ascii >> u32::from(character) & 1 == 1;
        }
        match &self.others {
            Others::None => false,
            Others::Only(only) => *only == character,
            Others::Regex(regex) => matches(regex, character),
        }
    }
}

fn matches(regex: &Regex, character: char) -> bool {
    regex.find(character.encode_utf8(&mut [0; 4])).is_some()
}
