//! Schemas in a normal form, in which different spellings of the same constraint look alike.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::rules::{Applicator, JsonType, Schema, SchemaId};

use super::numbers::type_of;
use super::schema::{SchemaRef, allowed_types};
use super::valid::is_valid;

/// Objects that are identified by the value of one property: the value, and the schema.
pub(super) type Alternatives<'a> = Vec<(&'a str, SchemaId)>;

/// A schema in normal form.
pub(super) struct Normalized<'a> {
    /// The schema whose keywords for strings, numbers, arrays and objects count.
    pub(super) schema: &'a Schema,
    /// The allowed types; of an enum, those of its values.
    pub(super) types: BTreeSet<JsonType>,
    /// The values of an enum, as far as the schema's other keywords allow them.
    pub(super) closed: Option<Vec<&'a Value>>,
    /// Values that are known where any other is allowed too.
    pub(super) known: Vec<&'a Value>,
    pub(super) alternatives: Option<Alternatives<'a>>,
    /// The keywords that apply schemas to the same value, if the fields above don't cover them.
    pub(super) applicators: &'a [Applicator],
}

impl<'a> Normalized<'a> {
    pub(super) fn of(place: SchemaRef<'a>) -> Self {
        let place = place.target();
        let schema = place.schema();
        let closed = place.listed().map(|values| {
            // A value counts as allowed unless it is known to be invalid.
            let is_allowed = |value: &&Value| is_valid(place, value) != Some(false);
            values.iter().filter(is_allowed).collect::<Vec<_>>()
        });
        let types = match &closed {
            Some(values) => values.iter().map(|value| type_of(value)).collect(),
            None => place.types(),
        };
        let mut normalized = Self {
            schema,
            types,
            closed,
            known: Vec::new(),
            alternatives: None,
            applicators: &schema.applicators,
        };
        let (any_of, one_of) = match schema.applicators.as_slice() {
            [Applicator::AnyOf(ids)] if schema.is_only_applicators() => (Some(ids), Some(ids)),
            [Applicator::OneOf(ids)] if schema.is_only_applicators() => (None, Some(ids)),
            _ => (None, None),
        };
        if let Some((known, other)) = any_of.and_then(|ids| open_enum(place, ids)) {
            normalized.known = known;
            normalized.schema = other;
            normalized.types = allowed_types(other);
            normalized.applicators = &[];
        } else if let Some(types) = any_of.and_then(|ids| bare_types(place, ids)) {
            normalized.types = types;
            normalized.applicators = &[];
        } else if let Some(alternatives) = one_of.and_then(|ids| alternatives(place, ids)) {
            normalized.alternatives = Some(alternatives);
            normalized.types = BTreeSet::from([JsonType::Object]);
            normalized.applicators = &[];
        }
        normalized
    }

    /// Returns whether all allowed numbers are integers.
    pub(super) fn has_only_integers(&self) -> bool {
        !self.types.contains(&JsonType::Number)
    }
}

/// Returns the known values and the schema for all others, of an `anyOf` of an enum of strings and a
/// schema that allows each of them too.
fn open_enum<'a>(place: SchemaRef<'a>, ids: &[SchemaId]) -> Option<(Vec<&'a Value>, &'a Schema)> {
    let [known, other] = ids else { return None };
    let (known, other) = (place.at(*known).target(), place.at(*other).target());
    let values: Vec<_> = known.listed()?.iter().collect();
    let only_values = Schema {
        types: known.schema().types.clone(),
        values: known.schema().values.clone(),
        ..Schema::default()
    };
    let is_text = other.schema().types.as_deref() == Some(&[JsonType::String]);
    let is_simple = other.schema().values.is_none() && other.schema().applicators.is_empty();
    let is_valid_for_both = |value: &&Value| {
        is_valid(known, value) == Some(true) && is_valid(other, value) == Some(true)
    };
    let is_open = *known.schema() == only_values && is_text && is_simple;
    (is_open && values.iter().all(is_valid_for_both)).then(|| (values, other.schema()))
}

/// Returns all types of an `anyOf` of schemas that constrain nothing but the type.
fn bare_types(place: SchemaRef<'_>, ids: &[SchemaId]) -> Option<BTreeSet<JsonType>> {
    let mut types = BTreeSet::new();
    for id in ids {
        let schema = place.at(*id).target().schema();
        let only_types = Schema {
            types: schema.types.clone(),
            ..Schema::default()
        };
        if *schema != only_types {
            return None;
        }
        types.extend(allowed_types(schema));
    }
    Some(types)
}

/// Returns the schemas of an `anyOf` or `oneOf` by the value that identifies each.
fn alternatives<'a>(place: SchemaRef<'a>, ids: &[SchemaId]) -> Option<Alternatives<'a>> {
    let targets: Vec<_> = ids.iter().map(|id| place.at(*id).target().id).collect();
    let (_, tags) = place.rules.tag(&targets)?;
    Some(tags.into_iter().zip(targets).collect())
}

/// Returns the names of types.
pub(super) fn type_names(types: &BTreeSet<JsonType>) -> String {
    let has_number = types.contains(&JsonType::Number);
    let names = types.iter().filter_map(|r#type| match r#type {
        JsonType::Null => Some("null"),
        JsonType::Boolean => Some("boolean"),
        JsonType::Object => Some("object"),
        JsonType::Array => Some("array"),
        JsonType::Integer | JsonType::PlainInteger => (!has_number).then_some("integer"),
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
