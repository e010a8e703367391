//! A schema as the comparison looks at it: `$ref`s followed, and what is written in several ways in
//! one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::rules::{Applicator, JsonType, Rules, Schema, SchemaId, Values};

use super::accepts::accepts;

/// A schema among its rules.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) rules: &'a Rules,
    pub(super) id: SchemaId,
}

impl<'a> Place<'a> {
    pub(super) fn at(self, id: SchemaId) -> Self {
        Self { id, ..self }
    }

    pub(super) fn schema(self) -> &'a Schema {
        self.rules.get(self.id)
    }

    /// Where `$ref`s lead from here. Beside one may stand the type that its target has anyway. An
    /// `allOf`, `anyOf` or `oneOf` of one schema is that schema.
    pub(super) fn target(self) -> Self {
        let schema = self.schema();
        let id = match schema.applicators.as_slice() {
            [Applicator::Reference(id, ..)] => id,
            [Applicator::AllOf(ids) | Applicator::AnyOf(ids) | Applicator::OneOf(ids)] => {
                match ids.as_slice() {
                    [id] => id,
                    _ => return self,
                }
            }
            _ => return self,
        };
        let target = self.at(*id).target();
        let only_types = Schema {
            types: schema.types.clone(),
            applicators: schema.applicators.clone(),
            ..Schema::default()
        };
        let adds_nothing = schema.types.is_none() || schema.types == target.schema().types;
        if *schema == only_types && adds_nothing {
            target
        } else {
            self
        }
    }

    /// A schema that allows everything: `true`, `{}`.
    pub(super) fn is_anything(self) -> bool {
        *self.target().schema() == Schema::default()
    }

    /// A schema that allows nothing: `false`.
    pub(super) fn is_never(self) -> bool {
        let types = &self.target().schema().types;
        types.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Objects that one member tells apart: by the value of that member.
pub(super) type Tagged<'a> = Vec<(&'a str, SchemaId)>;

/// What a schema demands, seen so that two can be compared.
pub(super) struct View<'a> {
    /// The schema whose keywords for strings, numbers, arrays and objects count.
    pub(super) schema: &'a Schema,
    /// The types that may stand here; of a closed choice, those of its values.
    pub(super) types: BTreeSet<JsonType>,
    /// The values that alone may stand here, as far as the schema's other keywords allow them.
    pub(super) closed: Option<Vec<&'a Value>>,
    /// Values that are known, where any other may stand too.
    pub(super) known: Vec<&'a Value>,
    pub(super) tagged: Option<Tagged<'a>>,
    /// The keywords that apply schemas to the same value, as far as they are nothing of the above.
    pub(super) applicators: &'a [Applicator],
}

impl<'a> View<'a> {
    pub(super) fn of(place: Place<'a>) -> Self {
        let place = place.target();
        let schema = place.schema();
        let closed = listed(schema).map(|values| {
            // What isn't known to be forbidden is taken for allowed.
            let is_allowed = |value: &&Value| accepts(place, value) != Some(false);
            values.iter().filter(is_allowed).collect::<Vec<_>>()
        });
        let types = match &closed {
            Some(values) => values.iter().map(|value| type_of(value)).collect(),
            None => allowed(schema.types.as_deref()),
        };
        let mut view = Self {
            schema,
            types,
            closed,
            known: Vec::new(),
            tagged: None,
            applicators: &schema.applicators,
        };
        let any_of = match schema.applicators.as_slice() {
            [Applicator::AnyOf(ids)] if schema.is_only_applicators() => Some(ids),
            _ => None,
        };
        let one_of = match schema.applicators.as_slice() {
            [Applicator::AnyOf(ids) | Applicator::OneOf(ids)] if schema.is_only_applicators() => {
                Some(ids)
            }
            _ => None,
        };
        if let Some((known, other)) = any_of.and_then(|ids| open_enum(place, ids)) {
            view.known = known;
            view.schema = other;
            view.types = allowed(other.types.as_deref());
            view.applicators = &[];
        } else if let Some(types) = any_of.and_then(|ids| bare_types(place, ids)) {
            view.types = types;
            view.applicators = &[];
        } else if let Some(alternatives) = one_of.and_then(|ids| tagged(place, ids)) {
            view.tagged = Some(alternatives);
            view.types = BTreeSet::from([JsonType::Object]);
            view.applicators = &[];
        }
        view
    }

