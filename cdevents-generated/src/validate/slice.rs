//! The meaning of the tables for JSON text: a verdict, without a value in between.
//!
//! Objects, arrays and strings are judged while they are read. Where several schemas apply to one
//! value, or a keyword is too rare to be worth code of its own, the value's text is put aside, and
//! judged once for each of them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    self, Deserialize as _, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;
use serde_json::value::RawValue;

use super::table::{Applicator, ArrayRules, Mode, ObjectRules, Schema, Types, Values};
use super::value;
use crate::strict;

/// Is a text JSON that fits a schema, with no key twice in an object?
pub(crate) fn is_valid(schema: &Schema, text: &str) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let verdict = SchemaSeed(schema).deserialize(&mut deserializer);
    verdict.is_ok() && deserializer.end().is_ok()
}

struct SchemaSeed<'a>(&'a Schema);

/// The only error there is: a verdict has no reasons.
fn invalid<E: de::Error>() -> E {
    E::custom("")
}

fn verdict<E: de::Error>(is_valid: bool) -> Result<(), E> {
    if is_valid { Ok(()) } else { Err(invalid()) }
}

impl<'de> DeserializeSeed<'de> for SchemaSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut schema = self.0;
        while let (Mode::Forward, [Applicator::Reference(reference)]) =
            (schema.mode, schema.applicators)
        {
            schema = reference.schema;
        }
        match (schema.mode, schema.object, schema.array) {
            (Mode::Text, ..) => deserializer.deserialize_str(TextVisitor(schema)),
            (Mode::Object, Some(rules), _) => deserializer.deserialize_map(ObjectVisitor(rules)),
            (Mode::Array, _, Some(rules)) => deserializer.deserialize_seq(ArrayVisitor(rules)),
            _ => {
                let raw = <&RawValue>::deserialize(deserializer)?.get();
                verdict(may_fit(schema, raw) && strict::check(raw).is_ok() && fits(schema, raw))
            }
        }
    }
}

/// A first look at the type, which needs no more than a byte.
fn may_fit(schema: &Schema, raw: &str) -> bool {
    schema.types.has(match raw.as_bytes().first() {
        Some(b'{') => Types::OBJECT,
        Some(b'[') => Types::ARRAY,
        Some(b'"') => Types::STRING,
        Some(b't' | b'f') => Types::BOOLEAN,
        Some(b'n') => Types::NULL,
        _ => Types::NUMBER,
    })
}

/// Does JSON text fit? It is known to be JSON, and to have no key twice.
fn fits(schema: &Schema, raw: &str) -> bool {
    match schema.mode {
        Mode::Free => may_fit(schema, raw),
        Mode::Applied | Mode::Forward => schema.applicators.iter().all(|it| applies(it, raw)),
        Mode::Text | Mode::Object | Mode::Array => may_fit(schema, raw) && is_valid(schema, raw),
        Mode::Parsed => {
            let value: Result<Value, _> = serde_json::from_str(raw);
            value.is_ok_and(|value| value::is_valid(schema, &value))
        }
    }
}

fn applies(applicator: &Applicator, raw: &str) -> bool {
    match applicator {
        Applicator::Reference(reference) => fits(reference.schema, raw),
        Applicator::AllOf(schemas) => schemas.iter().all(|schema| fits(schema, raw)),
        Applicator::AnyOf(schemas) => schemas.iter().any(|schema| fits(schema, raw)),
        Applicator::OneOf(schemas) => {
            let mut fitting = schemas.iter().filter(|schema| fits(schema, raw));
            fitting.next().is_some() && fitting.next().is_none()
        }
        Applicator::Not(schema) => !fits(schema, raw),
        Applicator::If(condition) => {
            if fits(condition.condition, raw) {
                fits(condition.then, raw)
            } else {
                fits(condition.otherwise, raw)
            }
        }
    }
}

struct TextVisitor<'a>(&'a Schema);

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        let rules = self.0.text;
        let is_known = match self.0.values {
            Some(Values::ConstText(known)) => known == text,
            Some(Values::EnumTexts(known)) => known.contains(&text),
            _ => true,
        };
        verdict(is_known && rules.is_none_or(|rules| value::is_text_valid(rules, text)))
    }
}

struct ArrayVisitor<'a>(&'a ArrayRules);

impl<'de> Visitor<'de> for ArrayVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut count = 0;
        loop {
            let schema = self.0.prefix.get(count).copied().or(self.0.items);
            let item = items.next_element_seed(SchemaSeed(schema.unwrap_or(&Schema::ANY)))?;
            if item.is_none() {
                return Ok(());
            }
            count += 1;
        }
    }
}

struct ObjectVisitor<'a>(&'a ObjectRules);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let rules = self.0;
        let mut seen = 0_u64;
        let mut expected = 0;
        let mut others: Vec<Cow<'de, str>> = Vec::new();
        while let Some(key) = members.next_key_seed(KeySeed { rules, expected })? {
            let schema = match key {
                Key::Known(index) => {
                    let bit = 1 << index;
                    if seen & bit != 0 {
                        return Err(invalid());
                    }
                    seen |= bit;
                    expected = index + 1;
                    rules.properties[index].schema
                }
                Key::Other(key) => {
                    if others.contains(&key) {
                        return Err(invalid());
                    }
                    others.push(key);
                    rules.additional
                }
            };
            members.next_value_seed(SchemaSeed(schema))?;
        }
        let is_there = |index: usize| seen & (1 << index) != 0;
        let mut properties = rules.properties.iter().enumerate();
        verdict(properties.all(|(index, property)| !property.required || is_there(index)))
    }
}

enum Key<'de> {
    Known(usize),
    Other(Cow<'de, str>),
}

struct KeySeed<'a> {
    rules: &'a ObjectRules,
    expected: usize,
}

impl KeySeed<'_> {
    fn key<'de, E: de::Error>(&self, key: Cow<'de, str>) -> Result<Key<'de>, E> {
        match value::find(self.rules, &key, self.expected) {
            Some(index) => Ok(Key::Known(index)),
            None if self.rules.additional.types == Types::NONE => Err(invalid()),
            None => Ok(Key::Other(key)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Key<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Key<'de>, E> {
        self.key(Cow::Borrowed(key))
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key<'de>, E> {
        match value::find(self.rules, key, self.expected) {
            Some(index) => Ok(Key::Known(index)),
            None => self.key(Cow::Owned(key.to_owned())),
        }
    }
}
