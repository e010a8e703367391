//! The headers that the command line adds to each message.

use std::env;

/// What is shown for a value that comes from the environment.
const HIDDEN: &str = "(hidden)";

/// The headers that the command line adds to each message.
pub(super) struct Headers(Vec<Header>);

struct Header {
    name: String,
    value: String,
    is_secret: bool,
}

impl Headers {
    /// Takes headers with their values, and headers with the variables that have the values.
    pub(super) fn new(
        literal: &[(String, String)],
        variables: &[(String, String)],
    ) -> Result<Self, String> {
        let literal = literal.iter().map(|(name, value)| {
            Ok(Header {
                name: name.clone(),
                value: value.clone(),
                is_secret: false,
            })
        });
        let secret = variables.iter().map(|(name, variable)| {
            let value = env::var(variable).map_err(|_| {
                format!("the variable `{variable}` for the header `{name}` is not set")
            })?;
            check_value(&value).map_err(|error| format!("the variable `{variable}`: {error}"))?;
            Ok(Header {
                name: name.clone(),
                value,
                is_secret: true,
            })
        });
        literal.chain(secret).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.0.iter();
        headers.map(|header| (header.name.as_str(), header.value.as_str()))
    }

    /// Returns the headers as they can be shown.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|header| {
            let value = if header.is_secret {
                HIDDEN
            } else {
                &header.value
            };
            (header.name.as_str(), value)
        })
    }
}

/// Parses a header of the command line.
pub(super) fn literal(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("expected a name and a value, such as `x-team=payments`")?;
    let is_token = |character: char| {
        character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
    };
    if name.is_empty() || !name.chars().all(is_token) {
        return Err(format!("`{name}` is no name of a header"));
    }
    let lower = name.to_ascii_lowercase();
    if lower == "content-type" || lower.starts_with("ce-") {
        return Err(format!("the event decides on `{lower}`"));
    }
    check_value(value)?;
    Ok((lower, value.to_owned()))
}

fn check_value(value: &str) -> Result<(), String> {
    if value
        .chars()
        .all(|character| (' '..='~').contains(&character))
    {
        Ok(())
    } else {
        Err("the value of a header can only have printable ASCII".to_owned())
    }
}
