//! A scanner of JSON text, which builds no values: it finds where strings and values end.
//!
//! It checks JSON's grammar, and two rules of this crate for free JSON: no duplicate keys, and a
//! limit to nesting.

use std::borrow::Cow;

use super::keys::{Keys, are_same};
use super::string::{plain_length, unescape};
use super::wording;

/// How many arrays and objects free JSON may nest. Together with the surrounding event, this stays
/// below the 128 levels at which `serde_json` stops, so every event that parses from text also
/// parses from a `serde_json::Value`.
pub(crate) const MAX_DEPTH: usize = 120;

/// How many items most arrays and objects have at most.
const USUAL_ITEMS: usize = 8;

/// How long most strings with escapes are, in bytes.
const USUAL_STRING: usize = 32;

/// Why scanning stopped.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Problem {
    /// The text isn't JSON.
    Syntax,
    /// An object has a duplicate key.
    Duplicate,
    /// Arrays and objects nest too deep.
    Depth,
    /// The value isn't valid against the schema, or isn't the one that the caller looks for.
    Invalid,
}

/// Checks free JSON and returns whether there is white space between its tokens.
pub(crate) fn check(text: &str) -> Result<bool, String> {
    let mut reader = Reader::new(text);
    let checked = reader.skip(0).and_then(|()| reader.end());
    checked
        .map(|()| reader.has_space)
        .map_err(|problem| reader.explain(problem))
}

