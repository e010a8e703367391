//! From the table of a schema to a strategy for the values that it allows.

use std::collections::HashMap;
use std::fmt;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::{Just, SBoxedStrategy, Strategy};
use proptest::sample::select;
use proptest::strategy::Union;

use super::document::Document;
use super::facts::{is_only_types, is_plain_text, types_of, within};
use super::knobs::Knobs;
use super::{formats, free, text};
use crate::json::types::Types;
use crate::validate::is_text_valid;
use crate::validate::table::{
    Applicator, ArrayRules, Literal, NumberRules, ObjectRules, RareObjectRules, Schema, TextRules,
    Values,
};

/// A strategy, or the reason why there is none.
pub(super) type Made<T> = Result<SBoxedStrategy<T>, Unsupported>;

/// Something in a schema for which no values can be made without trying.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Unsupported {
    /// The JSON Pointer of the values that the schema is for.
    path: String,
    /// What it is.
    what: String,
}

impl Unsupported {
    pub(super) fn new(what: impl Into<String>) -> Self {
        let (path, what) = (String::new(), what.into());
        Self { path, what }
    }

    /// Adds a step before the path.
    fn within(self, step: &str) -> Self {
        let path = format!("/{step}{}", self.path);
        Self { path, ..self }
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, what } = self;
        write!(formatter, "`{path}`: the testkit does not support {what}")
    }
}

/// What replaces the strategies of some properties, by their keys.
pub(super) type Overrides = HashMap<&'static str, Option<SBoxedStrategy<Document>>>;

/// Makes strategies, one for each schema.
pub(super) struct Walker {
    pub(super) knobs: Knobs,
    /// The strategies by the schemas' addresses; `None` while a strategy is being made.
    made: HashMap<*const Schema, Option<SBoxedStrategy<Document>>>,
}

impl Walker {
    pub(super) fn new(knobs: Knobs) -> Self {
        let made = HashMap::new();
        Self { knobs, made }
    }

    /// Returns the strategy of a schema.
    pub(super) fn schema(&mut self, schema: &'static Schema) -> Made<Document> {
        let schema = schema.target();
        match self.made.insert(schema, None) {
            Some(Some(strategy)) => {
                self.made.insert(schema, Some(strategy.clone()));
                return Ok(strategy);
            }
            Some(None) => return Err(Unsupported::new("a schema that contains itself")),
            None => {}
        }
        let strategy = self.fresh(schema)?;
        self.made.insert(schema, Some(strategy.clone()));
        Ok(strategy)
    }

    fn fresh(&mut self, schema: &'static Schema) -> Made<Document> {
        if let Some(values) = &schema.values {
            return self::values(schema, *values);
        }
        match schema.applicators {
            [] if schema.types == Types::ANY && is_only_types(schema) => {
                Ok(free::value(&self.knobs))
            }
            [] => self.types(schema),
            [applicator] if is_only_types(schema) => self.applied(schema.types, applicator),
            [Applicator::AnyOf(alternatives)] => self.one_of_several(schema, alternatives.schemas),
            _ => Err(Unsupported::new("several keywords for the same value")),
        }
    }

    /// Returns the strategy of a schema that applies others to the same value, and may limit its
    /// types.
    fn applied(&mut self, types: Types, applicator: &'static Applicator) -> Made<Document> {
        let alternatives = match applicator {
            Applicator::Reference(reference) => std::slice::from_ref(&reference.schema),
            Applicator::AnyOf(alternatives) => alternatives.schemas,
            Applicator::OneOf(schemas) => schemas,
            Applicator::AllOf(_) => return Err(Unsupported::new("`allOf`")),
            Applicator::Not(_) => return Err(Unsupported::new("`not`")),
            Applicator::If(_) => return Err(Unsupported::new("`if`")),
        };
        let mut seen = Types::NONE;
        for alternative in alternatives {
            let own = types_of(alternative);
            if own.0 & !types.0 != 0 {
                return Err(Unsupported::new(
                    "types that narrow those of another schema",
                ));
            }
            if matches!(applicator, Applicator::OneOf(_)) && seen.has(own) {
                return Err(Unsupported::new("`oneOf` of schemas with a type in common"));
            }
            seen = seen.union(own);
        }
        let strategies = alternatives.iter().map(|schema| self.schema(schema));
        one_of(strategies.collect::<Result<_, _>>()?)
    }

