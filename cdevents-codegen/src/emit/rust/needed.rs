//! Which tables are needed.

use std::collections::BTreeSet;

use crate::model::rules::SchemaId;
use crate::model::{Form, Model};

use super::unions;

/// The schemas that anything refers to, and these further ones. Links of several releases that are one type are held to the
/// newest one's schemas, so that others may be of no use.
pub(crate) fn needed(model: &Model, further: &[SchemaId]) -> BTreeSet<SchemaId> {
    let rules = &model.rules;
    let mut pending = further.to_vec();
    for release in &model.releases {
        pending.extend(release.all_events().map(|event| event.schema));
    }
    for shape in &model.shapes {
        if let Form::Checked(schema) = shape.form {
            pending.push(schema);
        }
        if let Some(link) = unions::link_of(model, shape) {
            pending.extend(link.schemas.iter().map(|(_, schema)| *schema));
        }
    }
    let mut needed = BTreeSet::new();
    while let Some(id) = pending.pop() {
        if needed.insert(id) {
            let schema = rules.get(id);
            pending.extend(schema.of_parts());
            pending.extend(schema.of_same_value());
        }
    }
    needed
}
