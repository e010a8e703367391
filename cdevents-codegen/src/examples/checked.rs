//! What has no type of its own: a value by its schema, where that is simple. No schema is solved
//! here; what isn't simple is asked for.

use serde_json::{Number, Value};

use crate::Error;
use crate::model::rules::{
    Applicator, Array, Bounds, JsonType, Object, Rules, Schema, SchemaId, StringRules, Values,
};

use super::Json;
use super::table::Place;
use super::values::{Extent, Maker};

/// Does a schema allow nothing, and say so plainly?
pub(super) fn is_impossible(rules: &Rules, id: SchemaId) -> bool {
    let schema = rules.get(rules.target(id));
    let is_not_anything = |applicator: &Applicator| match applicator {
        Applicator::Not(id) => *rules.get(rules.target(*id)) == Schema::default(),
        _ => false,
    };
    schema.types.as_ref().is_some_and(Vec::is_empty)
        || schema.applicators.iter().any(is_not_anything)
}

/// A value that a schema allows: the table's, or one by the schema.
pub(super) fn member(
    maker: &Maker<'_, '_>,
    id: SchemaId,
    place: &Place<'_>,
) -> Result<Json, Error> {
    let rules = &maker.model.rules;
    let schema = rules.get(rules.target(id));
    if matches!(schema.values, Some(Values::Const(_))) {
        return value(maker, schema, place);
    }
    match maker.find(place) {
        Some(found) if is_likely(schema, found.value()) => Ok(found.value().clone()),
        Some(found) => Err(found.wrong(place, "another type, or other values")),
        None => value(maker, schema, place),
    }
}

/// Does a value have the right type, and is it one of those that are listed? More isn't asked.
fn is_likely(schema: &Schema, value: &Json) -> bool {
    let value = value.to_value();
    let types = schema.types.as_ref();
    types.is_none_or(|types| types.iter().any(|it| is_of(&value, *it)))
        && match &schema.values {
            Some(Values::Enum(values)) => values.contains(&value),
            Some(Values::Const(one)) => *one == value,
            None => true,
        }
}

fn value(maker: &Maker<'_, '_>, schema: &Schema, place: &Place<'_>) -> Result<Json, Error> {
    if let [Applicator::AnyOf(alternatives)] = schema.applicators.as_slice()
        && schema.is_only_applicators()
        && let Some(first) = alternatives.first()
    {
        return member(maker, *first, place);
    }
    if !schema.applicators.is_empty() {
        let why = "it applies schemas to the same value, and no example is made by trial";
        return Err(maker.ask(place, why));
    }
    if let Some(values) = &schema.values {
        return allowed(schema, values)
            .ok_or_else(|| maker.ask(place, "it says more than which values it allows"));
    }
    match r#type(schema) {
        Some(JsonType::String) => maker.text(&schema.text, place),
        Some(JsonType::Boolean) => Ok(Json::Boolean(true)),
        Some(JsonType::Null) => Ok(Json::Null),
        Some(JsonType::Integer) => {
            number(&schema.number, true).ok_or_else(|| maker.ask(place, "an integer within bounds"))
        }
        Some(JsonType::Number) => {
            number(&schema.number, false).ok_or_else(|| maker.ask(place, "a number within bounds"))
        }
        Some(JsonType::Array) => array(maker, &schema.array, place),
        Some(JsonType::Object) => object(maker, &schema.object, place),
        None => Err(maker.ask(place, "it allows nothing")),
    }
}

/// The first value of a list that is of the right type, where nothing else is demanded.
fn allowed(schema: &Schema, values: &Values) -> Option<Json> {
    let types = schema.types.clone();
    let plain = Schema {
        types,
        values: schema.values.clone(),
        ..Schema::default()
    };
    let is_right = |value: &&Value| {
        let types = schema.types.as_ref();
        types.is_none_or(|types| types.iter().any(|it| is_of(value, *it)))
    };
    let value = match values {
        Values::Const(value) => Some(value).filter(is_right),
        Values::Enum(values) => values.iter().find(is_right),
    };
    value.filter(|_| *schema == plain).map(Json::from)
}

fn is_of(value: &Value, r#type: JsonType) -> bool {
    match r#type {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Object => value.is_object(),
        JsonType::Array => value.is_array(),
        JsonType::Integer => value.is_i64() || value.is_u64(),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
    }
}

/// The type to make: of those allowed the first that isn't null; where all are, the one that the
/// other keywords are for, or else a string.
fn r#type(schema: &Schema) -> Option<JsonType> {
    match &schema.types {
        Some(types) => {
            let some = types.iter().find(|it| **it != JsonType::Null);
            some.or(types.first()).copied()
        }
        None if schema.text != StringRules::default() => Some(JsonType::String),
        None if schema.object != Object::default() => Some(JsonType::Object),
        None if schema.array != Array::default() => Some(JsonType::Array),
        None if schema.number != Bounds::default() => Some(JsonType::Number),
        None => Some(JsonType::String),
    }
}

