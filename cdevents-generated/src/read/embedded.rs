//! Deserializing an event inside a larger document.
//!
//! The release and the type of an event decide on its Rust type, so the event is first captured as
//! text. Each value is validated as soon as it is captured: errors then have the position and the
//! path of the surrounding document, and not those of the event's end.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::entry::Entry;
use super::event::{Indexed, parse};
use super::look::look;
use crate::Release;
use crate::error::path::{at, within};
use crate::json::capture::{CowStr, capture};
use crate::json::scan;
use crate::json::tree::Node;
use crate::json::wording;
use crate::json::write::push_string;
use crate::validate::resolve::resolved;
use crate::validate::schema;
use crate::validate::table::{Mode, ObjectRules, Schema, Types};

/// Deserializes an event whose type isn't known beforehand.
pub(crate) fn deserialize<'de, T: Indexed, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut text = String::new();
    deserializer.deserialize_map(EventVisitor {
        text: &mut text,
        release: T::RELEASE,
    })?;
    // The surrounding document has the position.
    parse(&text).map_err(|error| {
        let message = de::Error::custom(error.message());
        within(error.instance_path(), message)
    })
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
        let mut properties = Properties::new(text, None);
        while let Some(key) = properties.next_key(&mut map)? {
            properties.rules = rules;
            if key == "context" {
                let context = Context {
                    text: properties.text,
                    release,
                };
                let entry = map.next_value_seed(context);
                let entry = entry.map_err(|error| at(&key, error))?;
                rules = entry.and_then(|entry| object_rules(entry.schema));
            } else {
                properties.value(&key, &mut map)?;
            }
        }
        properties.rules = rules;
        properties.finish()
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
        let mut properties = Properties::new(self.text, None);
        while let Some(key) = properties.next_key(&mut map)? {
            properties.value(&key, &mut map)?;
        }
        properties.finish()?;
        let context = &self.text[start..];
        // An event with nothing but a context names its release and its type.
        let event = format!("{{\"context\":{context}}}");
        let look = look(&event);
        let is_newer = look.as_ref().is_some_and(|look| look.named().is_newer());
        if self.release.is_none() && is_newer {
            return Ok(None);
        }
        let entry = look.and_then(|look| look.entry(self.release));
        let entry = entry.ok_or_else(|| without_entry(&event, self.release))?;
        let rules = object_rules(entry.schema);
        if let Some(schema) = rules.and_then(|rules| property(rules, "context")) {
            judge(schema, context)?;
        }
        Ok(Some(entry))
    }
}

/// Returns the error about a context that names no known event.
fn without_entry<E: de::Error>(event: &str, release: Option<Release>) -> E {
    let report = Node::parse(event)
        .ok()
        .and_then(|node| resolved(&node, release).err());
    let first = report.as_ref().and_then(|report| report.iter().next());
    let Some(first) = first else {
        return E::custom(scan::check(event).err().unwrap_or_default());
    };
    // The caller adds the path of the context.
    let path = first.instance_path().strip_prefix("/context");
    within(path.unwrap_or_default(), E::custom(first.message()))
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
        let text = capture(deserializer)?.text;
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
        let mut properties = Properties::new(self.text, object_rules(self.schema));
        while let Some(key) = properties.next_key(&mut map)? {
            properties.value(&key, &mut map)?;
        }
        properties.finish()
    }
}

/// The properties of an object that is being captured.
struct Properties<'t> {
    text: &'t mut String,
    /// What the schema says about the object, if it is known.
    rules: Option<&'static ObjectRules>,
    keys: BTreeSet<String>,
}

impl<'t> Properties<'t> {
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
            return Err(de::Error::custom(schema::unknown_property(rules, &key)));
        }
        if self.keys.contains(&*key) {
            return Err(de::Error::custom(wording::duplicate_property(&key)));
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
        taken.map_err(|error| at(key, error))
    }

    fn finish<E: de::Error>(self) -> Result<(), E> {
        if let Some(rules) = self.rules
            && let Some(key) = rules.missing(0, |key| self.keys.contains(key)).next()
        {
            return Err(E::custom(schema::missing_property(key, rules, &self.keys)));
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
    rules.property(key).map(|property| property.target)
}

fn judge<E: de::Error>(schema: &'static Schema, text: &str) -> Result<(), E> {
    match schema::first_violation(schema, text) {
        Some((path, message)) => Err(within(&path, E::custom(message))),
        None => Ok(()),
    }
}
