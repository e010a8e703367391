//! The attributes that came with an event.

use std::collections::BTreeMap;

use super::attributes::{self, NAMES, REQUIRED};
use super::media_type::{self, ContentType};
use super::problem::Problem;
use crate::Timestamp;
use crate::traits::Envelope;

/// The attributes that came with an event, and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    attributes: BTreeMap<String, Attribute>,
    pub(super) problems: Vec<Problem>,
}

#[derive(Debug)]
struct Attribute {
    /// The name as it was sent: that of the header.
    name: String,
    /// The value; `None` if it can't be read, which is then among the problems.
    value: Option<Value>,
}

/// The value of an attribute.
#[derive(Debug)]
pub(super) struct Value {
    text: String,
    /// The value if the sender, or the software in between, treats percent-encoding differently
    /// than the binding says.
    alternative: Option<String>,
}

impl Value {
    pub(super) const fn or(text: String, alternative: String) -> Self {
        let alternative = Some(alternative);
        Self { text, alternative }
    }

    fn is(&self, expected: &str) -> bool {
        self.text == expected || self.alternative.as_deref() == Some(expected)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        let alternative = None;
        Self { text, alternative }
    }
}

/// A value that can't be read.
pub(super) struct Unreadable {
    pub(super) found: String,
    pub(super) reason: String,
}

impl Incoming {
    /// Adds an attribute. The first of several values counts.
    pub(super) fn add(&mut self, attribute: &str, name: &str, value: Result<Value, Unreadable>) {
        if let Some(first) = self.attributes.get(attribute) {
            let found = value.map_or_else(|unreadable| unreadable.found, |value| value.text);
            let problem = Problem::duplicate(attribute, name, &found, &first.name);
            self.problems.push(problem);
            return;
        }
        let value = match value {
            Ok(value) => Some(value),
            Err(Unreadable { found, reason }) => {
                let problem = Problem::invalid(attribute, name, &found, &reason);
                self.problems.push(problem);
                None
            }
        };
        if !attributes::is_name(attribute) {
            let reason = "expected an attribute name of lower-case letters and digits";
            let problem = Problem::invalid(attribute, name, attribute, reason);
            self.problems.push(problem);
        }
        let name = name.to_owned();
        let attribute = attribute.to_owned();
        self.attributes.insert(attribute, Attribute { name, value });
    }

    /// Returns whether there is any attribute that CloudEvents defines.
    pub(super) fn has_any(&self) -> bool {
        NAMES.iter().any(|name| self.attributes.contains_key(*name))
    }

    /// Reports each attribute that contradicts an event.
    pub(super) fn compare(&mut self, event: &(impl Envelope + ?Sized)) {
        for (attribute, Attribute { name, value }) in &self.attributes {
            let problem = value
                .as_ref()
                .and_then(|value| judge(attribute, name, value, event));
            self.problems.extend(problem);
        }
    }

    /// Reports each required attribute that is missing. `prefix` is that of the headers, or empty.
    pub(super) fn require(&mut self, prefix: &str, event: &(impl Envelope + ?Sized)) {
        for attribute in REQUIRED {
            if !self.attributes.contains_key(attribute)
                && let Some((expected, _)) = attributes::expected(attribute, event.parts())
            {
                let name = format!("{prefix}{attribute}");
                let problem = Problem::missing(attribute, &name, &expected);
                self.problems.push(problem);
            }
        }
    }

    /// Reports a missing content type.
    pub(super) fn require_content_type(&mut self, header: &str) {
        let attribute = "datacontenttype";
        if !self.attributes.contains_key(attribute) {
            let problem = Problem::missing(attribute, header, media_type::EVENT);
            self.problems.push(problem);
        }
    }

    /// Returns the extension attributes and the problems.
    pub(super) fn into_parts(self) -> (BTreeMap<String, String>, Vec<Problem>) {
        let attributes = self.attributes.into_iter();
        let extensions = attributes.filter(|(attribute, _)| !NAMES.contains(&attribute.as_str()));
        let extensions = extensions
            .filter_map(|(attribute, Attribute { value, .. })| Some((attribute, value?.text)));
        let mut collected = BTreeMap::new();
        collected.extend(extensions);
        (collected, self.problems)
    }
}

/// Returns what is wrong with a value.
fn judge(
    attribute: &str,
    name: &str,
    value: &Value,
    event: &(impl Envelope + ?Sized),
) -> Option<Problem> {
    let text = value.text.as_str();
    let invalid = |reason: &str| Some(Problem::invalid(attribute, name, text, reason));
    match attribute {
        "specversion" if !value.is(attributes::SPECVERSION) => {
            return invalid("expected \"1.0\", the only supported version of CloudEvents");
        }
        "time" => match text.parse::<Timestamp>() {
            Ok(time) if time == *event.timestamp() => return None,
            Ok(_) => {}
            Err(error) => return invalid(&format!("expected {}", error.expected())),
        },
        "datacontenttype" => {
            return match ContentType::of(text) {
                ContentType::Json => None,
                _ => invalid("expected `application/cdevents+json` or another type of JSON"),
            };
        }
        "dataschema" => return judge_schema(name, value, event),
        _ => {}
    }
    let (expected, pointer) = attributes::expected(attribute, event.parts())?;
    (!value.is(&expected))
        .then(|| Problem::contradiction(attribute, name, text, (&expected, pointer)))
}

/// Returns what is wrong with the URI of a schema. It may be that of the event's own schema, or of
/// the further one that the event names.
fn judge_schema(name: &str, value: &Value, event: &(impl Envelope + ?Sized)) -> Option<Problem> {
    let schema_id = event.schema_id()?;
    if schemas(event).any(|schema| value.is(schema)) {
        return None;
    }
    let expected = (schema_id, "$id");
    Some(Problem::contradiction(
        "dataschema",
        name,
        &value.text,
        expected,
    ))
}

/// Returns the URI of an event's schema, and that of the further one that the event names.
pub(super) fn schemas(event: &(impl Envelope + ?Sized)) -> impl Iterator<Item = &str> {
    event.schema_id().into_iter().chain(event.schema_uri())
}
