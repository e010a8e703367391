//! Reading an event inside a larger document.
//!
//! The release and the type of an event decide on its Rust type, so the event is first captured as
//! text. Each value is validated as soon as it is captured: errors then have the position and the
//! path of the surrounding document, and not those of the event's end.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::json::capture::{CowStr, capture, push_string};
use crate::read::find::Entry;
use crate::validate::table::{Mode, ObjectRules, Schema, Types};
use crate::{CdEvent, Error, Release, error, read, validate};

/// Deserializes an event of any kind, or of one in a release.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    release: Option<Release>,
) -> Result<CdEvent, D::Error> {
    let mut text = String::new();
    deserializer.deserialize_map(EventVisitor {
        text: &mut text,
        release,
    })?;
    let event = match release {
        Some(_) => read::read_any(&text, release),
        None => read::read_or_keep(&text),
    };
    event.map_err(custom)
}

impl<'de> Deserialize<'de> for CdEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        self::deserialize(deserializer, None)
    }
}

/// Converts an error, without its position: the reader of the surrounding document adds its own.
fn custom<E: de::Error>(error: Error) -> E {
    E::custom(error.without_position())
}

/// Converts an error about the context. The caller adds `/context` to the path.
fn custom_in_context<E: de::Error>(error: &Error) -> E {
    match error.instance_path().strip_prefix("/context") {
        None | Some("") => E::custom(error.message()),
        Some(path) => E::custom(format_args!("{path}: {}", error.message())),
    }
}

struct EventVisitor<'t> {
    text: &'t mut String,
    release: Option<Release>,
}

impl<'de> Visitor<'de> for EventVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an event, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { text, release } = self;
        let mut rules = None;
        let mut members = Members::new(text, None);
        while let Some(key) = members.next_key(&mut map)? {
            members.rules = rules;
            if key == "context" {
                let context = Context {
                    text: members.text,
                    release,
                };
                let entry = map.next_value_seed(context);
                let entry = entry.map_err(|error| error::at(&key, &error))?;
                rules = entry.and_then(|entry| object_rules(entry.schema));
            } else {
                members.value(&key, &mut map)?;
            }
        }
        members.rules = rules;
        members.finish()
    }
}

/// Captures the context and finds the event's schema. There is none if the event names a newer
/// release.
struct Context<'t> {
    text: &'t mut String,
    release: Option<Release>,
}

impl<'de> DeserializeSeed<'de> for Context<'_> {
    type Value = Option<&'static Entry>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Context<'_> {
    type Value = Option<&'static Entry>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let start = self.text.len();
        let mut members = Members::new(self.text, None);
        while let Some(key) = members.next_key(&mut map)? {
            members.value(&key, &mut map)?;
        }
        members.finish()?;
        let context = &self.text[start..];
        // The text of an event with nothing but a context tells what it is.
        let event = format!("{{\"context\":{context}}}");
        let look = read::look(&event).map_err(|error| custom_in_context(&error))?;
        if self.release.is_none() && look.named().is_newer() {
            return Ok(None);
        }
        let entry = look.entry(self.release);
        let entry = entry.map_err(|error| custom_in_context(&error))?;
        let rules = object_rules(entry.schema);
        if let Some(schema) = rules.and_then(|rules| property(rules, "context")) {
            judge(schema, context)?;
        }
        Ok(Some(entry))
    }
}

/// Captures a value and validates it.
struct Value<'t> {
    text: &'t mut String,
    schema: &'static Schema,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if object_rules(self.schema).is_some() {
            return deserializer.deserialize_map(self);
        }
        let text = capture(deserializer)?;
        judge(self.schema, &text)?;
        self.text.push_str(&text);
        Ok(())
    }
}

/// Captures an object property by property, so that each error has its own position.
impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut members = Members::new(self.text, object_rules(self.schema));
        while let Some(key) = members.next_key(&mut map)? {
            members.value(&key, &mut map)?;
        }
        members.finish()
    }
}

/// The properties of an object that is being captured.
struct Members<'t> {
    text: &'t mut String,
    /// What the schema says about the object, if it is known.
    rules: Option<&'static ObjectRules>,
    keys: BTreeSet<String>,
}

impl<'t> Members<'t> {
    fn new(text: &'t mut String, rules: Option<&'static ObjectRules>) -> Self {
        text.push('{');
        Self {
            text,
            rules,
            keys: BTreeSet::new(),
        }
    }

    fn next_key<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
    ) -> Result<Option<Cow<'de, str>>, A::Error> {
        let Some(CowStr(key)) = map.next_key()? else {
            return Ok(None);
        };
        if let Some(rules) = self.rules
            && property(rules, &key).is_none()
            && rules.additional.types == Types::NONE
        {
            return Err(de::Error::custom(validate::unknown_property(rules, &key)));
        }
        if self.keys.contains(&*key) {
            return Err(de::Error::custom(format_args!(
                "duplicate property `{key}`"
            )));
        }
        if !self.keys.is_empty() {
            self.text.push(',');
        }
        push_string(self.text, &key);
        self.text.push(':');
        self.keys.insert(key.clone().into_owned());
        Ok(Some(key))
    }

    fn value<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let schema = self.rules.and_then(|rules| property(rules, key));
        let value = Value {
            schema: schema.unwrap_or(&Schema::ANY),
            text: self.text,
        };
        let taken = map.next_value_seed(value);
        taken.map_err(|error| error::at(key, &error))
    }

    fn finish<E: de::Error>(self) -> Result<(), E> {
        let properties = self.rules.map_or(&[][..], |rules| rules.properties);
        let missing = properties
            .iter()
            .find(|property| property.required && !self.keys.contains(property.key));
        if let (Some(missing), Some(rules)) = (missing, self.rules) {
            let missing = validate::missing_property(missing.key, rules, &self.keys);
            return Err(E::custom(missing));
        }
        self.text.push('}');
        Ok(())
    }
}

/// Returns what a schema says about objects, if it says nothing else.
fn object_rules(schema: &'static Schema) -> Option<&'static ObjectRules> {
    let schema = schema.target();
    schema.object.filter(|_| schema.mode == Mode::Object)
}

fn property(rules: &'static ObjectRules, key: &str) -> Option<&'static Schema> {
    let mut properties = rules.properties.iter();
    properties
        .find(|property| property.key == key)
        .map(|property| property.target)
}

fn judge<E: de::Error>(schema: &'static Schema, text: &str) -> Result<(), E> {
    match validate::first_problem(schema, text) {
        Some(problem) => Err(E::custom(problem)),
        None => Ok(()),
    }
}
