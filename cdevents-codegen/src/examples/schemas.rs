//! Derives values from schemas for which no type is generated. Only simple schemas are solved; for the
//! others, the error asks for a value.

use serde_json::{Number, Value};

use crate::Error;
use crate::model::rules::{
    Applicator, Array, Bounds, JsonType, Object, Rules, Schema, SchemaId, StringRules, Values,
};

use super::Json;
use super::maker::{ExampleMaker, Size};
use super::path::InstancePath;

/// Returns whether a schema plainly allows nothing.
pub(super) fn is_impossible(rules: &Rules, id: SchemaId) -> bool {
    let schema = rules.get(rules.target(id));
    let forbids_anything = |applicator: &Applicator| match applicator {
        Applicator::Not(id) => *rules.get(rules.target(*id)) == Schema::default(),
        _ => false,
    };
    schema.types.as_ref().is_some_and(Vec::is_empty)
        || schema.applicators.iter().any(forbids_anything)
}

/// Returns a value that a schema allows: the table's, or one derived from the schema.
pub(super) fn value(
    maker: &ExampleMaker<'_, '_>,
    id: SchemaId,
    path: &InstancePath<'_>,
) -> Result<Json, Error> {
    let rules = &maker.model.rules;
    let schema = rules.get(rules.target(id));
    // Such an object has a struct, whose properties have values of their own.
    let is_struct = rules.required_alternatives(schema).is_some();
    if is_struct || matches!(schema.values, Some(Values::Const(_))) {
        return derived(maker, schema, path);
    }
    // Only the type and the enum are checked: tests validate all examples.
    let expected = "a value that the schema allows";
    let is_valid = |value: &Json| is_allowed(schema, &value.to_value());
    match maker.find_valid(path, expected, is_valid)? {
        Some(value) => Ok(value),
        None => derived(maker, schema, path),
    }
}

