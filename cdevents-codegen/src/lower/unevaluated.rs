//! `unevaluatedProperties` and `unevaluatedItems`, in terms of other keywords.
//!
//! What a schema evaluates may depend on which alternatives match. A cascade of `if`s goes through the
//! possibilities, and each of its ends lists what was evaluated there.

use std::collections::BTreeSet;

use crate::Error;
use crate::documents::Node;
use crate::model::rules::{Applicator, Array, Object, Rules, Schema, SchemaId};

/// The maximum number of schemas in a cascade, whose size can double with each alternative.
const MOST: usize = 1_000;

/// What a schema evaluates of a value that it accepts.
#[derive(Clone, Debug, Default)]
struct Evaluated {
    keys: BTreeSet<String>,
    patterns: BTreeSet<String>,
    all_properties: bool,
    /// The number of items at the start.
    items: usize,
    all_items: bool,
    /// The schemas whose items count.
    contains: BTreeSet<SchemaId>,
    choices: Vec<Choice>,
}

/// What is evaluated if a schema accepts the value, and if not.
#[derive(Clone, Debug)]
struct Choice {
    condition: Condition,
    then: Evaluated,
    otherwise: Evaluated,
}

#[derive(Clone, Debug)]
enum Condition {
    Accepts(SchemaId),
    Has(String),
}

/// Replaces the unevaluated properties and items of the schemas that are used. None of those may apply
/// itself to the same value.
pub(super) fn replace(
    rules: &mut Rules,
    is_used: &dyn Fn(SchemaId) -> bool,
    place: &Node<'_>,
) -> Result<(), Error> {
    let too_many = || {
        place.error(
            "has too many alternatives with different properties or items for \
             `unevaluatedProperties` or `unevaluatedItems`; list the properties in each alternative, \
             with `additionalProperties`. In draft 2019-09, `contains` beside them is not supported",
        )
    };
    let mut all = Vec::new();
    for (index, schema) in rules.schemas.iter().enumerate() {
        let (properties, items) = (schema.object.unevaluated, schema.array.unevaluated);
        if (properties.is_some() || items.is_some()) && is_used(SchemaId(index)) {
            let mut evaluated = Evaluated::default();
            let mut reader = Reader {
                rules,
                counts_contains: items.is_none_or(|(_, counts)| counts),
                left: MOST,
            };
            reader
                .read(&mut evaluated, SchemaId(index), false)
                .ok_or_else(too_many)?;
            all.push((index, properties, items.map(|(id, _)| id), evaluated));
        }
    }
    for (index, properties, items, evaluated) in all {
        let schema = &mut rules.schemas[index];
        schema.object.unevaluated = None;
        schema.array.unevaluated = None;
        if schema.of_same_value().is_empty() && evaluated.contains.is_empty() {
            let (object, array) = (&mut schema.object, &mut schema.array);
            object.additional = object.additional.or(properties);
            array.items = array.items.or(items);
            continue;
        }
        let mut cascade = Cascade {
            rules,
            properties,
            items,
            added: 0,
        };
        let applied = cascade.schema(evaluated).ok_or_else(too_many)?;
        let applicators = &mut rules.schemas[index].applicators;
        applicators.push(Applicator::AllOf(vec![applied]));
    }
    Ok(())
}

struct Reader<'a> {
    rules: &'a Rules,
    counts_contains: bool,
    /// How many more schemas may be read.
    left: usize,
}

