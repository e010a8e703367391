//! Do two schemas demand the same? Asked of what the comparison has no words for. How they are
//! spelled doesn't count, as far as that is plain.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::rules::{Applicator, Array, Object, Schema, SchemaId};

use super::accepts::canonical;
use super::view::{Place, allowed, listed};

/// Pairs of schemas that are taken for the same until the opposite shows: so schemas that lead back
/// to themselves come to an end.
type Assumed = BTreeSet<(SchemaId, SchemaId)>;

pub(super) fn same(one: Place<'_>, other: Place<'_>) -> bool {
    places(one, other, &mut Assumed::new())
}

/// Are the applicators of two schemas the same?
pub(super) fn same_applicators(
    one: Place<'_>,
    ones: &[Applicator],
    other: Place<'_>,
    others: &[Applicator],
) -> bool {
    applicators(one, ones, other, others, &mut Assumed::new())
}

/// Are schemas under keys the same?
pub(super) fn same_keyed(
    one: Place<'_>,
    ones: &[(String, SchemaId)],
    other: Place<'_>,
    others: &[(String, SchemaId)],
) -> bool {
    keyed(one, ones, other, others, &mut Assumed::new())
}

/// Are schemas the same, one by one?
pub(super) fn same_list(
    one: Place<'_>,
    ones: &[SchemaId],
    other: Place<'_>,
    others: &[SchemaId],
) -> bool {
    list(one, ones, other, others, &mut Assumed::new())
}

fn places(one: Place<'_>, other: Place<'_>, assumed: &mut Assumed) -> bool {
    let (one, other) = (one.target(), other.target());
    if std::ptr::eq(one.rules, other.rules) && one.id == other.id {
        return true;
    }
    // What was assumed in vain is of no use to another guess.
    if assumed.contains(&(one.id, other.id)) {
        return true;
    }
    assumed.insert((one.id, other.id));
    let are_same = schemas(one, other, assumed);
    if !are_same {
        assumed.remove(&(one.id, other.id));
    }
    are_same
}

fn schemas(one: Place<'_>, other: Place<'_>, assumed: &mut Assumed) -> bool {
    let (here, there) = (one.schema(), other.schema());
    let values = |schema: &Schema| {
        let listed = listed(schema);
        listed.map(|it| it.iter().map(canonical).collect::<BTreeSet<_>>())
    };
    let types = |schema: &Schema| allowed(schema.types.as_deref());
    let numbers = |schema: &Schema| {
        let bounds = &schema.number;
        let all = [
            &bounds.minimum,
            &bounds.exclusive_minimum,
            &bounds.maximum,
            &bounds.exclusive_maximum,
            &bounds.multiple_of,
        ];
        all.map(|it| {
            it.as_ref()
                .map(|it| super::numbers::Exact::of(it).to_string())
        })
    };
    types(here) == types(there)
        && values(here) == values(there)
        && here.text == there.text
        && numbers(here) == numbers(there)
        && arrays(one, &here.array, other, &there.array, assumed)
        && objects(one, &here.object, other, &there.object, assumed)
        && applicators(one, &here.applicators, other, &there.applicators, assumed)
}

fn arrays(
    one: Place<'_>,
    ones: &Array,
    other: Place<'_>,
    others: &Array,
    assumed: &mut Assumed,
) -> bool {
    let counts = |array: &Array| (array.min_items, array.max_items, array.unique);
    let contained = |array: &Array| array.contains.map(|(_, min, max)| (min, max));
    let contains = match (contains(ones), contains(others)) {
        (Some(here), Some(there)) => {
            contained(ones) == contained(others) && places(one.at(here), other.at(there), assumed)
        }
        (here, there) => here.is_none() && there.is_none(),
    };
    counts(ones) == counts(others)
        && contains
        && list(one, &ones.prefix, other, &others.prefix, assumed)
        && optional(one, ones.items, other, others.items, assumed)
}

/// The schema that some item must fit; none, where that may be no item, and any number.
pub(super) fn contains(array: &Array) -> Option<SchemaId> {
    match array.contains {
        Some((_, 0, None)) | None => None,
        Some((id, ..)) => Some(id),
    }
}