/// A position in a JSON text.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    position: usize,
    /// The position of the last key that was checked for duplicates.
    last_key: usize,
    /// Whether white space was skipped.
    has_space: bool,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            last_key: 0,
            has_space: false,
        }
    }

    /// Returns the first byte of the next value or token.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<u8, Problem> {
        match self.text.as_bytes().get(self.position) {
            Some(byte) if *byte > b' ' => Ok(*byte),
            _ => self.peek_after_space(),
        }
    }

    #[inline(never)]
    fn peek_after_space(&mut self) -> Result<u8, Problem> {
        let rest = self.text.as_bytes().get(self.position..);
        let rest = rest.unwrap_or_default();
        let is_space = |byte: &&u8| matches!(**byte, b' ' | b'\n' | b'\t' | b'\r');
        let length = rest.iter().take_while(is_space).count();
        self.position += length;
        self.has_space |= length > 0;
        rest.get(length).copied().ok_or(Problem::Syntax)
    }

    /// Returns the position of the next value or token.
    pub(crate) fn start(&mut self) -> Result<usize, Problem> {
        self.peek().map(|_| self.position)
    }

    /// Returns the position at which the last value or token ended.
    pub(crate) const fn position(&self) -> usize {
        self.position
    }

    /// Returns the text from a position up to the one that was reached.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// Returns the text that follows, up to some number of bytes.
    pub(crate) fn following(&self, most: usize) -> &'a str {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let mut end = rest.len().min(most);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        rest.get(..end).unwrap_or_default()
    }

    /// Fails if anything but white space follows.
    pub(crate) fn end(&mut self) -> Result<(), Problem> {
        match self.peek() {
            Ok(_) => Err(Problem::Syntax),
            Err(_) => Ok(()),
        }
    }

    #[inline]
    fn token(&mut self, expected: u8) -> Result<(), Problem> {
        if self.peek()? == expected {
            self.position += 1;
            Ok(())
        } else {
            Err(Problem::Syntax)
        }
    }

    /// Enters an object or array and returns whether it has any content.
    #[inline]
    pub(crate) fn enter(&mut self, open: u8, close: u8) -> Result<bool, Problem> {
        self.token(open)?;
        let is_empty = self.peek()? == close;
        self.position += usize::from(is_empty);
        Ok(!is_empty)
    }

    /// Returns whether another item follows; if not, leaves the object or array.
    #[inline]
    pub(crate) fn next(&mut self, close: u8) -> Result<bool, Problem> {
        let byte = self.peek()?;
        self.position += 1;
        match byte {
            b',' => Ok(true),
            byte if byte == close => Ok(false),
            _ => Err(Problem::Syntax),
        }
    }

    /// Reads every item of an object or array.
    pub(crate) fn items<T>(
        &mut self,
        open: u8,
        close: u8,
        mut read: impl FnMut(&mut Self) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        let mut goes_on = self.enter(open, close)?;
        // Most objects have a few properties, so the list seldom grows.
        let mut items = Vec::with_capacity(if goes_on { USUAL_ITEMS } else { 0 });
        while goes_on {
            items.push(read(self)?);
            goes_on = self.next(close)?;
        }
        Ok(items)
    }

    /// Reads a key and its colon.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>, Problem> {
        let key = self.string()?;
        self.token(b':')?;
        Ok(key)
    }

    /// Returns whether this key and its colon follow, without escapes; if so, skips them.
    #[inline]
    pub(crate) fn is_key(&mut self, key: &str) -> bool {
        if self.peek() != Ok(b'"') {
            return false;
        }
        let bytes = self.text.as_bytes();
        let found = bytes
            .get(self.position + 1..)
            .is_some_and(|rest| starts_with_key(rest, key));
        if found {
            self.position += key.len() + 3;
        }
        found
    }

    /// Returns which of these keys follows with its colon, without escapes; if one does, skips both.
    /// The keys are compared with the bytes that follow, the expected one first, so none is scanned.
    #[inline]
    pub(crate) fn position_of_key<T>(
        &mut self,
        items: &[T],
        key: impl Fn(&T) -> &str,
        expected: usize,
    ) -> Option<usize> {
        if self.peek() != Ok(b'"') {
            return None;
        }
        let rest = self.text.as_bytes().get(self.position + 1..)?;
        // Two loops are compiled into faster code than iterators over the halves.
        let mut found = None;
        for (index, item) in items.iter().enumerate().skip(expected) {
            if starts_with_key(rest, key(item)) {
                found = Some((index, key(item)));
                break;
            }
        }
        if found.is_none() {
            for (index, item) in items.iter().enumerate().take(expected) {
                if starts_with_key(rest, key(item)) {
                    found = Some((index, key(item)));
                    break;
                }
            }
        }
        let (index, key) = found?;
        self.position += key.len() + 3;
        Some(index)
    }

    /// Reads a string without escapes. If there is none, reads nothing.
    #[inline]
    pub(crate) fn plain(&mut self) -> Option<&'a str> {
        if self.text.as_bytes().get(self.position) != Some(&b'"') {
            return self.plain_after_space();
        }
        let rest = self.text.get(self.position + 1..)?;
        let length = plain_length(rest.as_bytes());
        if rest.as_bytes().get(length) != Some(&b'"') {
            return None;
        }
        self.position += length + 2;
        rest.get(..length)
    }

    #[inline(never)]
    fn plain_after_space(&mut self) -> Option<&'a str> {
        match self.peek() {
            Ok(b'"') => self.plain(),
            _ => None,
        }
    }

    /// Reads a string. It is borrowed if it has no escapes.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Problem> {
        match self.plain() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_string().map(Cow::Owned),
        }
    }

    #[inline(never)]
    fn escaped_string(&mut self) -> Result<String, Problem> {
        let mut string = String::with_capacity(USUAL_STRING);
        self.unescape(|part| string.push_str(part))?;
        Ok(string)
    }

    /// Reads a string with escapes, part by part.
    fn unescape(&mut self, part: impl FnMut(&str)) -> Result<(), Problem> {
        self.token(b'"')?;
        let rest = self.text.get(self.position..).unwrap_or_default();
        let length = unescape(rest, part).ok_or(Problem::Syntax)?;
        self.position += length + 1;
        Ok(())
    }

    /// Skips a string without checking its escapes.
    fn pass_string(&mut self) -> Result<(), Problem> {
        self.token(b'"')?;
        let bytes = self.text.as_bytes();
        loop {
            self.position += plain_length(bytes.get(self.position..).unwrap_or_default());
            match bytes.get(self.position) {
                Some(b'"') => break,
                Some(b'\\') => self.position += 2,
                _ => return Err(Problem::Syntax),
            }
        }
        self.position += 1;
        Ok(())
    }

    /// Returns the message about the problem at which skipping a value stopped.
    #[cold]
    pub(crate) fn explain(&self, problem: Problem) -> String {
        match problem {
            Problem::Syntax | Problem::Invalid => {
                "not JSON, or a string with a lone surrogate".to_owned()
            }
            Problem::Duplicate => wording::duplicate_property(&self.last_key()),
            Problem::Depth => wording::too_deep(MAX_DEPTH),
        }
    }

    fn last_key(&self) -> Cow<'a, str> {
        let mut reader = self.clone();
        reader.position = self.last_key;
        reader.string().unwrap_or_default()
    }

    /// Skips a value and returns its text.
    pub(crate) fn raw(&mut self) -> Result<&'a str, Problem> {
        self.peek()?;
        let start = self.position;
        self.skip(0)?;
        self.text.get(start..self.position).ok_or(Problem::Syntax)
    }

    /// Skips a value and returns its text, and whether there is no white space between its tokens.
    pub(crate) fn raw_and_compact(&mut self) -> Result<(&'a str, bool), Problem> {
        self.peek()?;
        let had_space = std::mem::take(&mut self.has_space);
        let text = self.raw()?;
        let is_compact = !self.has_space;
        self.has_space |= had_space;
        Ok((text, is_compact))
    }

    /// Skips a value without checking it: only for callers who look for what follows, and leave
    /// errors in the value to others.
    pub(crate) fn pass(&mut self) -> Result<(), Problem> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    if self.plain().is_none() {
                        self.pass_string()?;
                    }
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.position += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or(Problem::Syntax)?;
                    self.position += 1;
                }
                b',' | b':' if depth > 0 => self.position += 1,
                _ => self.pass_word(),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Skips a number, `true`, `false` or `null`, and at least one byte.
    fn pass_word(&mut self) {
        let ends = |byte: &u8| matches!(byte, b',' | b':' | b']' | b'}' | b'"' | 0..=b' ');
        let rest = self.text.as_bytes().get(self.position + 1..);
        let length = rest.map_or(0, |rest| rest.iter().take_while(|byte| !ends(byte)).count());
        self.position += 1 + length;
    }

    /// Skips a value that is nested in `depth` arrays and objects.
    pub(crate) fn skip(&mut self, depth: usize) -> Result<(), Problem> {
        match self.peek()? {
            b'"' => match self.plain() {
                Some(_) => Ok(()),
                None => self.unescape(|_| ()),
            },
            b'{' => self.skip_object(depth),
            b'[' => {
                let depth = deeper(depth)?;
                let mut goes_on = self.enter(b'[', b']')?;
                while goes_on {
                    self.skip(depth)?;
                    goes_on = self.next(b']')?;
                }
                Ok(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }
    }

    fn skip_object(&mut self, depth: usize) -> Result<(), Problem> {
        let depth = deeper(depth)?;
        let mut keys = Keys::default();
        let mut goes_on = self.enter(b'{', b'}')?;
        while goes_on {
            self.peek()?;
            self.last_key = self.position;
            if !keys.insert(self.key()?) {
                return Err(Problem::Duplicate);
            }
            self.skip(depth)?;
            goes_on = self.next(b'}')?;
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Problem> {
        let rest = &self.text.as_bytes()[self.position..];
        if rest.starts_with(word.as_bytes()) {
            self.position += word.len();
            Ok(())
        } else {
            Err(Problem::Syntax)
        }
    }

    fn number(&mut self) -> Result<(), Problem> {
        self.optional(b"-");
        if !self.optional(b"0") {
            self.digits()?;
        }
        if self.optional(b".") {
            self.digits()?;
        }
        if self.optional(b"eE") {
            self.optional(b"+-");
            self.digits()?;
        }
        Ok(())
    }

    fn optional(&mut self, bytes: &[u8]) -> bool {
        let next = self.text.as_bytes().get(self.position);
        let is_there = next.is_some_and(|byte| bytes.contains(byte));
        self.position += usize::from(is_there);
        is_there
    }

    fn digits(&mut self) -> Result<(), Problem> {
        let rest = &self.text.as_bytes()[self.position..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.position += count;
        if count > 0 {
            Ok(())
        } else {
            Err(Problem::Syntax)
        }
    }
}

/// Returns whether a key follows the opening quote, and then a colon. The closing quote is compared
/// first, since few other keys have the same length.
#[inline]
fn starts_with_key(rest: &[u8], key: &str) -> bool {
    rest.get(key.len()) == Some(&b'"')
        && rest
            .get(..key.len())
            .is_some_and(|found| are_same(found, key.as_bytes()))
        && rest.get(key.len() + 1) == Some(&b':')
}

const fn deeper(depth: usize) -> Result<usize, Problem> {
    if depth == MAX_DEPTH {
        Err(Problem::Depth)
    } else {
        Ok(depth + 1)
    }
}

#[cfg(test)]
mod tests;
