//! One text for all texts that JSON considers equal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::decimal::Decimal;
use crate::scan::{Problem, Reader};

/// Returns the same text for every spelling of a value: keys sorted, escapes and numbers
/// normalized.
pub(super) fn canonical(text: &str) -> String {
    let mut canonical = String::with_capacity(text.len());
    // Only well-formed text gets here. Any other is equal to itself alone.
    match push(&mut canonical, &mut Reader::new(text)) {
        Ok(()) => canonical,
        Err(_) => text.to_owned(),
    }
}

fn push(canonical: &mut String, reader: &mut Reader<'_>) -> Result<(), Problem> {
    match reader.peek()? {
        b'{' => {
            canonical.push('{');
            let mut members = BTreeMap::new();
            let mut goes_on = reader.enter(b'{', b'}')?;
            while goes_on {
                let key = reader.key()?;
                let mut value = String::new();
                push(&mut value, reader)?;
                members.insert(key, value);
                goes_on = reader.next(b'}')?;
            }
            for (index, (key, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    canonical.push(',');
                }
                push_string(canonical, &key);
                canonical.push(':');
                canonical.push_str(&value);
            }
            canonical.push('}');
        }
        b'[' => {
            canonical.push('[');
            let mut goes_on = reader.enter(b'[', b']')?;
            while goes_on {
                push(canonical, reader)?;
                goes_on = reader.next(b']')?;
                if goes_on {
                    canonical.push(',');
                }
            }
            canonical.push(']');
        }
        b'"' => push_string(canonical, &reader.string()?),
        b't' | b'f' | b'n' => canonical.push_str(reader.raw()?),
        _ => {
            let number = Decimal::parse(reader.raw()?).ok_or(Problem::Syntax)?;
            // Writing to a string does not fail.
            let _ = write!(canonical, "{number}");
        }
    }
    Ok(())
}

/// Writes a string as JSON.
pub(crate) fn push_string(canonical: &mut String, text: &str) {
    let _ = write!(canonical, "{}", Value::from(text));
}
