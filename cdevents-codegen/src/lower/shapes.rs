//! The generated types: each once, however often it appears.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The types by name, with the paths to them.
    by_name: BTreeMap<String, (ShapeId, Vec<Step>)>,
    origins: BTreeSet<String>,
    /// The types of lowered schemas, by document and JSON Pointer.
    pub(super) lowered: BTreeMap<(String, String), Type>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(names: &'a Names) -> Self {
        Self {
            names,
            all: Vec::new(),
            by_structure: BTreeMap::new(),
            by_name: BTreeMap::new(),
            origins: BTreeSet::new(),
            lowered: BTreeMap::new(),
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
        let mut origin = origin.clone();
        let mut place = origin.place();
        // An event that changed without another version is told from what it was by the release.
        if self.origins.contains(&place) {
            place = format!("{}/{place}", origin.release);
            origin.version = origin.release.variant();
        }
        let name = if let Some(name) = self.names.shape(&place) {
            name
        } else {
            let name = self.default_name(schema, &origin)?;
            let is_taken = self.by_name.contains_key(&name);
            let further = if is_taken {
                &origin.further_words[..]
            } else {
                &[]
            };
            names::type_name(further) + &name
        };
        if let Some((other, path)) = self.by_name.get(&name) {
            let reason = format!(
                "two shapes with the name `{name}`: {}, and {}{}",
                names::shown(&place),
                names::shown(&self.get(*other).origin),
                self.names.shape_advice(origin.telling_key(path)),
            );
            self.names.clash(schema.error(reason))?;
        }
        let id = ShapeId(self.all.len());
        self.by_structure.insert(structure, id);
        self.by_name.insert(name.clone(), (id, origin.path));
        self.origins.insert(place.clone());
        self.all.push(Shape {
            name,
            description: schema.type_description()?,
            origin: place,
            form,
        });
        Ok(id)
    }

    /// Named after the event, the place in it, and the event's version: `ServiceDeployedContentV0_3_0`.
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
        Ok(names::type_name(&words) + &origin.version)
    }
}

/// What makes two forms the same: all but words and the order of members and values.
fn structure(form: &Form) -> String {
    match form {
        Form::Object { fields, open } => {
            let member =
                |field: &Field| format!("{}:{}:{:?}", field.key, field.required, field.value);
            format!("object {open} {:?}", sorted(fields.iter().map(member)))
        }
        Form::ClosedEnum(values) => {
            format!("enum {:?}", sorted(values.iter().map(|it| it.text.clone())))
        }
        Form::Text(text) => format!("text {text:?}"),
        Form::Checked(schema) => format!("checked {schema:?}"),
        Form::OpenEnum { values, other } => {
            let values = sorted(values.iter().map(|it| it.text.clone()));
            format!("open enum {values:?} {other:?}")
        }
        Form::Union { tag, alternatives } => {
            let alternatives = alternatives
                .iter()
                .map(|it| format!("{}:{:?}", it.tag, it.shape));
            format!("union {tag} {:?}", sorted(alternatives))
        }
    }
}

fn sorted(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut items: Vec<_> = items.collect();
    items.sort();
    items
}