    /// Returns the strategy of an object that must have the properties of one of several alternatives.
    fn one_of_several(
        &mut self,
        schema: &'static Schema,
        alternatives: &[&'static Schema],
    ) -> Made<Document> {
        let several = || Unsupported::new("several keywords for the same value");
        let rules = schema.object.filter(|_| schema.types == Types::OBJECT);
        let rules = rules.ok_or_else(several)?;
        let required = alternatives.iter().map(|schema| only_required(schema));
        let required: Option<Vec<_>> = required.collect();
        let strategies = required.ok_or_else(several)?.into_iter();
        let strategies = strategies.map(|keys| self.object(rules, &Overrides::new(), keys));
        one_of(strategies.collect::<Result<_, _>>()?)
    }

    /// Returns the strategy of a schema with rules for each type.
    fn types(&mut self, schema: &'static Schema) -> Made<Document> {
        let mut strategies = Vec::new();
        let has = |types| schema.types.has(types);
        if has(Types::NULL) {
            strategies.push(free::null());
        }
        if has(Types::BOOLEAN) {
            strategies.push(free::boolean());
        }
        if has(Types::NUMBER) {
            strategies.push(self.number(schema)?);
        }
        if has(Types::STRING) {
            strategies.push(self.text(schema.text.unwrap_or(&TextRules::ANY))?);
        }
        if has(Types::ARRAY) {
            strategies.push(match schema.array {
                None => free::array(&self.knobs),
                Some(rules) => self.array(rules)?,
            });
        }
        if has(Types::OBJECT) {
            strategies.push(match schema.object {
                None => free::object(&self.knobs),
                Some(rules) => self.object(rules, &Overrides::new(), &[])?,
            });
        }
        one_of(strategies)
    }

    fn number(&self, schema: &Schema) -> Made<Document> {
        match schema.number {
            None if schema.types.has(Types::FRACTION) => Ok(free::number(&self.knobs)),
            None => {
                let numbers = -1000..1000_i32;
                let texts = numbers.prop_map(|number| Document::Raw(number.to_string()));
                Ok(texts.sboxed())
            }
            Some(rules) => between(rules).ok_or_else(|| Unsupported::new("rules for numbers")),
        }
    }

    fn text(&self, rules: &TextRules) -> Made<Document> {
        let has_lengths = rules.min_length > 1 || rules.max_length.is_some();
        let texts = match (rules.pattern, rules.format) {
            (None, None) => text::text(self.lengths(rules), &self.knobs),
            (_, _) if has_lengths => {
                return Err(Unsupported::new(
                    "a length of a string with a format or pattern",
                ));
            }
            (None, Some(format)) => formats::format(format),
            (Some(pattern), None) if rules.min_length == 0 => {
                text::pattern(pattern.source()).map_err(Unsupported::new)?
            }
            (Some(_), _) => return Err(Unsupported::new("further rules beside a pattern")),
        };
        Ok(texts.prop_map(Document::Text).sboxed())
    }

    /// Returns the lengths that the user prefers, within those that the rules allow.
    fn lengths(&self, rules: &TextRules) -> std::ops::RangeInclusive<usize> {
        let size = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
        let (min, max) = (
            size(rules.min_length),
            rules.max_length.map_or(usize::MAX, size),
        );
        within(&self.knobs.text_lengths, min, max)
    }

    fn array(&mut self, rules: &'static ArrayRules) -> Made<Document> {
        if !rules.prefix.is_empty() || rules.unique || rules.contains.is_some() {
            return Err(Unsupported::new(
                "rules for the items of an array other than `items`",
            ));
        }
        let size = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
        let (min, max) = (
            size(rules.min_items),
            rules.max_items.map_or(usize::MAX, size),
        );
        let item = self.schema(rules.items.unwrap_or(&Schema::ANY));
        let item = item.map_err(|unsupported| unsupported.within("0"))?;
        let items = vec(item, within(&self.knobs.list_lengths, min, max));
        Ok(items.prop_map(Document::Array).sboxed())
    }

    /// Returns the strategy of an object that also has the `required` properties. An override of `None`
    /// leaves its property out.
    pub(super) fn object(
        &mut self,
        rules: &'static ObjectRules,
        overrides: &Overrides,
        required: &[&str],
    ) -> Made<Document> {
        if rules.rare.is_some() {
            return Err(Unsupported::new("rare rules for objects"));
        }
        let mut properties = Vec::new();
        for property in rules.properties {
            let key = property.key;
            let replaced = overrides.get(key);
            let value = match replaced {
                Some(None) => continue,
                Some(Some(strategy)) => Ok(strategy.clone()),
                None if !property.required && types_of(property.schema) == Types::NONE => continue,
                None => self.property(key, property.target),
            };
            let value = value.map_err(|unsupported| unsupported.within(key))?;
            let value = value
                .prop_map(move |value| (key.to_owned(), value))
                .sboxed();
            let is_required = property.required || required.contains(&key);
            let is_certain = is_required || self.knobs.optional >= 1.0;
            properties.push(if is_certain {
                value.prop_map(Some).sboxed()
            } else if self.knobs.optional <= 0.0 {
                Just(None).sboxed()
            } else {
                weighted(self.knobs.optional, value).sboxed()
            });
        }
        let allows_more = types_of(rules.additional) != Types::NONE && self.knobs.optional > 0.0;
        let further = if allows_more {
            let value = self.schema(rules.additional)?;
            free::properties(value, &self.knobs)
        } else {
            Just(std::collections::BTreeMap::new()).sboxed()
        };
        let properties = (properties, further).prop_map(|(properties, further)| {
            let named = properties.into_iter().flatten();
            let further = further
                .into_iter()
                .filter(|(key, _)| rules.property(key).is_none());
            Document::Object(named.chain(further).collect())
        });
        Ok(properties.sboxed())
    }

    fn property(&mut self, key: &str, schema: &'static Schema) -> Made<Document> {
        let is_id = matches!(
            key,
            "id" | "chainId" | "chain_id" | "contextId" | "context_id"
        );
        if self.knobs.has_file_name_ids && is_id && is_plain_text(schema) {
            let lengths = self.lengths(schema.text.unwrap_or(&TextRules::ANY));
            return Ok(text::file_name(lengths).prop_map(Document::Text).sboxed());
        }
        self.schema(schema)
    }
}

/// Returns the strategy of integers within bounds. If one bound is missing, they stay close to the other.
/// Returns `None` for other rules, and if no integer fits.
fn between(rules: &NumberRules) -> Option<SBoxedStrategy<Document>> {
    const SPAN: i64 = 1000;
    let NumberRules {
        minimum,
        exclusive_minimum: None,
        maximum,
        exclusive_maximum: None,
        multiple_of: None,
    } = rules
    else {
        return None;
    };
    let bound = |literal: Option<&Literal>| literal.map(|literal| literal.json().parse().ok());
    let (min, max): (Option<Option<i64>>, Option<Option<i64>>) = (bound(*minimum), bound(*maximum));
    let numbers = match (min, max) {
        (None, None) => -SPAN..=SPAN,
        (Some(min), None) => min?..=min?.saturating_add(SPAN),
        (None, Some(max)) => max?.saturating_sub(SPAN)..=max?,
        (Some(min), Some(max)) => min?..=max?,
    };
    if numbers.is_empty() {
        return None;
    }
    let texts = numbers.prop_map(|number| Document::Raw(number.to_string()));
    Some(texts.sboxed())
}

/// Returns the properties that a schema requires, if it has no other rule.
fn only_required(schema: &Schema) -> Option<&'static [&'static str]> {
    let rules = schema.object?;
    let RareObjectRules {
        required,
        patterns: [],
        names: None,
        min_properties: 0,
        max_properties: None,
        dependent_required: [],
        dependent_schemas: [],
    } = rules.rare?
    else {
        return None;
    };
    let is_alone = schema.applicators.is_empty() && schema.values.is_none();
    let is_all = rules.properties.is_empty() && types_of(rules.additional) == Types::ANY;
    let has_other_rules =
        schema.text.is_some() || schema.number.is_some() || schema.array.is_some();
    (is_alone && is_all && !has_other_rules && schema.types == Types::ANY).then_some(*required)
}

