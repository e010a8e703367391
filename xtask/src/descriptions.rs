//! Descriptions that the schemas lack.

use cdevents_codegen::model::{Form, Model};

/// Returns the events, types and properties without a description, as the paths of their schemas.
#[must_use]
pub fn missing(model: &Model) -> Vec<String> {
    let mut missing = Vec::new();
    for release in &model.releases {
        let events = release.all_events();
        let events = events.filter(|event| event.description.is_empty());
        missing.extend(events.map(|event| format!("{}/{}", release.name, event.name)));
    }
    for shape in &model.shapes {
        if shape.description.is_empty() {
            missing.push(shape.origin.clone());
        }
        if let Form::Object { fields, .. } = &shape.form {
            let fields = fields.iter().filter(|field| field.description.is_empty());
            missing.extend(fields.map(|field| format!("{}/{}", shape.origin, field.key)));
        }
    }
    missing
}
