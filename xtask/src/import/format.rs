//! Formats the JSON in the folder of schemas. Only the space between tokens changes, so nothing is
//! lost.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use cdevents_codegen::Error;
use cdevents_codegen::documents::pointer::step;

/// Formats a JSON text: two spaces for each level, a line for each property and item, keys in their
/// order, and a newline at the end. Strings and numbers keep their spelling.
///
/// ```
/// # use xtask::import::format;
/// let text = format("a.json".as_ref(), "{\"type\":\"number\",\"maximum\":1.00,\"examples\":[ ]}")?;
/// assert_eq!(text, "{\n  \"type\": \"number\",\n  \"maximum\": 1.00,\n  \"examples\": []\n}\n");
/// # Ok::<(), cdevents_codegen::Error>(())
/// ```
///
/// # Errors
/// Fails if the text isn't JSON or an object has a duplicate key. `file` is named in the error.
pub fn format(file: &Path, text: &str) -> Result<String, Error> {
    // The formatter relies on valid JSON.
    serde_json::from_str::<Value>(text)
        .map_err(|error| Error::new(file, "", format!("is not JSON: {error}")))?;
    let mut formatter = Formatter {
        file,
        rest: text,
        output: String::with_capacity(text.len()),
        pointer: Vec::new(),
    };
    formatter.value()?;
    formatter.output.push('\n');
    Ok(formatter.output)
}

struct Formatter<'a> {
    file: &'a Path,
    /// The text that is left to read.
    rest: &'a str,
    output: String,
    /// The keys and the indexes that lead to the current value.
    pointer: Vec<String>,
}

impl<'a> Formatter<'a> {
    fn value(&mut self) -> Result<(), Error> {
        if self.take('{') {
            self.object()
        } else if self.take('[') {
            self.array()
        } else {
            let token = self.scalar();
            self.output.push_str(token);
            Ok(())
        }
    }

    fn object(&mut self) -> Result<(), Error> {
        self.output.push('{');
        let mut keys = BTreeSet::new();
        while !self.take('}') {
            self.next_line(!keys.is_empty());
            let token = self.scalar();
            let key: String = serde_json::from_str(token)
                .map_err(|error| self.error(format!("`{token}` is not a key: {error}")))?;
            self.pointer.push(key.clone());
            if !keys.insert(key) {
                return Err(self.error("duplicate key"));
            }
            self.output.push_str(token);
            self.take(':');
            self.output.push_str(": ");
            self.value()?;
            self.pointer.pop();
        }
        self.end(!keys.is_empty(), '}');
        Ok(())
    }

    fn array(&mut self) -> Result<(), Error> {
        self.output.push('[');
        let mut count = 0;
        while !self.take(']') {
            self.next_line(count > 0);
            self.pointer.push(count.to_string());
            self.value()?;
            self.pointer.pop();
            count += 1;
        }
        self.end(count > 0, ']');
        Ok(())
    }

    fn next_line(&mut self, is_not_first: bool) {
        if is_not_first {
            self.take(',');
            self.output.push(',');
        }
        self.line(self.pointer.len() + 1);
    }

    fn end(&mut self, is_not_empty: bool, bracket: char) {
        if is_not_empty {
            self.line(self.pointer.len());
        }
        self.output.push(bracket);
    }

    fn line(&mut self, level: usize) {
        self.output.push('\n');
        self.output.push_str(&"  ".repeat(level));
    }

    /// Takes a bracket, a comma or a colon if it comes next.
    fn take(&mut self, token: char) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a string, a number or a word.
    fn scalar(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let mut is_escaped = false;
        let end = if self.rest.starts_with('"') {
            let closes = |(index, character): (usize, char)| {
                let closes = character == '"' && !is_escaped && index > 0;
                is_escaped = character == '\\' && !is_escaped;
                closes.then_some(index + 1)
            };
            self.rest.char_indices().find_map(closes)
        } else {
            self.rest.find([',', ']', '}', ' ', '\n', '\r', '\t'])
        };
        let (token, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        token
    }

    fn error(&self, reason: impl Into<String>) -> Error {
        let segments = self.pointer.iter();
        let pointer = segments.fold(String::new(), |pointer, segment| step(&pointer, segment));
        Error::new(self.file, pointer, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_keep_their_spelling() {
        let text =
            "\r\n{\"b\" :[1.0e+2,-0 , \"\\u00e9\\\\\\\"{,:}\",true],\t\"a\":{}, \"\":[ [],null ]} ";
        let formatted = format("a.json".as_ref(), text).unwrap();
        let expected = r#"{
  "b": [
    1.0e+2,
    -0,
    "\u00e9\\\"{,:}",
    true
  ],
  "a": {},
  "": [
    [],
    null
  ]
}
"#;
        assert_eq!(formatted, expected);
        assert_eq!(format("a.json".as_ref(), &formatted).unwrap(), formatted);
        assert_eq!(format("a.json".as_ref(), " 7 ").unwrap(), "7\n");
    }

    #[test]
    fn a_duplicate_key_is_an_error_with_its_pointer() {
        let text = "{\"a/b\": [0, {\"c\": 1, \"\\u0063\": 2}]}";
        let error = format("a.json".as_ref(), text).unwrap_err();
        assert_eq!(error.to_string(), "a.json#/a~1b/1/c: duplicate key");
        let error = format("a.json".as_ref(), "{").unwrap_err();
        assert!(error.reason().starts_with("is not JSON: EOF"), "{error}");
    }
}
