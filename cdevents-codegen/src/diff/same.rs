//! Do two schemas demand the same? Asked of what the comparison has no words for.

use std::collections::BTreeSet;

use crate::rules::{Applicator, Object, Schema, SchemaId};

use super::view::Place;

/// Pairs of schemas that are taken for the same until the opposite shows: so schemas that lead back
/// to themselves come to an end.
type Assumed = BTreeSet<(SchemaId, SchemaId)>;

pub(super) fn same(one: Place<'_>, other: Place<'_>) -> bool {
    same_under(one, other, &mut Assumed::new())
}

/// Are the applicators of two schemas the same, in the same order?
pub(super) fn same_applicators(
    one: Place<'_>,
    ones: &[Applicator],
    other: Place<'_>,
    others: &[Applicator],
) -> bool {
    let with = |applicators: &[Applicator]| Schema {
        applicators: applicators.to_vec(),
        ..Schema::default()
    };
    same_schemas(one, with(ones), other, with(others), &mut Assumed::new())
}

/// Do two schemas for objects demand the same?
pub(super) fn same_objects(
    one: Place<'_>,
    object: Object,
    other: Place<'_>,
    other_object: Object,
) -> bool {
    let with = |object| Schema {
        object,
        ..Schema::default()
    };
    same_schemas(
        one,
        with(object),
        other,
        with(other_object),
        &mut Assumed::new(),
    )
}

fn same_under(one: Place<'_>, other: Place<'_>, assumed: &mut Assumed) -> bool {
    let (one, other) = (one.target(), other.target());
    if std::ptr::eq(one.rules, other.rules) && one.id == other.id {
        return true;
    }
    if !assumed.insert((one.id, other.id)) {
        return true;
    }
    same_schemas(
        one,
        one.schema().clone(),
        other,
        other.schema().clone(),
        assumed,
    )
}

fn same_schemas(
    one: Place<'_>,
    mut one_schema: Schema,
    other: Place<'_>,
    mut other_schema: Schema,
    assumed: &mut Assumed,
) -> bool {
    let ones = take_parts(&mut one_schema);
    let others = take_parts(&mut other_schema);
    one_schema == other_schema
        && ones.len() == others.len()
        && ones
            .into_iter()
            .zip(others)
            .all(|(part, of_other)| same_under(one.at(part), other.at(of_other), assumed))
}

/// The schemas that one is made of, which are taken out of it, so that what is left can be compared
/// as it is. Order doesn't count where it means nothing.
fn take_parts(schema: &mut Schema) -> Vec<SchemaId> {
    let mut parts = Vec::new();
    let mut take = |id: &mut SchemaId| parts.push(std::mem::replace(id, SchemaId(0)));
    schema.array.prefix.iter_mut().for_each(&mut take);
    schema.array.items.iter_mut().for_each(&mut take);
    if let Some((id, ..)) = &mut schema.array.contains {
        take(id);
    }
    let object = &mut schema.object;
    object.required.sort();
    for keyed in [
        &mut object.properties,
        &mut object.patterns,
        &mut object.dependent_schemas,
    ] {
        keyed.sort_by(|one, other| one.0.cmp(&other.0));
        for (_, id) in keyed {
            take(id);
        }
    }
    object.dependent_required.sort();
    object.additional.iter_mut().for_each(&mut take);
    object.names.iter_mut().for_each(&mut take);
    for applicator in &mut schema.applicators {
        match applicator {
            Applicator::Reference(id, document, pointer) => {
                take(id);
                document.clear();
                pointer.clear();
            }
            Applicator::Not(id) => take(id),
            Applicator::AllOf(ids) | Applicator::AnyOf(ids) | Applicator::OneOf(ids) => {
                ids.iter_mut().for_each(&mut take);
            }
            Applicator::If(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(&mut take);
            }
        }
    }
    parts
}
