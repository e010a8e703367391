//! A schema as the comparison looks at it: `$ref`s followed, and what is written in several ways in
//! one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::rules::{Applicator, JsonType, Rules, Schema, SchemaId, Values};

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

    /// Where `$ref`s lead from here. Beside one may stand the type that its target has anyway.
    pub(super) fn target(self) -> Self {
        let schema = self.schema();
        let [Applicator::Reference(id, ..)] = schema.applicators.as_slice() else {
            return self;
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

    pub(super) fn schema(self) -> &'a Schema {
        self.rules.get(self.id)
    }

    /// A schema that allows everything: `true`, `{}`.
    pub(super) fn is_anything(self) -> bool {
        *self.target().schema() == Schema::default()
    }

    /// A schema that allows nothing: `false`.
    pub(super) fn is_never(self) -> bool {
        self.target()
            .schema()
            .types
            .as_ref()
            .is_some_and(Vec::is_empty)
    }
}

/// Which values may stand at a place.
pub(super) enum Choice {
    /// Any that the other keywords allow.
    Free,
    /// These alone.
    Closed(BTreeSet<String>),
    /// These, and others too.
    Open(BTreeSet<String>),
}

/// Objects that one member tells apart.
pub(super) struct Tagged<'a> {
    /// By the value of that member.
    pub(super) alternatives: Vec<(&'a str, SchemaId)>,
}

/// What a schema demands, seen so that two can be compared.
pub(super) struct View<'a> {
    /// The schema whose keywords for strings, numbers, arrays and objects count.
    pub(super) schema: &'a Schema,
    pub(super) types: BTreeSet<JsonType>,
    pub(super) choice: Choice,
    pub(super) tagged: Option<Tagged<'a>>,
    /// The keywords that apply schemas to the same value, as far as they are nothing of the above.
    pub(super) applicators: &'a [Applicator],
}

impl<'a> View<'a> {
    pub(super) fn of(place: Place<'a>) -> Self {
        let place = place.target();
        let schema = place.schema();
        let mut view = Self {
            schema,
            types: types(schema),
            choice: choice(schema),
            tagged: None,
            applicators: &schema.applicators,
        };
        let [Applicator::AnyOf(ids) | Applicator::OneOf(ids)] = schema.applicators.as_slice()
        else {
            return view;
        };
        if !schema.is_only_applicators() {
            return view;
        }
        if let Some((known, other)) = open_enum(place, ids) {
            view.choice = Choice::Open(known);
            view.schema = other;
            view.types = types(other);
            view.applicators = &[];
        } else if let Some(alternatives) = tagged(place, ids) {
            view.tagged = Some(Tagged { alternatives });
            view.types = BTreeSet::from([JsonType::Object]);
            view.applicators = &[];
        }
        view
    }
}

/// `anyOf` of an enum and a string: the known values, and what any other must be.
fn open_enum<'a>(place: Place<'a>, ids: &[SchemaId]) -> Option<(BTreeSet<String>, &'a Schema)> {
    let [known, other] = ids else { return None };
    let (known, other) = (place.at(*known).target(), place.at(*other).target());
    let (known, other) = (known.schema(), other.schema());
    let Choice::Closed(values) = choice(known) else {
        return None;
    };
    let is_text = other.types.as_deref() == Some(&[JsonType::String]);
    let is_simple = other.values.is_none() && other.applicators.is_empty();
    (is_text && is_simple && known.applicators.is_empty()).then_some((values, other))
}

/// Alternatives that a `$ref` may lead to, by what tells them apart.
fn tagged<'a>(place: Place<'a>, ids: &[SchemaId]) -> Option<Vec<(&'a str, SchemaId)>> {
    let targets: Vec<_> = ids.iter().map(|id| place.at(*id).target().id).collect();
    let (_, tags) = place.rules.tag(&targets)?;
    Some(tags.into_iter().zip(targets).collect())
}

fn choice(schema: &Schema) -> Choice {
    let values = match &schema.values {
        None => return Choice::Free,
        Some(Values::Const(value)) => std::slice::from_ref(value),
        Some(Values::Enum(values)) => values,
    };
    Choice::Closed(values.iter().map(Value::to_string).collect())
}

/// The types that a schema allows. Every integer is a number.
fn types(schema: &Schema) -> BTreeSet<JsonType> {
    const ALL: [JsonType; 7] = [
        JsonType::Null,
        JsonType::Boolean,
        JsonType::Object,
        JsonType::Array,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
    ];
    let listed = match (&schema.types, &schema.values) {
        (Some(types), _) => types.clone(),
        (None, None) => ALL.to_vec(),
        (None, Some(Values::Const(value))) => vec![type_of(value)],
        (None, Some(Values::Enum(values))) => values.iter().map(type_of).collect(),
    };
    let mut types: BTreeSet<_> = listed.into_iter().collect();
    if types.contains(&JsonType::Number) {
        types.insert(JsonType::Integer);
    }
    types
}

fn type_of(value: &Value) -> JsonType {
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
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
