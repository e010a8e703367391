//! Asks for the properties that are missing.

use std::io::{BufRead, Write};

use serde_json::Value;

use super::properties::{Properties, Property};
use super::{flags, values};

/// Asks for each missing property until the answer fits, and sets it.
pub(super) fn ask(
    missing: &[Vec<String>],
    properties: &Properties,
    event: &mut Value,
    mut answers: impl BufRead,
    mut terminal: impl Write,
) -> Result<(), String> {
    for path in missing {
        let (question, property) = match properties.get(path) {
            Some(property) => (question(property), Some(property)),
            None => (properties.flag(path), None),
        };
        let value = loop {
            write!(terminal, "{question}: ")
                .and_then(|()| terminal.flush())
                .map_err(|error| error.to_string())?;
            let mut line = String::new();
            let length = answers.read_line(&mut line);
            if length.map_err(|error| error.to_string())? == 0 {
                return Err(format!("no answer for {}", properties.flag(path)));
            }
            match property.map_or_else(
                || Ok(values::free(line.trim())),
                |property| answer(property, line.trim()),
            ) {
                Ok(value) => break value,
                Err(error) => {
                    writeln!(terminal, "  {error}").map_err(|error| error.to_string())?;
                }
            }
        };
        values::insert(event, path, value)?;
    }
    Ok(())
}

fn question(property: &Property) -> String {
    let kind = flags::allowed(property.value_schema()).map_or_else(
        || flags::value_name(property).to_lowercase(),
        |values| values.join(" | "),
    );
    format!("{} ({kind})", property.flag)
}

fn answer(property: &Property, text: &str) -> Result<Value, String> {
    if text.is_empty() {
        return Err("this is required".to_owned());
    }
    if let Some(allowed) = flags::allowed(property.value_schema())
        && !allowed.iter().any(|value| value == text)
    {
        return Err(format!("expected one of {}", allowed.join(", ")));
    }
    property.value(&[text])
}
