//! Decides whether two schemas allow the same values, for keywords that are not analyzed further. In
//! simple cases, different spellings and orders are recognized.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::rules::{Applicator, SchemaId};

use super::numbers::{ExactNumber, canonical};
use super::schema::{SchemaRef, keyword};

/// Returns whether two schemas are equivalent.
pub(super) fn are_equivalent(one: SchemaRef<'_>, other: SchemaRef<'_>) -> bool {
    Assumed::default().schemas(one, other)
}

/// Returns whether equivalent schemas stand under the same keys.
pub(super) fn are_equivalent_by_key<K: Ord>(
    ones: &BTreeMap<K, SchemaRef<'_>>,
    others: &BTreeMap<K, SchemaRef<'_>>,
) -> bool {
    Assumed::default().by_key(ones, others)
}

/// Returns whether the `$ref`s, `allOf`s and so on of two schemas are equivalent, in any order.
pub(super) fn are_equivalent_applicators(
    (one, ones): (SchemaRef<'_>, &[Applicator]),
    (other, others): (SchemaRef<'_>, &[Applicator]),
) -> bool {
    Assumed::default().applicators((one, ones), (other, others))
}

/// Pairs of schemas that are assumed to be equivalent until shown otherwise, so that comparing
/// recursive schemas ends.
#[derive(Default)]
struct Assumed(BTreeSet<(SchemaId, SchemaId)>);

impl Assumed {
    fn schemas(&mut self, one: SchemaRef<'_>, other: SchemaRef<'_>) -> bool {
        let (one, other) = (one.target(), other.target());
        let pair = (one.id, other.id);
        if one.is(other) || !self.0.insert(pair) {
            return true;
        }
        let are_equivalent = own_keywords(one) == own_keywords(other)
            && one.dependent_required() == other.dependent_required()
            && self.by_key(&subschemas(one), &subschemas(other))
            && self.applicators(
                (one, &one.schema().applicators),
                (other, &other.schema().applicators),
            );
        if !are_equivalent {
            self.0.remove(&pair);
        }
        are_equivalent
    }

    fn by_key<K: Ord>(
        &mut self,
        ones: &BTreeMap<K, SchemaRef<'_>>,
        others: &BTreeMap<K, SchemaRef<'_>>,
    ) -> bool {
        let mut pairs = ones.values().zip(others.values());
        ones.keys().eq(others.keys()) && pairs.all(|(one, other)| self.schemas(*one, *other))
    }

    fn applicators(
        &mut self,
        (one, ones): (SchemaRef<'_>, &[Applicator]),
        (other, others): (SchemaRef<'_>, &[Applicator]),
    ) -> bool {
        are_matched(ones, others, |first, second| {
            let (ids, other_ids) = (first.schemas(), second.schemas());
            if keyword(first) != keyword(second) {
                return false;
            }
            if matches!(first, Applicator::If(..)) {
                return self.by_key(&one.by_index(&ids), &other.by_index(&other_ids));
            }
            are_matched(&ids, &other_ids, |id, other_id| {
                self.schemas(one.at(*id), other.at(*other_id))
            })
        })
    }
}

/// Pairs each item with one of the others, in any order.
fn are_matched<T>(ones: &[T], others: &[T], mut is_pair: impl FnMut(&T, &T) -> bool) -> bool {
    let mut left: Vec<_> = others.iter().collect();
    ones.len() == others.len()
        && ones.iter().all(|one| {
            let position = left.iter().position(|other| is_pair(one, other));
            position.map(|position| left.remove(position)).is_some()
        })
}

/// Returns the keywords without subschemas, in a form that is equal for equal meanings.
fn own_keywords(place: SchemaRef<'_>) -> impl PartialEq + use<> {
    let schema = place.schema();
    let (array, object, bounds) = (&schema.array, &schema.object, &schema.number);
    let values = place.listed();
    let numbers = [
        &bounds.minimum,
        &bounds.exclusive_minimum,
        &bounds.maximum,
        &bounds.exclusive_maximum,
        &bounds.multiple_of,
    ];
    (
        place.types(),
        values.map(|values| values.iter().map(canonical).collect::<BTreeSet<_>>()),
        numbers.map(|number| {
            number
                .as_ref()
                .map(|number| ExactNumber::of(number).to_string())
        }),
        schema.text.clone(),
        (array.min_items, array.max_items, array.unique),
        object.required.iter().cloned().collect::<BTreeSet<_>>(),
        (object.min_properties, object.max_properties),
    )
}

/// Returns the subschemas for parts of a value, by keyword and key.
fn subschemas(place: SchemaRef<'_>) -> BTreeMap<(&'static str, String), SchemaRef<'_>> {
    let (array, object) = (&place.schema().array, &place.schema().object);
    let prefix = array.prefix.iter().enumerate();
    let prefix = prefix.map(|(index, id)| ("prefixItems", index.to_string(), place.at(*id)));
    // The counts belong to the key: they have to be the same, too.
    let counts = array.contains.map(|(_, min, max)| format!("{min} {max:?}"));
    let contains = place.contains().zip(counts);
    let single = [
        ("items", array.items),
        ("additionalProperties", object.additional),
        ("propertyNames", object.names),
    ];
    let keyed = [
        ("properties", &object.properties),
        ("patternProperties", &object.patterns),
        ("dependentSchemas", &object.dependent_schemas),
    ];
    let single = single
        .into_iter()
        .filter_map(|(keyword, id)| Some((keyword, String::new(), place.constraint(id)?)));
    let keyed = keyed.into_iter().flat_map(|(keyword, keyed)| {
        let keyed = keyed.iter();
        keyed.map(move |(key, id)| (keyword, key.clone(), place.at(*id)))
    });
    prefix
        .chain(contains.map(|(schema, counts)| ("contains", counts, schema)))
        .chain(single)
        .chain(keyed)
        .map(|(keyword, key, schema)| ((keyword, key), schema))
        .collect()
}
