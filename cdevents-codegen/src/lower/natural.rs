//! The types that a person would write for schemas that have more rules than Rust's types. A generated
//! type around them checks the other rules.

use std::collections::BTreeSet;

use crate::Error;
use crate::model::rules::{Applicator, Array, Bounds, JsonType, Object, Rules, Schema, SchemaId};
use crate::model::rules::{StringRules, Values};
use crate::model::{ChoiceAlternative, Form, Holds, Type};
use crate::names;

use super::located::Located;
use super::origin::Origin;
use super::shapes::Shapes;

/// The maximum number of schemas in a row that apply to the same value, to find out its types.
const DEEPEST: usize = 32;

/// A type that holds every value that a schema allows, and whether it holds no others.
pub(super) type Natural = (Type, bool);

impl Shapes<'_> {
    /// Returns the type that a person would write for a schema; `None` if there is none.
    pub(super) fn natural(
        &mut self,
        target: &Located<'_>,
        origin: &Origin,
    ) -> Result<Option<Natural>, Error> {
        let schema = target.schema();
        if *schema == Schema::default() {
            return Ok(Some((Type::Json, true)));
        }
        let has_properties = !schema.object.properties.is_empty();
        if !has_properties && schema.types.is_none() && schema.values.is_none() {
            if let Some(alternatives) = target.choices()? {
                return self.choice(target, &alternatives, origin);
            }
            if let Some(only) = target.only_applied()? {
                let r#type = self.lower(&only, &origin.at_own("value"))?;
                return Ok(Some((r#type, schema.is_only_applicators())));
            }
        }
        let mut types = types_of(target.rules, target.id, DEEPEST);
        // The specification allows only objects as a content.
        if origin.is_content() {
            types.retain(|r#type| *r#type == JsonType::Object);
        }
        let is_nullable = types.remove(&JsonType::Null);
        let is_plain = schema.values.is_none() && schema.applicators.is_empty();
        let types = Vec::from_iter(types);
        let natural = match types.as_slice() {
            [r#type] => self.of_type(*r#type, target, origin)?,
            [] => None,
            _ => self.of_types(&types, target, origin)?,
        };
        let is_typed = schema.types.is_some();
        Ok(natural.map(|(r#type, is_exact)| {
            let is_exact = is_exact && is_plain && is_typed;
            if is_nullable {
                (Type::Nullable(Box::new(r#type)), is_exact)
            } else {
                (r#type, is_exact)
            }
        }))
    }

    /// Returns the type of a schema's values of one JSON type.
    fn of_type(
        &mut self,
        r#type: JsonType,
        target: &Located<'_>,
        origin: &Origin,
    ) -> Result<Option<Natural>, Error> {
        let schema = target.schema();
        Ok(match r#type {
            JsonType::Null => None,
            JsonType::Boolean => Some((Type::Boolean, true)),
            JsonType::String => Some((Type::String, schema.text == StringRules::default())),
            JsonType::Number => Some((Type::Number, schema.number == Bounds::default())),
            JsonType::Integer | JsonType::PlainInteger => Some((Type::Number, false)),
            JsonType::Array => Some(self.natural_array(target, origin)?),
            JsonType::Object => self.natural_object(target, origin)?,
        })
    }

    /// Returns the type of a schema's values of several JSON types.
    fn of_types(
        &mut self,
        types: &[JsonType],
        target: &Located<'_>,
        origin: &Origin,
    ) -> Result<Option<Natural>, Error> {
        let schema = target.schema();
        let is_typed = schema.types.is_some() || schema.values.is_some();
        let has_rules = |r#type: JsonType| match r#type {
            JsonType::Array => schema.array != Array::default(),
            JsonType::Object => schema.object != Object::default(),
            JsonType::String => schema.text != StringRules::default(),
            r#type => is_number(r#type) && schema.number != Bounds::default(),
        };
        let mut alternatives: Vec<ChoiceAlternative> = Vec::new();
        let mut are_exact = schema.values.is_none() && schema.applicators.is_empty();
        let origin = origin.at_own("choice");
        for r#type in types.iter().copied() {
            // A type without rules is worth a variant only if the schema names it.
            let is_part = is_number(r#type)
                && alternatives
                    .iter()
                    .any(|other| other.r#type == Type::Number);
            if is_part || !(is_typed || has_rules(r#type)) {
                continue;
            }
            let name = names::type_name([&word(r#type).to_owned()]);
            let natural = self.of_type(r#type, target, &origin.at(&name))?;
            let (inner, is_exact) = natural.unwrap_or((Type::Json, false));
            are_exact &= is_exact;
            let r#type = if is_number(r#type) {
                JsonType::Number
            } else {
                r#type
            };
            alternatives.push(ChoiceAlternative {
                name,
                r#type: inner,
                holds: Holds::Type(r#type),
            });
        }
        if alternatives.is_empty() {
            return Ok(None);
        }
        if !is_typed {
            are_exact = false;
            alternatives.push(ChoiceAlternative {
                name: "Other".to_owned(),
                r#type: Type::Json,
                holds: Holds::All,
            });
        }
        let form = Form::Choice {
            alternatives,
            schema: target.id,
        };
        let shape = self.share(target, form, &origin)?;
        Ok(Some((Type::Shape(shape), are_exact)))
    }

    fn natural_array(&mut self, target: &Located<'_>, origin: &Origin) -> Result<Natural, Error> {
        let array = &target.schema().array;
        let items = match target.items().filter(|_| array.prefix.is_empty()) {
            Some(items) => self.lower(&items, &origin.at_own("item"))?,
            None => Type::Json,
        };
        let plain = Array {
            items: array.items,
            ..Array::default()
        };
        Ok((Type::List(Box::new(items)), *array == plain))
    }

    fn natural_object(
        &mut self,
        target: &Located<'_>,
        origin: &Origin,
    ) -> Result<Option<Natural>, Error> {
        let object = &target.schema().object;
        if !object.properties.is_empty() {
            let properties: BTreeSet<_> = object.properties.iter().map(|(key, _)| key).collect();
            let plain = Object {
                properties: object.properties.clone(),
                required: object.required.clone(),
                additional: object.additional,
                ..Object::default()
            };
            let is_exact = target.is_open().is_some()
                && object.required.iter().all(|key| properties.contains(key))
                && *object == plain;
            let is_closed = target.is_open() == Some(false) && object.patterns.is_empty();
            let is_all = is_exact && target.schema().is_only_object();
            let origin = if is_all {
                origin.clone()
            } else {
                origin.at_own("fields")
            };
            let form = self.fields(target, &origin, !is_closed, &|_| None)?;
            let shape = self.share(target, form, &origin)?;
            return Ok(Some((Type::Shape(shape), is_exact)));
        }
        let is_closed = target.is_open() == Some(false);
        let values = match object.patterns.as_slice() {
            [] if is_closed => return Ok(None),
            [] if object.additional.is_none() => {
                return Ok(Some((Type::FreeObject, *object == Object::default())));
            }
            [] => target.additional(),
            [_] if is_closed => target.pattern_value(),
            _ => None,
        };
        let values = match values {
            Some(values) => self.lower(&values, &origin.at_own("value"))?,
            None => Type::Json,
        };
        let plain = Object {
            additional: object.additional,
            ..Object::default()
        };
        Ok(Some((Type::Map(Box::new(values)), *object == plain)))
    }

    /// Returns the type of a value that one of several schemas allows.
    fn choice(
        &mut self,
        target: &Located<'_>,
        alternatives: &[Located<'_>],
        origin: &Origin,
    ) -> Result<Option<Natural>, Error> {
        let rules = target.rules;
        let is_one_of = matches!(
            target.schema().applicators.as_slice(),
            [Applicator::OneOf(_)]
        );
        let types = |schema: &Located<'_>| types_of(rules, schema.id, DEEPEST);
        let only_null = BTreeSet::from([JsonType::Null]);
        let (null, others): (Vec<_>, Vec<_>) = alternatives
            .iter()
            .partition(|schema| types(schema) == only_null);
        let is_alone = target.schema().is_only_applicators();
        let ids: Vec<_> = others.iter().map(|schema| schema.id).collect();
        let has_tag = rules.tag(&ids).is_some();
        let is_disjoint = |one: &Located<'_>, other: &Located<'_>| {
            let (one, other) = (types(one), types(other));
            let number = |types: &BTreeSet<JsonType>| types.iter().any(|r#type| is_number(*r#type));
            one.is_disjoint(&other) && !(number(&one) && number(&other))
        };
        let mut pairs = alternatives.iter().enumerate().flat_map(|(index, one)| {
            alternatives[index + 1..]
                .iter()
                .map(move |other| (one, other))
        });
        let are_disjoint =
            (null.is_empty() && has_tag) || pairs.all(|(one, other)| is_disjoint(one, other));
        let is_exact = is_alone && (are_disjoint || !is_one_of);
        let inner = match others.as_slice() {
            [] => return Ok(None),
            [only] => self.lower(only, origin)?,
            others => {
                let origin = if is_exact && null.is_empty() {
                    origin.clone()
                } else {
                    origin.at_own("choice")
                };
                let form = self.choice_form(target, others, &origin)?;
                Type::Shape(self.share(target, form, &origin)?)
            }
        };
        Ok(Some(match null.as_slice() {
            [] => (inner, is_exact),
            _ => (Type::Nullable(Box::new(inner)), is_exact),
        }))
    }

    fn choice_form(
        &mut self,
        target: &Located<'_>,
        alternatives: &[&Located<'_>],
        origin: &Origin,
    ) -> Result<Form, Error> {
        let mut chosen: Vec<ChoiceAlternative> = Vec::new();
        for schema in alternatives {
            let text = name_of(schema);
            let natural = names::type_name(&self.names.words(&text, &schema.node)?);
            let is_taken = |name: &str| chosen.iter().any(|other| other.name == name);
            let names = (2..).map(|number| format!("{natural}{number}"));
            let mut names = std::iter::once(natural.clone()).chain(names);
            let name = names.find(|name| !is_taken(name)).unwrap_or_default();
            let r#type = self.lower(schema, &origin.at(&name))?;
            chosen.push(ChoiceAlternative {
                name,
                r#type,
                holds: Holds::Schema(schema.id),
            });
        }
        Ok(Form::Choice {
            alternatives: chosen,
            schema: target.id,
        })
    }
}

/// Returns what a JSON type is called in a choice.
const fn word(r#type: JsonType) -> &'static str {
    match r#type {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::String => "string",
        JsonType::Array => "list",
        JsonType::Object => "object",
        JsonType::Number | JsonType::Integer | JsonType::PlainInteger => "number",
    }
}

const fn is_number(r#type: JsonType) -> bool {
    matches!(
        r#type,
        JsonType::Number | JsonType::Integer | JsonType::PlainInteger
    )
}

/// Returns what an alternative is called: its definition, or the type of its values.
fn name_of(schema: &Located<'_>) -> String {
    let pointer = schema.node.pointer();
    let (parent, last) = pointer.rsplit_once('/').unwrap_or_default();
    if parent.ends_with("/$defs") || parent.ends_with("/definitions") {
        return last.to_owned();
    }
    if let Some(title) = schema.node.get("title").and_then(|title| title.text().ok())
        && title.len() < 40
        && title.is_ascii()
        && title.starts_with(|first: char| first.is_ascii_alphabetic())
    {
        return title.to_owned();
    }
    let types = Vec::from_iter(types_of(schema.rules, schema.id, DEEPEST));
    match types.as_slice() {
        [r#type] => word(*r#type).to_owned(),
        _ => "value".to_owned(),
    }
}

/// Returns the types of the values that a schema may allow.
fn types_of(rules: &Rules, id: SchemaId, left: usize) -> BTreeSet<JsonType> {
    const ALL: [JsonType; 7] = [
        JsonType::Null,
        JsonType::Boolean,
        JsonType::Object,
        JsonType::Array,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
    ];
    let schema = rules.get(id);
    let all = || BTreeSet::from(ALL);
    let mut types = match (&schema.types, &schema.values) {
        (Some(types), _) => types.iter().copied().collect(),
        (None, Some(Values::Const(value))) => BTreeSet::from([type_of(value)]),
        (None, Some(Values::Enum(values))) => values.iter().map(type_of).collect(),
        (None, None) => all(),
    };
    if left == 0 || schema.types.is_some() || schema.values.is_some() {
        return types;
    }
    let union = |ids: &[SchemaId]| -> BTreeSet<JsonType> {
        ids.iter()
            .flat_map(|id| types_of(rules, *id, left - 1))
            .collect()
    };
    for applicator in &schema.applicators {
        let applied = match applicator {
            Applicator::Reference(id, ..) => vec![types_of(rules, *id, left - 1)],
            Applicator::AllOf(ids) => ids
                .iter()
                .map(|id| types_of(rules, *id, left - 1))
                .collect(),
            Applicator::AnyOf(ids) | Applicator::OneOf(ids) => vec![union(ids)],
            Applicator::Not(_) | Applicator::If(..) => Vec::new(),
        };
        for applied in applied {
            if types == all() {
                types = applied;
            } else if applied != all() {
                types.retain(|r#type| applied.contains(r#type));
            }
        }
    }
    types
}

fn type_of(value: &serde_json::Value) -> JsonType {
    use serde_json::Value;
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(_) => JsonType::Number,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    }
}
