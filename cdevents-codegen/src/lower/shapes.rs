//! Objects, enums and unions: each shape once, however often it appears.

use std::collections::BTreeMap;

use crate::Error;
use crate::model::{Alternative, EnumValue, Field, FieldValue, Form, Shape, ShapeId, Type};
use crate::names::{self, Names};
use crate::resolve::Node;

use super::{keywords, scalars};

/// How deep an event may be; a schema that contains itself is deeper than any.
const MAX_DEPTH: usize = 32;

/// Where a schema stands: in which event, and where in it.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The event without its prefix, `service.deployed.0.3.0`; the key of [`Shape::origin`].
    pub(super) event: String,
    /// The event's words, for a name: service, deployed.
    pub(super) words: Vec<String>,
    /// The event's version, for a name: `V0_3_0`.
    pub(super) version: String,
    /// The way within the event: content, environment.
    pub(super) path: Vec<String>,
}

impl Origin {
    pub(super) fn at(&self, key: &str) -> Self {
        let mut origin = self.clone();
        origin.path.push(key.to_owned());
        origin
    }

    fn place(&self) -> String {
        format!("{}/{}", self.event, self.path.join("/"))
    }
}

/// The shapes so far.
#[derive(Debug)]
pub(super) struct Shapes<'a> {
    pub(super) names: &'a Names,
    all: Vec<Shape>,
    by_structure: BTreeMap<String, ShapeId>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(names: &'a Names) -> Self {
        Self {
            names,
            all: Vec::new(),
            by_structure: BTreeMap::new(),
        }
    }

    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.all[id.0]
    }

    pub(super) fn finish(self) -> Vec<Shape> {
        self.all
    }

    /// The type of any schema.
    pub(super) fn lower(&mut self, schema: &Node<'_>, origin: &Origin) -> Result<Type, Error> {
        if origin.path.len() > MAX_DEPTH {
            let reason = "is nested too deep; does a `$ref` lead back to where it came from?";
            return Err(schema.error(reason));
        }
        let resolved = keywords::resolve(schema)?;
        if resolved.get("anyOf").is_some() {
            return self.any_of(schema, &resolved, origin);
        }
        if let Some(strings) = keywords::strings(&resolved)? {
            let form = Form::ClosedEnum(self.values(&strings)?);
            return Ok(Type::Shape(self.share(schema, form, origin)?));
        }
        match keywords::type_of(&resolved)? {
            "string" => scalars::string(&resolved),
            "array" => {
                keywords::only(&resolved, &["type", "items"])?;
                let items = self.lower(&resolved.require("items")?, &origin.at("item"))?;
                Ok(Type::List(Box::new(items)))
            }
            "object" if resolved.get("properties").is_none() => {
                keywords::only(&resolved, &["type", "additionalProperties"])?;
                if keywords::is_open(&resolved)? {
                    Ok(Type::FreeObject)
                } else {
                    Err(resolved.error(
                        "an object that may have no member isn't supported; give it `properties`",
                    ))
                }
            }
            "object" => {
                let form = self.object(&resolved, origin, &|_| None)?;
                Ok(Type::Shape(self.share(schema, form, origin)?))
            }
            other => Err(resolved.error(format!("the type `{other}` isn't supported"))),
        }
    }

    /// An object with known members. Members for which `special` has an answer aren't lowered.
    pub(super) fn object(
        &mut self,
        object: &Node<'_>,
        origin: &Origin,
        special: &dyn Fn(&str) -> Option<FieldValue>,
    ) -> Result<Form, Error> {
        keywords::only(
            object,
            &["type", "properties", "required", "additionalProperties"],
        )?;
        if !keywords::has_type(object, "object") {
            return Err(object.error("`properties` without the type `object` isn't supported"));
        }
        let open = keywords::is_open(object)?;
        let required = keywords::required(object)?;
        let mut properties = object.require("properties")?.members()?;
        let position = |key: &str| required.iter().position(|it| *it == key);
        properties.sort_by_key(|(key, _)| (position(key).unwrap_or(usize::MAX), *key));
        let mut fields: Vec<Field> = Vec::new();
        for (key, schema) in properties {
            let required = required.contains(&key);
            let value = match special(key) {
                Some(value) => value,
                None => self.field_value(&schema, required, &origin.at(key))?,
            };
            let name = names::field_name(&self.names.words(key, &schema)?);
            if let Some(other) = fields.iter().find(|field| field.name == name) {
                let reason = format!("`{key}` and `{}` both make the name `{name}`", other.key);
                return Err(schema.error(reason));
            }
            fields.push(Field {
                key: key.to_owned(),
                name,
                description: keywords::description(&schema)?,
                required,
                value,
            });
        }
        Ok(Form::Object { fields, open })
    }

    fn field_value(
        &mut self,
        schema: &Node<'_>,
        required: bool,
        origin: &Origin,
    ) -> Result<FieldValue, Error> {
        if required
            && let Some(strings) = keywords::strings(&keywords::resolve(schema)?)?
            && let [(constant, _)] = strings.as_slice()
        {
            return Ok(FieldValue::Constant((*constant).to_owned()));
        }
        self.lower(schema, origin).map(FieldValue::Of)
    }

    /// An `anyOf` is an enum that others may extend, or objects that one member tells apart.
    fn any_of(
        &mut self,
        schema: &Node<'_>,
        resolved: &Node<'_>,
        origin: &Origin,
    ) -> Result<Type, Error> {
        keywords::only(resolved, &["anyOf"])?;
        let alternatives: Result<Vec<_>, _> = resolved
            .require("anyOf")?
            .items()?
            .iter()
            .map(keywords::resolve)
            .collect();
        let alternatives = alternatives?;
        if let [known, other] = alternatives.as_slice()
            && let Some(strings) = keywords::strings(known)?
        {
            let values = self.values(&strings)?;
            let other_type = self.lower(other, origin)?;
            let allows_all = match other_type {
                Type::Text => true,
                Type::NonEmptyText => strings.iter().all(|(text, _)| !text.is_empty()),
                _ => false,
            };
            if !allows_all {
                return Err(other.error("beside an enum in `anyOf`, only a string is supported that allows all that the enum does"));
            }
            let form = Form::OpenEnum {
                values,
                other: other_type,
            };
            return Ok(Type::Shape(self.share(schema, form, origin)?));
        }
        let form = self.union(resolved, &alternatives, origin)?;
        Ok(Type::Shape(self.share(schema, form, origin)?))
    }

    /// Objects of which each demands another constant of the same member: since no value is two
    /// of them, 'any of' and 'the one that the member names' are the same.
    pub(super) fn union(
        &mut self,
        place: &Node<'_>,
        objects: &[Node<'_>],
        origin: &Origin,
    ) -> Result<Form, Error> {
        let mut tag_key: Option<String> = None;
        let mut alternatives: Vec<Alternative> = Vec::new();
        for object in objects {
            let (key, constant) = tag(object)?;
            if *tag_key.get_or_insert_with(|| key.clone()) != key {
                return Err(object.error(format!("isn't told apart from its siblings by `{key}`")));
            }
            if alternatives.iter().any(|it| it.tag == constant) {
                return Err(object.error(format!("`{constant}` names two alternatives")));
            }
            let origin = origin.at(&constant);
            let form = self.object(object, &origin, &|_| None)?;
            let words = self.names.words(&constant, object)?;
            alternatives.push(Alternative {
                name: names::type_name(&words),
                shape: self.share(object, form, &origin)?,
                tag: constant,
            });
        }
        let Some(tag) = tag_key else {
            return Err(place.error("an empty `anyOf` allows nothing"));
        };
        alternatives.sort_by(|one, other| one.tag.cmp(&other.tag));
        self.check_union(place, &alternatives)?;
        Ok(Form::Union { tag, alternatives })
    }

    /// A union is read in one go, so a member must mean the same in every object that has it.
    fn check_union(&self, place: &Node<'_>, alternatives: &[Alternative]) -> Result<(), Error> {
        let mut seen: BTreeMap<&str, &FieldValue> = BTreeMap::new();
        for alternative in alternatives {
            let Form::Object {
                fields,
                open: false,
            } = &self.get(alternative.shape).form
            else {
                return Err(place.error(format!("`{}` must be a closed object", alternative.tag)));
            };
            for field in fields {
                let is_tag = matches!(field.value, FieldValue::Constant(_));
                let earlier = seen.insert(&field.key, &field.value);
                if !is_tag && earlier.is_some_and(|earlier| *earlier != field.value) {
                    let reason = format!("`{}` isn't the same in every alternative", field.key);
                    return Err(place.error(reason));
                }
            }
        }
        Ok(())
    }

    fn values(&self, strings: &[(&str, Node<'_>)]) -> Result<Vec<EnumValue>, Error> {
        let mut values: Vec<EnumValue> = Vec::new();
        for (text, place) in strings {
            let name = names::type_name(&self.names.words(text, place)?);
            if let Some(other) = values.iter().find(|value| value.name == name) {
                let reason = format!("`{text}` and `{}` both make the name `{name}`", other.text);
                return Err(place.error(reason));
            }
            values.push(EnumValue {
                text: (*text).to_owned(),
                name,
            });
        }
        Ok(values)
    }

    /// The number of the shape with this form: an earlier one, if there is one.
    pub(super) fn share(
        &mut self,
        schema: &Node<'_>,
        form: Form,
        origin: &Origin,
    ) -> Result<ShapeId, Error> {
        let structure = structure(&form);
        if let Some(id) = self.by_structure.get(&structure) {
            return Ok(*id);
        }
        let place = origin.place();
        let name = match self.names.shape(&place) {
            Some(name) => name,
            None => self.default_name(schema, origin)?,
        };
        if let Some(other) = self.all.iter().find(|shape| shape.name == name) {
            let reason = format!(
                "two shapes with the name `{name}`: this one, and the one at {}; choose names in [shapes]",
                other.origin
            );
            return Err(schema.error(reason));
        }
        let id = ShapeId(self.all.len());
        self.by_structure.insert(structure, id);
        self.all.push(Shape {
            name,
            description: keywords::shape_description(schema)?,
            origin: place,
            form,
        });
        Ok(id)
    }

    /// Named after the event, the place in it, and the event's version: `ServiceDeployedContentV0_3_0`.
    fn default_name(&self, schema: &Node<'_>, origin: &Origin) -> Result<String, Error> {
        let path = match origin.path.as_slice() {
            [content, rest @ ..] if content == "content" && !rest.is_empty() => rest,
            path => path,
        };
        let mut words = origin.words.clone();
        for key in path {
            words.extend(self.names.words(key, schema)?);
        }
        Ok(names::type_name(&words) + &origin.version)
    }
}

/// The member that tells an object from its siblings, and the value that it demands of it.
fn tag(object: &Node<'_>) -> Result<(String, String), Error> {
    let required = keywords::required(object)?;
    let mut tags = Vec::new();
    for key in required {
        let property = object.require("properties")?.require(key)?;
        if let Some(strings) = keywords::strings(&keywords::resolve(&property)?)?
            && let [(constant, _)] = strings.as_slice()
        {
            tags.push((key.to_owned(), (*constant).to_owned()));
        }
    }
    match <[_; 1]>::try_from(tags) {
        Ok([tag]) => Ok(tag),
        Err(_) => Err(object
            .error("an alternative must have exactly one required member with one possible value")),
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
