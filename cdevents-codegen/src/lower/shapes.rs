//! The generated types: each once, however often it appears.

use std::collections::BTreeMap;

use crate::Error;
use crate::model::{Field, Form, Shape, ShapeId, Type};
use crate::names::{self, Names};

use super::located::Located;
use super::origin::{Origin, Step};

/// The types so far.
#[derive(Debug)]
pub(super) struct Shapes<'a> {
    pub(super) names: &'a Names,
    all: Vec<Shape>,
    by_structure: BTreeMap<String, ShapeId>,
    /// The origins of the types, by the types' names.
    by_name: BTreeMap<String, Origin>,
    /// The types of lowered schemas, by document and JSON Pointer.
    pub(super) lowered: BTreeMap<(String, String), Type>,
    /// The schemas that are being lowered. Those that refer to themselves have a number already.
    pub(super) begun: BTreeMap<(String, String), Option<ShapeId>>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(names: &'a Names) -> Self {
        Self {
            names,
            all: Vec::new(),
            by_structure: BTreeMap::new(),
            by_name: BTreeMap::new(),
            lowered: BTreeMap::new(),
            begun: BTreeMap::new(),
        }
    }

    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.all[id.0]
    }

    pub(super) fn finish(self) -> Vec<Shape> {
        self.all
    }

    /// Returns the number of the type with this form, which may be an earlier one.
    pub(super) fn share(
        &mut self,
        schema: &Located<'_>,
        form: Form,
        origin: &Origin,
    ) -> Result<ShapeId, Error> {
        let structure = structure(&form);
        if let Some(id) = self.by_structure.get(&structure) {
            return Ok(*id);
        }
        let name = self.name(schema, origin)?;
        let id = ShapeId(self.all.len());
        self.by_structure.insert(structure, id);
        self.by_name.insert(name.clone(), origin.clone());
        self.all.push(Shape {
            name,
            description: schema.type_description()?,
            origin: origin.place(),
            form,
        });
        Ok(id)
    }

    /// Returns whether every type that refers to itself was completed.
    pub(super) fn are_complete(&self) -> bool {
        self.all.iter().all(|shape| !shape.name.is_empty())
    }

    /// Reserves a number for a type that refers to itself.
    pub(super) fn reserve(&mut self) -> ShapeId {
        self.all.push(Shape {
            name: String::new(),
            description: String::new(),
            origin: String::new(),
            form: Form::ClosedEnum(Vec::new()),
        });
        ShapeId(self.all.len() - 1)
    }

    /// Completes a type that has a number already.
    pub(super) fn complete(
        &mut self,
        id: ShapeId,
        schema: &Located<'_>,
        form: Form,
        origin: &Origin,
    ) -> Result<(), Error> {
        let name = self.name(schema, origin)?;
        self.by_name.insert(name.clone(), origin.clone());
        self.all[id.0] = Shape {
            name,
            // The type must be completed, because others refer to it already.
            description: schema.type_description().unwrap_or_default(),
            origin: origin.place(),
            form,
        };
        Ok(())
    }

    /// Returns a type's name: the one chosen for its place, or one made of the event and the property.
    /// If an earlier release has another type of that name, the name ends in this release, such as
    /// `V0_5_0`.
    fn name(&self, schema: &Located<'_>, origin: &Origin) -> Result<String, Error> {
        let place = origin.place();
        let (name, further) = if let Some(name) = self.names.chosen(&place) {
            (name, None)
        } else {
            let name = self.default_name(schema, origin)?;
            let further = names::type_name(&origin.further_words) + &name;
            (name, Some(further))
        };
        for name in std::iter::once(&name).chain(&further) {
            let Some(other) = self.by_name.get(name) else {
                return Ok(name.clone());
            };
            if let Some(release) = &origin.release
                && other.release.as_ref() < Some(release)
            {
                let name = name.clone() + &release.variant();
                if !self.by_name.contains_key(&name) {
                    return Ok(name);
                }
            }
        }
        let key = origin.path.last().map_or("", Step::text);
        let made = |words: &[String]| name.clone() + &names::type_name(words);
        let is_taken = |name: &str| self.by_name.contains_key(name);
        if let Some(name) = self.names.instead(key, &name, made, is_taken) {
            return Ok(name);
        }
        let other = &self.by_name[&name];
        let reason = format!(
            "two types with the name `{name}`: {}, and {}{}",
            names::shown(&place),
            names::shown(&other.place()),
            self.names.type_advice(origin.telling_key(other)),
        );
        self.names.clash(schema.error(reason))?;
        Ok(name)
    }

    /// Returns a name made of the event and the property: `ServiceDeployedContent`.
    fn default_name(&self, schema: &Located<'_>, origin: &Origin) -> Result<String, Error> {
        let path = match origin.path.as_slice() {
            [content, rest @ ..] if content.text() == "content" && !rest.is_empty() => rest,
            path => path,
        };
        let mut words = origin.words.clone();
        for step in path {
            match step {
                Step::Key(key) => words.extend(self.names.words(key, &schema.node)?),
                Step::Own(word) => words.push((*word).to_owned()),
            }
        }
        Ok(names::type_name(&words))
    }
}

/// Returns what makes two forms equal: everything except words and the order of properties and values.
fn structure(form: &Form) -> String {
    match form {
        Form::Object { fields, open } => {
            let property =
                |field: &Field| format!("{}:{}:{:?}", field.key, field.required, field.value);
            format!("object {open} {:?}", sorted(fields.iter().map(property)))
        }
        Form::ClosedEnum(values) => {
            format!(
                "enum {:?}",
                sorted(values.iter().map(|value| value.text.clone()))
            )
        }
        Form::String(text) => format!("text {text:?}"),
        Form::Checked(schema) => format!("checked {schema:?}"),
        Form::Wrapped { inner, schema } => format!("wrapped {inner:?} {schema:?}"),
        Form::Choice {
            schema,
            alternatives,
        } => format!("choice {schema:?} {alternatives:?}"),
        Form::OpenEnum { values, other } => {
            let values = sorted(values.iter().map(|value| value.text.clone()));
            format!("open enum {values:?} {other:?}")
        }
        Form::Union { tag, alternatives } => {
            let alternatives = alternatives
                .iter()
                .map(|alternative| format!("{}:{:?}", alternative.tag, alternative.shape));
            format!("union {tag} {:?}", sorted(alternatives))
        }
    }
}

fn sorted(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut items: Vec<_> = items.collect();
    items.sort();
    items
}
