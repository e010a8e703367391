//! What the schemas say, as plain data: releases, events, types and rules.

mod event;
mod examples;
mod json;
mod release;
pub mod rules;
mod shape;
mod upgrades;

pub(crate) use event::{CUSTOM_EVENT_TYPE, CUSTOM_PREFIX};
pub use event::{EnvironmentPlace, Event};
pub use examples::{ExampleValue, ExampleValues};
pub use json::Json;
pub use release::{Correction, Link, Release, ReleaseName};
pub(crate) use shape::RELEASE_KEYS;
pub use shape::{
    Alternative, ChoiceAlternative, EnumValue, Field, FieldValue, Form, Holds, Shape, ShapeId,
    Type, hidden, stored,
};

pub use upgrades::{
    DefaultValue, MovedProperty, Question, RenamedEvent, RenamedValue, UpgradeRules,
};

use rules::{Rules, SchemaId};

/// All releases, and the types and rules that they share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The releases, oldest first.
    pub releases: Vec<Release>,
    /// The stages of the software life cycle, in order.
    pub stages: Vec<String>,
    /// The generated types, in the order of their first appearance.
    pub shapes: Vec<Shape>,
    /// The rules of all schemas.
    pub rules: Rules,
    /// The corrections that were applied, in the order of their file.
    pub corrections: Vec<Correction>,
    /// The values that examples are made of.
    pub examples: ExampleValues,
    /// What is declared about upgrades between releases.
    pub upgrades: UpgradeRules,
}

impl Model {
    /// Returns a generated type by its number.
    #[must_use]
    pub fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    /// Returns whether a type is the context of an event.
    #[must_use]
    pub fn is_context(&self, id: ShapeId) -> bool {
        let mut events = self.releases.iter().flat_map(Release::all_events);
        events.any(|event| event.context == id)
    }

    /// Returns the type of the links in the contexts of a release, if it has them.
    #[must_use]
    pub fn embedded_link(&self, release: &Release) -> Option<ShapeId> {
        let contexts = release.events.iter().map(|event| self.shape(event.context));
        let mut fields = contexts.flat_map(|context| context.form.fields());
        fields.find_map(|field| match &field.value {
            FieldValue::Of(Type::List(items)) if field.key == "links" => match **items {
                Type::Shape(id) => Some(id),
                _ => None,
            },
            _ => None,
        })
    }
}

impl Link {
    /// Returns the kinds of links, each with the `$id` and the number of its schema.
    pub fn kinds<'a>(
        &'a self,
        model: &'a Model,
    ) -> impl Iterator<Item = (&'a Alternative, &'a str, SchemaId)> {
        let alternatives = model.shape(self.shape).form.alternatives().iter();
        let kinds = alternatives.zip(&self.schemas);
        kinds.map(|(alternative, (id, schema))| (alternative, id.as_str(), *schema))
    }
}

impl Type {
    /// Returns the type as it is written in Rust, without a path.
    #[must_use]
    pub fn rust_name(&self, model: &Model) -> String {
        let name = match self {
            Self::String => "String",
            Self::NonEmptyString => "NonEmptyString",
            Self::Uri => "Uri",
            Self::UriReference => "UriReference",
            Self::Timestamp => "Timestamp",
            Self::CustomEventType => "CustomEventType",
            Self::Boolean => "bool",
            Self::FreeObject => "JsonObject",
            Self::Json => "Json",
            Self::Number => "Number",
            Self::Map(values) => {
                return format!("BTreeMap<String, {}>", values.rust_name(model));
            }
            Self::Nullable(value) => return format!("Option<{}>", value.rust_name(model)),
            Self::List(items) => return format!("Vec<{}>", items.rust_name(model)),
            Self::Shape(id) => &model.shape(*id).name,
            Self::Content => "Content",
        };
        name.to_owned()
    }
}
