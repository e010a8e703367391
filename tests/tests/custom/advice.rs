//! Follows the advice in errors of `cdevents_codegen::custom`.

use std::collections::BTreeSet;

use cdevents_codegen::Error;
use cdevents_codegen::custom::CustomEvent;

/// The maximum number of names in a schema that may need other words.
const MOST_NAMES: usize = 1_000;

/// Returns the name for which an error suggests a call of `with_name`.
fn name_to_replace(error: &Error) -> Option<String> {
    let (_, rest) = error.reason().split_once("`.with_name(\"")?;
    let (literal, _) = rest.split_once("\", \"…\")`")?;
    let mut name = String::new();
    let mut characters = literal.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            name.push(character);
            continue;
        }
        name.push(match characters.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'u' => {
                let digits: String = characters.by_ref().take_while(|hex| *hex != '}').collect();
                char::from_u32(u32::from_str_radix(&digits[1..], 16).ok()?)?
            }
            other => other,
        });
    }
    Some(name)
}

/// Makes names a matter of errors, and follows their advice until the schema is generated, or until an
/// error isn't about a name. Returns the result, and the number of names that were given words.
#[track_caller]
pub(crate) fn follow_advice(event: CustomEvent) -> (Result<String, Error>, usize) {
    const DIGITS: [&str; 10] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    let mut event = event.strict();
    let mut given = BTreeSet::new();
    for number in 0..MOST_NAMES {
        let error = match event.generate() {
            Ok(text) => return (Ok(text), given.len()),
            Err(error) => error,
        };
        let Some(name) = name_to_replace(&error) else {
            assert!(!error.reason().contains("with_name"), "{error}");
            return (Err(error), given.len());
        };
        assert!(
            given.insert(name.clone()),
            "{name:?} needs words again: {error}"
        );
        let digits = number.to_string();
        let words = digits
            .bytes()
            .map(|digit| DIGITS[usize::from(digit - b'0')]);
        let words: Vec<_> = words.collect();
        event = event.with_name(&name, &format!("renamed {}", words.join(" ")));
    }
    panic!("more than {MOST_NAMES} names need words");
}
