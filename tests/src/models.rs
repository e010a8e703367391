//! Prepares models for a comparison.

use cdevents_codegen::model::rules::SchemaId;
use cdevents_codegen::model::{Form, Model};

/// Removes what may differ between models with the same meaning: descriptions, the order of
/// properties and values, and the schema IDs, which depend on the `$ref`s.
#[must_use]
pub fn without_descriptions(mut model: Model) -> Model {
    for release in &mut model.releases {
        for event in release.events.iter_mut().chain(&mut release.custom_event) {
            event.description.clear();
            event.schema = SchemaId(0);
        }
        if let Some(link) = &mut release.link {
            for (_, schema) in &mut link.schemas {
                *schema = SchemaId(0);
            }
        }
    }
    for shape in &mut model.shapes {
        shape.description.clear();
        match &mut shape.form {
            Form::Object { fields, .. } => {
                for field in fields.iter_mut() {
                    field.description.clear();
                }
                fields.sort_by(|one, other| one.key.cmp(&other.key));
            }
            Form::ClosedEnum(values) | Form::OpenEnum { values, .. } => {
                values.sort_by(|one, other| one.text.cmp(&other.text));
            }
            Form::Checked(schema) | Form::Wrapped { schema, .. } | Form::Choice { schema, .. } => {
                *schema = SchemaId(0);
            }
            _ => {}
        }
    }
    model
}