/// Returns the strategy of a constant or an enum.
fn values(schema: &'static Schema, values: Values) -> Made<Document> {
    let documents: Vec<_> = match values {
        Values::ConstText(text) => vec![Document::Text(text.to_owned())],
        Values::EnumTexts(texts) => {
            let texts = texts.iter();
            texts
                .map(|text| Document::Text((*text).to_owned()))
                .collect()
        }
        Values::Const(literal) => vec![Document::Raw(literal.json().to_owned())],
        Values::Enum(literals) => {
            let literals = literals.iter();
            literals
                .map(|literal| Document::Raw(literal.json().to_owned()))
                .collect()
        }
    };
    // Other keywords may forbid some of the values.
    let is_valid = |document: &Document| is_text_valid(schema, &document.to_json(0));
    let documents: Vec<_> = documents.into_iter().filter(is_valid).collect();
    if documents.is_empty() {
        return Err(Unsupported::new("a schema that no value is valid against"));
    }
    Ok(select(documents).sboxed())
}

fn one_of(mut strategies: Vec<SBoxedStrategy<Document>>) -> Made<Document> {
    match strategies.len() {
        0 => Err(Unsupported::new("a schema that no value is valid against")),
        1 => Ok(strategies.remove(0)),
        _ => Ok(Union::new(strategies).sboxed()),
    }
}

#[cfg(test)]
mod tests;
