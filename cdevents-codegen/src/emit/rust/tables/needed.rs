//! Finds the schemas that need a table.

use std::collections::BTreeSet;

use crate::model::rules::SchemaId;
use crate::model::{Form, Holds, Link, Model, Shape};

/// Returns the schemas of a model's events and types, some further ones, and every schema that those
/// refer to. Links that several releases share are validated by the newest release's schemas, so the
/// schemas of the older ones may not be needed.
pub(super) fn needed(model: &Model, further: &[SchemaId]) -> BTreeSet<SchemaId> {
    let mut pending = further.to_vec();
    for release in &model.releases {
        pending.extend(release.all_events().map(|event| event.schema));
    }
    for shape in &model.shapes {
        match &shape.form {
            Form::Checked(schema) | Form::Wrapped { schema, .. } => pending.push(*schema),
            Form::Choice {
                alternatives,
                schema,
            } => {
                pending.push(*schema);
                pending.extend(alternatives.iter().filter_map(
                    |alternative| match alternative.holds {
                        Holds::Schema(schema) => Some(schema),
                        Holds::Type(_) | Holds::All => None,
                    },
                ));
            }
            _ => {}
        }
        if let Some(link) = link_of(model, shape) {
            pending.extend(link.schemas.iter().map(|(_, schema)| *schema));
        }
    }
    let mut needed = BTreeSet::new();
    while let Some(id) = pending.pop() {
        if needed.insert(id) {
            let schema = model.rules.get(id);
            pending.extend(schema.of_parts());
            pending.extend(schema.of_same_value());
        }
    }
    needed
}

/// Returns the links that exist outside of events and have a shape. If several releases share the
/// shape, it returns the newest release's.
pub(in crate::emit::rust) fn link_of<'a>(model: &'a Model, shape: &Shape) -> Option<&'a Link> {
    let links = model.releases.iter().rev();
    let mut links = links.filter_map(|release| release.link.as_ref());
    links.find(|link| model.shape(link.shape).name == shape.name)
}
