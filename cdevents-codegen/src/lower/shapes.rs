//! Objects, enums and unions: each shape once, however often it appears.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::Error;
use crate::documents::resolve::{Node, step};
use crate::model::rules::Rules;
use crate::model::{EnumValue, Field, FieldValue, Form, ReleaseName, Shape, ShapeId, Type};
use crate::names::{self, Names};

use super::rules::Lowering;
use super::{keywords, scalars};

/// The keywords of an object that becomes a struct.
pub(super) const OBJECT_KEYWORDS: &[&str] =
    &["type", "properties", "required", "additionalProperties"];

/// The field of an open object with the members that it doesn't name.
const ADDITIONAL: &str = "additional";

/// How deep an event may be; a schema that contains itself is deeper than any.
const MAX_DEPTH: usize = 32;

/// Where a schema stands: in what, and where in it.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The release.
    pub(super) release: ReleaseName,
    /// An event without its prefix, `service.deployed.0.3.0`, or what else is told from its
    /// siblings by name; the start of [`Shape::origin`].
    pub(super) of: String,
    /// Its words, for a name: service, deployed.
    pub(super) words: Vec<String>,
    /// Its version, for a name: `V0_3_0`.
    pub(super) version: String,
    /// The way within it: content, environment.
    pub(super) path: Vec<Step>,
    /// Words to put in front where the name is another's already.
    pub(super) further_words: Vec<String>,
}

/// A step on the way to a schema.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Step {
    /// A key or a value that the schema has, whose words its author may choose.
    Key(String),
    /// A word of ours.
    Own(&'static str),
}

impl Step {
    fn text(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Own(word) => word,
        }
    }
}

impl Origin {
    pub(super) fn at(&self, key: &str) -> Self {
        self.further(Step::Key(key.to_owned()))
    }

    pub(super) fn at_own(&self, word: &'static str) -> Self {
        self.further(Step::Own(word))
    }

    fn further(&self, step: Step) -> Self {
        let mut origin = self.clone();
        origin.path.push(step);
        origin
    }

    fn place(&self) -> String {
        let path = self.path.iter();
        path.fold(self.of.clone(), |place, it| step(&place, it.text()))
    }

    /// A key that is on the one way, and not on the other.
    fn telling_key<'a>(&'a self, other: &'a [Step]) -> Option<&'a str> {
        let pairs = self.path.iter().zip(other);
        let common = pairs.take_while(|(one, other)| one == other).count();
        let mut steps = self.path[common..].iter().chain(&other[common..]);
        steps.find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Own(_) => None,
        })
    }
}