impl Reader<'_> {
    /// Adds what a schema evaluates. Of the outermost schema, its own `unevaluated…` do not count.
    /// Returns `None` if there are too many.
    fn read(&mut self, evaluated: &mut Evaluated, id: SchemaId, is_inner: bool) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let schema = self.rules.get(id);
        let (object, array) = (&schema.object, &schema.array);
        let keys = object.properties.iter().map(|(key, _)| key.clone());
        evaluated.keys.extend(keys);
        let patterns = object.patterns.iter().map(|(pattern, _)| pattern.clone());
        evaluated.patterns.extend(patterns);
        evaluated.all_properties |=
            object.additional.is_some() || (is_inner && object.unevaluated.is_some());
        evaluated.items = evaluated.items.max(array.prefix.len());
        evaluated.all_items |= array.items.is_some() || (is_inner && array.unevaluated.is_some());
        if let Some((id, ..)) = array.contains {
            // Draft 2019-09 says nothing about it, and validators differ.
            evaluated
                .contains
                .extend(self.counts_contains.then_some(id));
            self.counts_contains.then_some(())?;
        }
        for (key, id) in &object.dependent_schemas {
            self.choice(evaluated, Condition::Has(key.clone()), &[*id], None)?;
        }
        for applicator in &schema.applicators {
            match applicator {
                Applicator::Reference(id, ..) => self.read(evaluated, *id, true)?,
                Applicator::AllOf(ids) => {
                    for id in ids {
                        self.read(evaluated, *id, true)?;
                    }
                }
                Applicator::AnyOf(ids) | Applicator::OneOf(ids) => {
                    for id in ids {
                        self.choice(evaluated, Condition::Accepts(*id), &[*id], None)?;
                    }
                }
                Applicator::Not(_) => {}
                Applicator::If(condition, then, otherwise) => {
                    let matches = [*condition, *then];
                    let condition = Condition::Accepts(*condition);
                    self.choice(evaluated, condition, &matches, Some(*otherwise))?;
                }
            }
        }
        Some(())
    }

    fn choice(
        &mut self,
        evaluated: &mut Evaluated,
        condition: Condition,
        then: &[SchemaId],
        otherwise: Option<SchemaId>,
    ) -> Option<()> {
        let mut of = |ids: &[SchemaId]| {
            let mut evaluated = Evaluated::default();
            for id in ids {
                self.read(&mut evaluated, *id, true)?;
            }
            Some(evaluated)
        };
        let (then, otherwise) = (of(then)?, of(otherwise.as_slice())?);
        if !then.is_nothing() || !otherwise.is_nothing() {
            evaluated.choices.push(Choice {
                condition,
                then,
                otherwise,
            });
        }
        Some(())
    }
}

impl Evaluated {
    fn is_nothing(&self) -> bool {
        self.keys.is_empty()
            && self.patterns.is_empty()
            && !self.all_properties
            && self.items == 0
            && !self.all_items
            && self.contains.is_empty()
            && self.choices.is_empty()
    }

    fn and(mut self, other: Self) -> Self {
        self.keys.extend(other.keys);
        self.patterns.extend(other.patterns);
        self.all_properties |= other.all_properties;
        self.items = self.items.max(other.items);
        self.all_items |= other.all_items;
        self.contains.extend(other.contains);
        self.choices.extend(other.choices);
        self
    }
}

struct Cascade<'a> {
    rules: &'a mut Rules,
    properties: Option<SchemaId>,
    items: Option<SchemaId>,
    added: usize,
}

impl Cascade<'_> {
    fn add(&mut self, schema: Schema) -> Option<SchemaId> {
        self.added += 1;
        self.rules.schemas.push(schema);
        (self.added <= MOST).then_some(SchemaId(self.rules.schemas.len() - 1))
    }

    /// Returns the schema that restricts what is not evaluated; `None` if it would be too large.
    fn schema(&mut self, mut evaluated: Evaluated) -> Option<SchemaId> {
        let Some(choice) = evaluated.choices.pop() else {
            return self.end(&evaluated);
        };
        let condition = match choice.condition {
            Condition::Accepts(id) => id,
            Condition::Has(key) => {
                let object = Object {
                    required: vec![key],
                    ..Object::default()
                };
                // Other values have no properties that could be unevaluated.
                self.add(Schema {
                    object,
                    ..Schema::default()
                })?
            }
        };
        let then = self.schema(evaluated.clone().and(choice.then))?;
        let otherwise = self.schema(evaluated.and(choice.otherwise))?;
        let applicators = vec![Applicator::If(condition, then, otherwise)];
        self.add(Schema {
            applicators,
            ..Schema::default()
        })
    }

    fn end(&mut self, evaluated: &Evaluated) -> Option<SchemaId> {
        let any = self.add(Schema::default())?;
        let mut end = Schema::default();
        if let Some(properties) = self.properties
            && !evaluated.all_properties
        {
            let all =
                |names: &BTreeSet<String>| names.iter().map(|name| (name.clone(), any)).collect();
            end.object = Object {
                properties: all(&evaluated.keys),
                patterns: all(&evaluated.patterns),
                additional: Some(properties),
                ..Object::default()
            };
        }
        if let Some(items) = self.items
            && !evaluated.all_items
        {
            let mut alternatives: Vec<_> = evaluated.contains.iter().copied().collect();
            alternatives.push(items);
            let applicators = vec![Applicator::AnyOf(alternatives)];
            let items = match evaluated.contains.len() {
                0 => items,
                _ => self.add(Schema {
                    applicators,
                    ..Schema::default()
                })?,
            };
            end.array = Array {
                prefix: vec![any; evaluated.items],
                items: Some(items),
                ..Array::default()
            };
        }
        self.add(end)
    }
}