    /// Integers, and no other numbers?
    pub(super) fn is_whole(&self) -> bool {
        !self.types.contains(&JsonType::Number)
    }
}

/// `anyOf` of an enum of strings and of a string that each of them is anyway: the known values, and
/// the string.
fn open_enum<'a>(place: Place<'a>, ids: &[SchemaId]) -> Option<(Vec<&'a Value>, &'a Schema)> {
    let [known, other] = ids else { return None };
    let (known, other) = (place.at(*known).target(), place.at(*other).target());
    let values: Vec<_> = listed(known.schema())?.iter().collect();
    let only_values = Schema {
        types: known.schema().types.clone(),
        values: known.schema().values.clone(),
        ..Schema::default()
    };
    let is_text = other.schema().types.as_deref() == Some(&[JsonType::String]);
    let is_simple = other.schema().values.is_none() && other.schema().applicators.is_empty();
    let fit =
        |value: &&Value| accepts(known, value) == Some(true) && accepts(other, value) == Some(true);
    let is_open = *known.schema() == only_values && is_text && is_simple && values.iter().all(fit);
    is_open.then(|| (values, other.schema()))
}

/// `anyOf` of schemas that say nothing but types: all of the types.
fn bare_types(place: Place<'_>, ids: &[SchemaId]) -> Option<BTreeSet<JsonType>> {
    let mut all = BTreeSet::new();
    for id in ids {
        let schema = place.at(*id).target().schema();
        let only_types = Schema {
            types: schema.types.clone(),
            ..Schema::default()
        };
        if *schema != only_types {
            return None;
        }
        all.extend(allowed(schema.types.as_deref()));
    }
    Some(all)
}

/// Alternatives that a `$ref` may lead to, by what tells them apart.
fn tagged<'a>(place: Place<'a>, ids: &[SchemaId]) -> Option<Tagged<'a>> {
    let targets: Vec<_> = ids.iter().map(|id| place.at(*id).target().id).collect();
    let (_, tags) = place.rules.tag(&targets)?;
    Some(tags.into_iter().zip(targets).collect())
}

/// The values of `const` or `enum`.
pub(super) fn listed(schema: &Schema) -> Option<&[Value]> {
    match schema.values.as_ref()? {
        Values::Const(value) => Some(std::slice::from_ref(value)),
        Values::Enum(values) => Some(values),
    }
}

/// The types that a schema allows: those that it lists, or all. Every integer is a number.
pub(super) fn allowed(listed: Option<&[JsonType]>) -> BTreeSet<JsonType> {
    const ALL: [JsonType; 7] = [
        JsonType::Null,
        JsonType::Boolean,
        JsonType::Object,
        JsonType::Array,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
    ];
    let mut types: BTreeSet<_> = listed.unwrap_or(&ALL).iter().copied().collect();
    if types.contains(&JsonType::Number) {
        types.insert(JsonType::Integer);
    }
    types
}

fn type_of(value: &Value) -> JsonType {
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if super::numbers::Exact::of(number).is_integer() => {
            JsonType::Integer
        }
        Value::Number(_) => JsonType::Number,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    }
}

/// Types in words.
pub(super) fn type_names(types: &BTreeSet<JsonType>) -> String {
    let has_number = types.contains(&JsonType::Number);
    let names = types.iter().filter_map(|it| match it {
        JsonType::Null => Some("null"),
        JsonType::Boolean => Some("boolean"),
        JsonType::Object => Some("object"),
        JsonType::Array => Some("array"),
        JsonType::Integer => (!has_number).then_some("integer"),
        JsonType::Number => Some("number"),
        JsonType::String => Some("string"),
    });
    let names: Vec<_> = names.collect();
    match names.len() {
        0 => "nothing".to_owned(),
        6 => "anything".to_owned(),
        _ => names.join(" or "),
    }
}