/// The shapes so far.
#[derive(Debug)]
pub(super) struct Shapes<'a> {
    pub(super) names: &'a Names,
    pub(super) rules: Lowering,
    all: Vec<Shape>,
    by_structure: BTreeMap<String, ShapeId>,
    /// The shapes by name, with the ways to them.
    by_name: BTreeMap<String, (ShapeId, Vec<Step>)>,
    origins: BTreeSet<String>,
    /// The types of what is lowered already, by document and place: a `$ref` may lead there from
    /// many places.
    lowered: BTreeMap<(String, String), Type>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(names: &'a Names) -> Self {
        Self {
            names,
            rules: Lowering::new(true),
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

    pub(super) fn finish(self) -> (Vec<Shape>, Rules) {
        (self.all, self.rules.finish())
    }

    /// The type of any schema.
    pub(super) fn lower(&mut self, schema: &Node<'_>, origin: &Origin) -> Result<Type, Error> {
        if origin.path.len() > MAX_DEPTH {
            let reason = "is nested too deep; does a `$ref` lead back to where it came from?";
            return Err(schema.error(reason));
        }
        let resolved = keywords::resolve(schema)?;
        let key = (resolved.id().to_owned(), resolved.pointer().to_owned());
        if let Some(r#type) = self.lowered.get(&key) {
            return Ok(r#type.clone());
        }
        let r#type = self.resolved(schema, &resolved, origin)?;
        self.lowered.insert(key, r#type.clone());
        Ok(r#type)
    }

    /// The type of a schema, and what the `$ref` leads to that it may be.
    fn resolved(
        &mut self,
        schema: &Node<'_>,
        resolved: &Node<'_>,
        origin: &Origin,
    ) -> Result<Type, Error> {
        if resolved.value().is_boolean() {
            return self.checked(schema, resolved, origin);
        }
        if resolved.get("anyOf").is_some() {
            return match self.any_of(resolved, origin)? {
                Some(form) => Ok(Type::Shape(self.share(schema, form, origin)?)),
                None => self.checked(schema, resolved, origin),
            };
        }
        if let Some(strings) = keywords::strings(resolved)? {
            let form = Form::ClosedEnum(self.values(&strings)?);
            return Ok(Type::Shape(self.share(schema, form, origin)?));
        }
        let r#type = resolved.value().get("type").and_then(Value::as_str);
        match r#type.unwrap_or_default() {
            "string" if keywords::are_only(resolved, scalars::KEYWORDS)? => {
                match scalars::string(resolved)? {
                    scalars::Scalar::Known(r#type) => Ok(r#type),
                    scalars::Scalar::Demanding(text) => {
                        Ok(Type::Shape(self.share(schema, Form::Text(text), origin)?))
                    }
                }
            }
            "boolean" if keywords::are_only(resolved, &["type"])? => Ok(Type::Boolean),
            "array" if keywords::are_only(resolved, &["type", "items"])? => {
                match resolved.get("items") {
                    Some(items) => {
                        let items = self.lower(&items, &origin.at_own("item"))?;
                        Ok(Type::List(Box::new(items)))
                    }
                    None => self.checked(schema, resolved, origin),
                }
            }
            "object" if keywords::are_only(resolved, OBJECT_KEYWORDS)? => {
                match (resolved.get("properties"), keywords::is_open(resolved)?) {
                    (None, Some(true)) if resolved.get("required").is_none() => {
                        Ok(Type::FreeObject)
                    }
                    (Some(_), Some(_)) => {
                        let form = self.object(resolved, origin, &|_| None)?;
                        Ok(Type::Shape(self.share(schema, form, origin)?))
                    }
                    _ => self.checked(schema, resolved, origin),
                }
            }
            _ => self.checked(schema, resolved, origin),
        }
    }

    /// JSON that is kept as it is, and held to its schema: for whatever has no type of its own. What
    /// validators don't support either is an error.
    fn checked(
        &mut self,
        schema: &Node<'_>,
        resolved: &Node<'_>,
        origin: &Origin,
    ) -> Result<Type, Error> {
        let rules = self.rules.schema(resolved)?;
        self.rules.check_ends(rules, resolved)?;
        Ok(Type::Shape(self.share(
            schema,
            Form::Checked(rules),
            origin,
        )?))
    }

    /// An object with known members. Members for which `special` has an answer aren't lowered.
    pub(super) fn object(
        &mut self,
        object: &Node<'_>,
        origin: &Origin,
        special: &dyn Fn(&str) -> Option<FieldValue>,
    ) -> Result<Form, Error> {
        keywords::only(object, OBJECT_KEYWORDS)?;
        if !keywords::has_type(object, "object") {
            return Err(object.error("`properties` without the type `object` isn't supported"));
        }
        let open = keywords::is_open(object)?;
        let open = open.ok_or_else(|| {
            object.error("only `true` and `false` are supported for `additionalProperties` here")
        })?;
        let required = keywords::required(object)?;
        let mut properties = object.require("properties")?.members()?;
        let required = required.iter().enumerate();
        let positions: BTreeMap<&str, usize> = required.map(|(index, key)| (*key, index)).collect();
        let position = |key: &str| positions.get(key).copied().unwrap_or(usize::MAX);
        properties.sort_by_key(|(key, _)| (position(key), *key));
        let mut fields: Vec<Field> = Vec::new();
        let mut by_name: BTreeMap<String, &str> = BTreeMap::new();
        for (key, schema) in properties {
            let required = positions.contains_key(key);
            let value = match special(key) {
                Some(value) => value,
                None => self.field_value(&schema, required, &origin.at(key))?,
            };
            let name = names::field_name(&self.names.words(key, &schema)?);
            if let Some(other) = by_name.insert(name.clone(), key) {
                self.both_make(key, other, &name, &schema)?;
            }
            if open && name == ADDITIONAL {
                let reason = format!(
                    "the name `{ADDITIONAL}` is taken by the members that an open object doesn't \
                     name{}",
                    self.names.advice(key)
                );
                self.names.clash(schema.error(reason))?;
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

    pub(super) fn values(&self, strings: &[(&str, Node<'_>)]) -> Result<Vec<EnumValue>, Error> {
        let mut values: Vec<EnumValue> = Vec::new();
        let mut by_name: BTreeMap<String, &str> = BTreeMap::new();
        for (text, place) in strings {
            let name = self.names.variant(text, place)?;
            if name == names::ALL {
                let reason = format!(
                    "`{}` makes the name `{name}`, by which the list of all values goes{}",
                    names::shown(text),
                    self.names.advice(text)
                );
                self.names.clash(place.error(reason))?;
            }
            if let Some(other) = by_name.insert(name.clone(), text) {
                self.both_make(text, other, &name, place)?;
            }
            values.push(EnumValue {
                text: (*text).to_owned(),
                name,
            });
        }
        Ok(values)
    }

    /// That two names in a schema make one Rust name is an error.
    pub(super) fn both_make(
        &self,
        one: &str,
        other: &str,
        name: &str,
        place: &Node<'_>,
    ) -> Result<(), Error> {
        let (shown, advice) = (names::shown(one), self.names.advice(one));
        let other = names::shown(other);
        let reason = format!("`{shown}` and `{other}` both make the name `{name}`{advice}");
        self.names.clash(place.error(reason))
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
            description: keywords::shape_description(schema)?,
            origin: place,
            form,
        });
        Ok(id)
    }

    /// Named after the event, the place in it, and the event's version: `ServiceDeployedContentV0_3_0`.
    fn default_name(&self, schema: &Node<'_>, origin: &Origin) -> Result<String, Error> {
        let path = match origin.path.as_slice() {
            [content, rest @ ..] if content.text() == "content" && !rest.is_empty() => rest,
            path => path,
        };
        let mut words = origin.words.clone();
        for step in path {
            match step {
                Step::Key(key) => words.extend(self.names.words(key, schema)?),
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