/// A number within bounds: one that they name, or one near to it.
fn number(bounds: &Bounds, is_integer: bool) -> Option<Json> {
    let float = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
    let (minimum, maximum) = (float(&bounds.minimum), float(&bounds.maximum));
    let (above, below) = (
        float(&bounds.exclusive_minimum),
        float(&bounds.exclusive_maximum),
    );
    let step = float(&bounds.multiple_of);
    let fits = |number: &f64| {
        minimum.is_none_or(|it| *number >= it)
            && maximum.is_none_or(|it| *number <= it)
            && above.is_none_or(|it| *number > it)
            && below.is_none_or(|it| *number < it)
            && step.is_none_or(|it| (number / it).fract() == 0.0)
            && (!is_integer || number.fract() == 0.0)
    };
    let lowest = minimum.into_iter().chain(above).fold(0.0, f64::max);
    let near = [
        Some(1.0),
        minimum,
        maximum,
        step.map(|step| (lowest / step).ceil() * step),
        step.map(|step| ((lowest / step).floor() + 1.0) * step),
        above.map(|it| it.floor() + 1.0),
        below.map(|it| it.ceil() - 1.0),
        Some(0.0),
        above
            .zip(below.or(maximum))
            .map(|(one, other)| f64::midpoint(one, other)),
    ];
    let number = near.into_iter().flatten().find(fits)?;
    // A whole number is written without a fraction.
    let whole = format!("{number:.0}").parse::<i64>().ok();
    match whole.filter(|_| number.fract() == 0.0) {
        Some(whole) => Some(Json::Number(whole.into())),
        None => Number::from_f64(number).map(Json::Number),
    }
}

fn array(maker: &Maker<'_, '_>, demands: &Array, place: &Place<'_>) -> Result<Json, Error> {
    let rules = &maker.model.rules;
    let item = place.at("item");
    let mut items = Vec::new();
    // A prefix may be shorter than its schemas.
    let wanted = match maker.extent {
        Extent::Minimal => 0,
        Extent::Complete => demands.prefix.len(),
    };
    let min_items = usize::try_from(demands.min_items).unwrap_or(usize::MAX);
    let wanted = wanted.max(min_items);
    for schema in demands.prefix.iter().take(wanted) {
        items.push(member(maker, *schema, &item)?);
    }
    let further = demands.items.filter(|id| !is_impossible(rules, *id));
    match (further, demands.contains) {
        (None, Some((schema, 0..=1, _))) if wanted <= 1 && demands.items.is_none() => {
            items.push(member(maker, schema, &item)?);
        }
        (_, Some(_)) => return Err(maker.ask(place, "it demands what must be in it")),
        (Some(schema), None) => {
            let is_welcome = maker.extent == Extent::Complete && items.is_empty();
            if is_welcome || items.len() < wanted {
                items.push(member(maker, schema, &item)?);
            }
        }
        (None, None) if demands.items.is_none() && demands.prefix.is_empty() && wanted == 1 => {
            items.push(Json::from(place.key));
        }
        (None, None) => {}
    }
    let max_items = demands.max_items.unwrap_or(u64::MAX);
    let is_right = items.len() >= min_items && items.len() as u64 <= max_items;
    if is_right && (!demands.unique || items.len() < 2) {
        Ok(Json::List(items))
    } else {
        Err(maker.ask(place, "it demands how many items there are"))
    }
}

fn object(maker: &Maker<'_, '_>, demands: &Object, place: &Place<'_>) -> Result<Json, Error> {
    let rules = &maker.model.rules;
    let mut members: Vec<(String, Json)> = Vec::new();
    for (key, schema) in &demands.properties {
        let is_required = demands.required.contains(key);
        let is_welcome = maker.extent == Extent::Complete && !is_impossible(rules, *schema);
        if is_required || is_welcome {
            members.push((key.clone(), member(maker, *schema, &place.at(key))?));
        }
    }
    let has = |key: &String| members.iter().any(|(other, _)| other == key);
    let depends = |(key, others): &(String, Vec<String>)| has(key) && !others.iter().all(has);
    let is_simple = demands.required.iter().all(has)
        && !demands.dependent_required.iter().any(depends)
        && !demands.dependent_schemas.iter().any(|(key, _)| has(key))
        && (members.is_empty() || demands.patterns.is_empty() && demands.names.is_none());
    let count = members.len() as u64;
    let is_right =
        count >= demands.min_properties && demands.max_properties.is_none_or(|max| count <= max);
    if is_simple && is_right {
        Ok(Json::Object(members))
    } else {
        Err(maker.ask(place, "it demands more than which members there are"))
    }
}
