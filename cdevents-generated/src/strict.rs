//! The two rules for JSON that the specification leaves free: no key twice, and no deeper than
//! other readers follow.

use std::borrow::Cow;
use std::collections::HashSet;

/// How many arrays and objects free JSON may nest. With the event around it, this stays below the
/// 128 at which `serde_json` stops, so that an event that reads from text reads from a value too.
const MAX_DEPTH: usize = 120;

/// From this number of keys on, an object's keys are hashed.
const MANY_KEYS: usize = 16;

/// Checks a text that is known to be JSON.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let mut scanner = Scanner {
        text,
        keys: Vec::new(),
        containers: Vec::new(),
    };
    scanner.run()
}

struct Container<'a> {
    is_object: bool,
    /// Where its keys begin in the scanner's list.
    first_key: usize,
    /// Its keys, once they are many.
    hashed: Option<HashSet<Cow<'a, str>>>,
}

struct Scanner<'a> {
    text: &'a str,
    keys: Vec<Cow<'a, str>>,
    containers: Vec<Container<'a>>,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) -> Result<(), String> {
        let bytes = self.text.as_bytes();
        let mut key_next = false;
        let mut position = 0;
        while let Some(&byte) = bytes.get(position) {
            match byte {
                b'{' | b'[' => {
                    self.open(byte == b'{')?;
                    key_next = byte == b'{';
                }
                b'}' | b']' => self.close(),
                b',' => key_next = self.containers.last().is_some_and(|it| it.is_object),
                b'"' => {
                    let end = position + string_length(&bytes[position..]);
                    let string = unescape(&self.text[position..end])?;
                    if std::mem::take(&mut key_next) {
                        self.key(string)?;
                    }
                    position = end;
                    continue;
                }
                _ => {}
            }
            position += 1;
        }
        Ok(())
    }

    fn open(&mut self, is_object: bool) -> Result<(), String> {
        if self.containers.len() == MAX_DEPTH {
            return Err(format!("nested more than {MAX_DEPTH} deep"));
        }
        self.containers.push(Container {
            is_object,
            first_key: self.keys.len(),
            hashed: None,
        });
        Ok(())
    }

    fn close(&mut self) {
        if let Some(container) = self.containers.pop() {
            self.keys.truncate(container.first_key);
        }
    }

    fn key(&mut self, key: Cow<'a, str>) -> Result<(), String> {
        let Some(container) = self.containers.last_mut() else {
            return Ok(());
        };
        let siblings = &self.keys[container.first_key..];
        let is_new = match &mut container.hashed {
            Some(hashed) => hashed.insert(key.clone()),
            None => !siblings.contains(&key),
        };
        if !is_new {
            return Err(format!("duplicate field `{key}`"));
        }
        if container.hashed.is_none() {
            self.keys.push(key);
            let siblings = &self.keys[container.first_key..];
            if siblings.len() == MANY_KEYS {
                container.hashed = Some(siblings.iter().cloned().collect());
            }
        }
        Ok(())
    }
}

/// The length of the string that begins here, quotes included.
fn string_length(bytes: &[u8]) -> usize {
    let mut length = 1;
    while let Some(&byte) = bytes.get(length) {
        match byte {
            b'"' => return length + 1,
            b'\\' => length += 2,
            _ => length += 1,
        }
    }
    bytes.len()
}

fn unescape(quoted: &str) -> Result<Cow<'_, str>, String> {
    if quoted.contains('\\') {
        let unescaped: Result<String, _> = serde_json::from_str(quoted);
        return unescaped.map(Cow::Owned).map_err(|error| error.to_string());
    }
    Ok(Cow::Borrowed(quoted.trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> String {
        "[".repeat(depth) + &"]".repeat(depth)
    }

    #[test]
    fn a_key_twice_is_found_wherever_it_is() {
        for wrong in [
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"[{"b":{"a":[{"x":1}],"c":{},"a":0}}]"#,
            r#"{"a\"":1,"b":"a","a\"":2}"#,
        ] {
            assert!(check(wrong).unwrap_err().contains("duplicate"), "{wrong}");
        }
        for right in [
            r#"{"a":{"a":{"a":"a"}},"b":["a","a"]}"#,
            r#"[{"a":1},{"a":1}]"#,
            r#"{"a":{"b":1},"b":{"a":1}}"#,
            r#""a""#,
            "1e400",
        ] {
            assert_eq!(check(right), Ok(()), "{right}");
        }
    }

    #[test]
    fn a_key_twice_is_found_among_many() {
        let many = |last: &str| {
            let members: Vec<_> = (0..1000).map(|index| format!("\"{index}\":{{}}")).collect();
            format!("{{{},\"{last}\":0}}", members.join(","))
        };
        assert_eq!(check(&many("1000")), Ok(()));
        for key in ["0", "14", "15", "16", "999"] {
            assert_eq!(check(&many(key)), Err(format!("duplicate field `{key}`")));
        }
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(check(&nested(MAX_DEPTH)), Ok(()));
        assert!(check(&nested(MAX_DEPTH + 1)).is_err());
        assert!(check(&nested(100_000)).is_err());
    }

    #[test]
    fn a_lone_surrogate_is_no_text() {
        assert!(check(r#"{"a":"\ud800"}"#).is_err());
        assert_eq!(check(r#"{"a":"\ud83d\ude00"}"#), Ok(()));
    }
}
