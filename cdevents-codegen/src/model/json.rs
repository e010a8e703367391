//! JSON whose objects keep the order of their properties, because people read it.

use std::fmt::{self, Write as _};

use serde_json::{Number, Value};

/// The longest value in an indented one that is written on one line.
const LONGEST: usize = 72;

/// A JSON value whose objects keep the order of their properties. `{}` writes it indented, with short
/// values on one line, `{:#}` on one line as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Returns a property of an object, or an item of an array by its index.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(properties) => {
                let property = properties.iter().find(|(other, _)| other == key);
                property.map(|(_, value)| value)
            }
            Self::List(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Returns the text of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Converts the value to one of `serde_json`, which sorts properties.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.clone()),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(properties) => {
                let properties = properties.iter();
                let properties = properties.map(|(key, value)| (key.clone(), value.to_value()));
                Value::Object(properties.collect())
            }
        }
    }

    /// Returns the items or properties, each with the text in front of its value.
    fn entries(&self) -> Vec<(String, &Self)> {
        match self {
            Self::List(items) => items.iter().map(|item| (String::new(), item)).collect(),
            Self::Object(properties) => {
                let entry = |(key, value)| (format!("{}: ", quoted(key)), value);
                properties
                    .iter()
                    .map(|(key, value)| entry((key, value)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn write(&self, formatter: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let (open, close, blank) = match self {
            Self::Null => return formatter.write_str("null"),
            Self::Boolean(value) => return write!(formatter, "{value}"),
            Self::Number(number) => return write!(formatter, "{number}"),
            Self::Text(text) => return formatter.write_str(&quoted(text)),
            Self::List(_) => ('[', ']', ""),
            Self::Object(_) => ('{', '}', " "),
        };
        let is_short = || depth > 0 && format!("{self:#}").len() <= LONGEST;
        let is_inline = formatter.alternate() || is_short();
        let entries = self.entries();
        formatter.write_char(open)?;
        let last = entries.len();
        for (index, (key, value)) in entries.into_iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            match (is_inline, index) {
                (false, _) => write!(formatter, "{comma}\n{:1$}", "", 2 * (depth + 1))?,
                (true, 0) => formatter.write_str(blank)?,
                (true, _) => formatter.write_str(", ")?,
            }
            formatter.write_str(&key)?;
            value.write(formatter, depth + 1)?;
        }
        match (last, is_inline) {
            (0, _) => {}
            (_, true) => formatter.write_str(blank)?,
            (_, false) => write!(formatter, "\n{:1$}", "", 2 * depth)?,
        }
        formatter.write_char(close)
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter, 0)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(properties) => {
                let properties = properties.iter();
                let properties = properties.map(|(key, value)| (key.clone(), Self::from(value)));
                Self::Object(properties.collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn example() -> Json {
        Json::Object(vec![
            ("b".to_owned(), Json::List(vec![Json::Null, "\"".into()])),
            ("a".to_owned(), Json::Object(Vec::new())),
        ])
    }

    #[test]
    fn properties_keep_their_order() {
        let text = "{\n  \"b\": [null, \"\\\"\"],\n  \"a\": {}\n}";
        assert_eq!(example().to_string(), text);
        assert_eq!(
            format!("{:#}", example()),
            r#"{ "b": [null, "\""], "a": {} }"#
        );
    }

    #[test]
    fn long_values_are_indented() {
        let long = Json::List(vec!["a".repeat(LONGEST).as_str().into(), example()]);
        let text = Json::Object(vec![("c".to_owned(), long)]).to_string();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[..2], ["{", "  \"c\": ["]);
        assert_eq!(
            lines[3..],
            [r#"    { "b": [null, "\""], "a": {} }"#, "  ]", "}"]
        );
    }

    #[test]
    fn the_value_is_the_same() {
        let value = json!({ "a": {}, "b": [null, "\""] });
        assert_eq!(example().to_value(), value);
        assert_eq!(Json::from(&value).to_value(), value);
        assert_eq!(
            example().get("b").and_then(|items| items.get("0")),
            Some(&Json::Null)
        );
    }
}