/// Returns whether a value has an allowed type, and is one of the listed values.
fn is_allowed(schema: &Schema, value: &Value) -> bool {
    let types = schema.types.as_ref();
    types.is_none_or(|types| types.iter().any(|r#type| has_type(value, *r#type)))
        && match &schema.values {
            Some(Values::Enum(values)) => values.contains(value),
            Some(Values::Const(constant)) => constant == value,
            None => true,
        }
}

fn derived(
    maker: &ExampleMaker<'_, '_>,
    schema: &Schema,
    path: &InstancePath<'_>,
) -> Result<Json, Error> {
    if let [Applicator::AnyOf(alternatives)] = schema.applicators.as_slice()
        && schema.is_only_applicators()
        && let Some(first) = alternatives.first()
    {
        return value(maker, *first, path);
    }
    if let Some(required) = maker.model.rules.required_alternatives(schema) {
        let mut rules = schema.object.clone();
        let first = required.first().copied().unwrap_or_default();
        rules.required.extend_from_slice(first);
        return object(maker, &rules, path);
    }
    if !schema.applicators.is_empty() {
        return maker.ask(path, "it combines several schemas");
    }
    if schema.values.is_some() {
        let value = first_listed(schema);
        return value.map_or_else(|| maker.ask(path, "it restricts the values of an enum"), Ok);
    }
    match type_to_make(schema) {
        Some(JsonType::String) => maker.string(&schema.text, path),
        Some(JsonType::Boolean) => Ok(Json::Boolean(true)),
        Some(JsonType::Null) => Ok(Json::Null),
        Some(JsonType::Integer | JsonType::PlainInteger) => number(&schema.number, true)
            .map_or_else(|| maker.ask(path, "an integer within bounds"), Ok),
        Some(JsonType::Number) => number(&schema.number, false)
            .map_or_else(|| maker.ask(path, "a number within bounds"), Ok),
        Some(JsonType::Array) => array(maker, &schema.array, path),
        Some(JsonType::Object) => object(maker, &schema.object, path),
        None => maker.ask(path, "it allows nothing"),
    }
}

/// Returns the first listed value, if the schema constrains nothing else but the type.
fn first_listed(schema: &Schema) -> Option<Json> {
    let only_values = Schema {
        types: schema.types.clone(),
        values: schema.values.clone(),
        ..Schema::default()
    };
    let values = match &schema.values {
        Some(Values::Const(value)) => std::slice::from_ref(value),
        Some(Values::Enum(values)) => values,
        None => &[],
    };
    let value = values.iter().find(|value| is_allowed(schema, value));
    value.filter(|_| *schema == only_values).map(Json::from)
}

fn has_type(value: &Value, r#type: JsonType) -> bool {
    match r#type {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Object => value.is_object(),
        JsonType::Array => value.is_array(),
        JsonType::Integer | JsonType::PlainInteger => value.is_i64() || value.is_u64(),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
    }
}

/// Returns the type of the value to make: the first allowed one except `null`. If any is allowed, the
/// one that the other keywords constrain, or a string.
fn type_to_make(schema: &Schema) -> Option<JsonType> {
    match &schema.types {
        Some(types) => {
            let other = types.iter().find(|r#type| **r#type != JsonType::Null);
            other.or(types.first()).copied()
        }
        None if schema.text != StringRules::default() => Some(JsonType::String),
        None if schema.object != Object::default() => Some(JsonType::Object),
        None if schema.array != Array::default() => Some(JsonType::Array),
        None if schema.number != Bounds::default() => Some(JsonType::Number),
        None => Some(JsonType::String),
    }
}

/// Returns a number within bounds: 1, one of the bounds, or a number close to one.
fn number(bounds: &Bounds, is_integer: bool) -> Option<Json> {
    let float = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    let (minimum, maximum) = (float(&bounds.minimum), float(&bounds.maximum));
    let (above, below) = (
        float(&bounds.exclusive_minimum),
        float(&bounds.exclusive_maximum),
    );
    let step = float(&bounds.multiple_of);
    let fits = |number: &f64| {
        minimum.is_none_or(|bound| *number >= bound)
            && maximum.is_none_or(|bound| *number <= bound)
            && above.is_none_or(|bound| *number > bound)
            && below.is_none_or(|bound| *number < bound)
            && step.is_none_or(|step| (number / step).fract() == 0.0)
            && (!is_integer || number.fract() == 0.0)
    };
    let lowest = minimum.into_iter().chain(above).fold(0.0, f64::max);
    let near = [
        Some(1.0),
        minimum,
        maximum,
        step.map(|step| (lowest / step).ceil() * step),
        step.map(|step| ((lowest / step).floor() + 1.0) * step),
        above.map(|bound| bound.floor() + 1.0),
        below.map(|bound| bound.ceil() - 1.0),
        Some(0.0),
        above
            .zip(below.or(maximum))
            .map(|(above, below)| f64::midpoint(above, below)),
    ];
    let number = near.into_iter().flatten().find(fits)?;
    // A whole number is written without a fraction.
    let whole = format!("{number:.0}").parse::<i64>().ok();
    match whole.filter(|_| number.fract() == 0.0) {
        Some(whole) => Some(Json::Number(whole.into())),
        None => Number::from_f64(number).map(Json::Number),
    }
}

fn array(
    maker: &ExampleMaker<'_, '_>,
    array: &Array,
    path: &InstancePath<'_>,
) -> Result<Json, Error> {
    let item = path.join("item");
    let mut items = Vec::new();
    // An array may be shorter than `prefixItems`.
    let wanted = match maker.size {
        Size::Minimal => 0,
        Size::Complete => array.prefix.len(),
    };
    let min_items = usize::try_from(array.min_items).unwrap_or(usize::MAX);
    let wanted = wanted.max(min_items);
    for schema in array.prefix.iter().take(wanted) {
        items.push(value(maker, *schema, &item)?);
    }
    let rules = &maker.model.rules;
    let others = array.items.filter(|id| !is_impossible(rules, *id));
    match (others, array.contains) {
        (None, Some((schema, 0..=1, _))) if wanted <= 1 && array.items.is_none() => {
            items.push(value(maker, schema, &item)?);
        }
        (_, Some(_)) => return maker.ask(path, "it constrains what the array contains"),
        (Some(schema), None) => {
            let is_welcome = maker.size == Size::Complete && items.is_empty();
            if is_welcome || items.len() < wanted {
                items.push(value(maker, schema, &item)?);
            }
        }
        (None, None) if array.items.is_none() && array.prefix.is_empty() && wanted == 1 => {
            items.push(Json::from(path.key));
        }
        (None, None) => {}
    }
    let max_items = array.max_items.unwrap_or(u64::MAX);
    let is_right_length = items.len() >= min_items && items.len() as u64 <= max_items;
    if is_right_length && (!array.unique || items.len() < 2) {
        Ok(Json::List(items))
    } else {
        maker.ask(path, "it constrains the number of items")
    }
}

fn object(
    maker: &ExampleMaker<'_, '_>,
    object: &Object,
    path: &InstancePath<'_>,
) -> Result<Json, Error> {
    let mut properties: Vec<(String, Json)> = Vec::new();
    for (key, schema) in &object.properties {
        let is_required = object.required.contains(key);
        let is_possible = !is_impossible(&maker.model.rules, *schema);
        if is_required || maker.size == Size::Complete && is_possible {
            properties.push((key.clone(), value(maker, *schema, &path.join(key))?));
        }
    }
    let has = |key: &String| properties.iter().any(|(other, _)| other == key);
    let lacks = |(key, others): &(String, Vec<String>)| has(key) && !others.iter().all(has);
    let count = properties.len() as u64;
    let is_valid = object.required.iter().all(has)
        && !object.dependent_required.iter().any(lacks)
        && !object.dependent_schemas.iter().any(|(key, _)| has(key))
        && (count == 0 || object.patterns.is_empty() && object.names.is_none())
        && count >= object.min_properties
        && object.max_properties.is_none_or(|max| count <= max);
    if is_valid {
        Ok(Json::Object(properties))
    } else {
        maker.ask(path, "it constrains more than single properties")
    }
}
