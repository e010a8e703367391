//! Comparing the keys of objects, and finding duplicates.

use std::borrow::Cow;
use std::collections::HashSet;

/// An object's keys beyond this number are hashed.
const MANY_KEYS: usize = 8;

/// Returns whether two keys are the same.
#[inline]
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    are_same(one.as_bytes(), other.as_bytes())
}

/// Returns whether two keys are the same, as bytes.
///
/// Keys are short: comparing their first and last bytes, which overlap, is faster than calling
/// `memcmp`.
#[inline]
pub(crate) fn are_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk::<8>()
                && one.last_chunk::<8>() == other.last_chunk::<8>()
        }
        4..8 => {
            one.first_chunk::<4>() == other.first_chunk::<4>()
                && one.last_chunk::<4>() == other.last_chunk::<4>()
        }
        2..4 => {
            one.first_chunk::<2>() == other.first_chunk::<2>()
                && one.last_chunk::<2>() == other.last_chunk::<2>()
        }
        _ => one == other,
    }
}

/// Returns whether a key is a spelling of a name, which is in lower case and without underscores: both
/// `chainId` and `chain_id` are spellings of `chainid`.
pub(crate) fn is_spelling(key: &str, name: &str) -> bool {
    let letters = key.bytes().filter(|byte| *byte != b'_');
    letters
        .map(|byte| byte.to_ascii_lowercase())
        .eq(name.bytes())
}

/// The keys of an object so far. A few keys without escapes need no allocation.
#[derive(Default)]
pub(crate) struct Keys<'a> {
    few: [&'a str; MANY_KEYS],
    count: usize,
    many: Option<HashSet<Cow<'a, str>>>,
}

impl<'a> Keys<'a> {
    /// Adds a key and returns whether it is new.
    #[inline]
    pub(crate) fn insert(&mut self, key: Cow<'a, str>) -> bool {
        let few = self.few.get(..self.count).unwrap_or_default();
        if few.iter().any(|known| is_same(known, &key)) {
            return false;
        }
        match (key, self.few.get_mut(self.count)) {
            (Cow::Borrowed(key), Some(place)) if self.many.is_none() => {
                *place = key;
                self.count += 1;
                true
            }
            (key, _) => self.insert_among_many(key),
        }
    }

    #[cold]
    fn insert_among_many(&mut self, key: Cow<'a, str>) -> bool {
        self.many.get_or_insert_default().insert(key)
    }
}

#[cfg(test)]
mod tests;