fn objects(
    one: Place<'_>,
    ones: &Object,
    other: Place<'_>,
    others: &Object,
    assumed: &mut Assumed,
) -> bool {
    let counts = |object: &Object| (object.min_properties, object.max_properties);
    let required = |object: &Object| object.required.iter().cloned().collect::<BTreeSet<_>>();
    required(ones) == required(others)
        && counts(ones) == counts(others)
        && dependent(ones) == dependent(others)
        && keyed(one, &ones.properties, other, &others.properties, assumed)
        && keyed(one, &ones.patterns, other, &others.patterns, assumed)
        && keyed(
            one,
            &ones.dependent_schemas,
            other,
            &others.dependent_schemas,
            assumed,
        )
        && optional(one, ones.additional, other, others.additional, assumed)
        && optional(one, ones.names, other, others.names, assumed)
}

/// `dependentRequired`, in an order that doesn't count.
pub(super) fn dependent(object: &Object) -> BTreeMap<&str, BTreeSet<&str>> {
    let members = object.dependent_required.iter().map(|(key, others)| {
        let others = others.iter().map(String::as_str).collect();
        (key.as_str(), others)
    });
    members.collect()
}

/// A schema that allows anything says no more than none.
fn optional(
    one: Place<'_>,
    here: Option<SchemaId>,
    other: Place<'_>,
    there: Option<SchemaId>,
    assumed: &mut Assumed,
) -> bool {
    let here = here.map(|id| one.at(id)).filter(|it| !it.is_anything());
    let there = there.map(|id| other.at(id)).filter(|it| !it.is_anything());
    match (here, there) {
        (Some(here), Some(there)) => places(here, there, assumed),
        (here, there) => here.is_none() && there.is_none(),
    }
}

fn list(
    one: Place<'_>,
    ones: &[SchemaId],
    other: Place<'_>,
    others: &[SchemaId],
    assumed: &mut Assumed,
) -> bool {
    let mut pairs = ones.iter().zip(others);
    ones.len() == others.len()
        && pairs.all(|(here, there)| places(one.at(*here), other.at(*there), assumed))
}

fn keyed(
    one: Place<'_>,
    ones: &[(String, SchemaId)],
    other: Place<'_>,
    others: &[(String, SchemaId)],
    assumed: &mut Assumed,
) -> bool {
    ones.len() == others.len()
        && ones.iter().all(|(key, here)| {
            let there = others.iter().find(|(other, _)| other == key);
            there.is_some_and(|(_, there)| places(one.at(*here), other.at(*there), assumed))
        })
}

fn applicators(
    one: Place<'_>,
    ones: &[Applicator],
    other: Place<'_>,
    others: &[Applicator],
    assumed: &mut Assumed,
) -> bool {
    matched(ones, others, |here, there| match (here, there) {
        (Applicator::Reference(here, ..), Applicator::Reference(there, ..))
        | (Applicator::Not(here), Applicator::Not(there)) => {
            places(one.at(*here), other.at(*there), assumed)
        }
        (Applicator::AllOf(ones), Applicator::AllOf(others))
        | (Applicator::AnyOf(ones), Applicator::AnyOf(others))
        | (Applicator::OneOf(ones), Applicator::OneOf(others)) => {
            matched(ones, others, |here, there| {
                places(one.at(*here), other.at(*there), assumed)
            })
        }
        (
            Applicator::If(condition, then, otherwise),
            Applicator::If(other_condition, other_then, other_otherwise),
        ) => {
            let ones = [*condition, *then, *otherwise];
            let others = [*other_condition, *other_then, *other_otherwise];
            list(one, &ones, other, &others, assumed)
        }
        _ => false,
    })
}

/// Has each its like among the others, whatever the order?
fn matched<T>(ones: &[T], others: &[T], mut is_like: impl FnMut(&T, &T) -> bool) -> bool {
    let mut left: Vec<_> = others.iter().collect();
    ones.len() == others.len()
        && ones.iter().all(|one| {
            let position = left.iter().position(|other| is_like(one, other));
            position.map(|position| left.remove(position)).is_some()
        })
}
