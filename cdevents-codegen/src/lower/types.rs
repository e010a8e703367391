//! Classifies schemas: which Rust type holds exactly the values that a schema allows.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use crate::documents::Node;
use crate::model::rules::{Format, JsonType, StringRules};
use crate::model::{CUSTOM_EVENT_TYPE, EnumValue, Field, FieldValue, Form, Type};
use crate::names;

use super::located::Located;
use super::origin::Origin;
use super::shapes::Shapes;

/// The keywords of an object that becomes a struct.
pub(super) const OBJECT_KEYWORDS: &[&str] = &[
    "type",
    "properties",
    "required",
    "additionalProperties",
    "unevaluatedProperties",
];

/// The keywords of a string that has a type.
const STRING_KEYWORDS: &[&str] = &["type", "minLength", "maxLength", "format", "pattern"];

/// The name of the field that holds the additional properties of an open object.
const ADDITIONAL: &str = "additional";

/// The maximum depth of an event's types. A schema that contains itself exceeds any.
const MAX_DEPTH: usize = 32;

/// The result of classifying a schema.
enum Class {
    /// One of the runtime's types.
    Known(Type),
    /// A generated type.
    Generated(Form),
}

impl Shapes<'_> {
    /// Returns the type of a schema.
    pub(super) fn lower(&mut self, schema: &Located<'_>, origin: &Origin) -> Result<Type, Error> {
        if origin.path.len() > MAX_DEPTH {
            if self.names.is_lenient() {
                let form = Form::Checked(schema.id);
                return Ok(Type::Shape(self.share(schema, form, origin)?));
            }
            let reason = "is nested too deeply; does a `$ref` lead back to its own schema?";
            return Err(schema.error(reason));
        }
        let target = schema.resolve()?;
        let key = (
            target.node.id().to_owned(),
            target.node.pointer().to_owned(),
        );
        if let Some(r#type) = self.lowered.get(&key) {
            return Ok(r#type.clone());
        }
        // The specification's types contain no value of their own type.
        if self.names.is_free()
            && let Some(begun) = self.begun.get(&key)
        {
            let id = begun.unwrap_or_else(|| self.reserve());
            self.begun.insert(key, Some(id));
            return Ok(Type::Shape(id));
        }
        self.begun.insert(key.clone(), None);
        let class = match self.classify(&target, origin) {
            Err(_) if self.names.is_lenient() => Ok(Class::Generated(Form::Checked(target.id))),
            class => class,
        };
        let reserved = self.begun.remove(&key).flatten();
        let r#type = match (class?, reserved) {
            (Class::Known(r#type), None) => r#type,
            (Class::Generated(form), None) => Type::Shape(self.share(schema, form, origin)?),
            (class, Some(id)) => {
                let form = match class {
                    Class::Generated(form) => form,
                    // Only a generated type can contain itself.
                    Class::Known(_) => Form::Checked(target.id),
                };
                self.complete(id, schema, form, origin)?;
                Type::Shape(id)
            }
        };
        self.lowered.insert(key, r#type.clone());
        Ok(r#type)
    }

    fn classify(&mut self, target: &Located<'_>, origin: &Origin) -> Result<Class, Error> {
        if let Some(alternatives) = target.any_of()?
            && let Some(form) = self.any_of(&alternatives, origin)?
        {
            return Ok(Class::Generated(form));
        }
        if let Some(strings) = target.strings()? {
            return Ok(Class::Generated(Form::ClosedEnum(
                self.values(&strings, None)?,
            )));
        }
        let schema = target.schema();
        match schema.types.as_deref() {
            Some([JsonType::String]) if target.has_only(STRING_KEYWORDS) => {
                return Ok(string(&schema.text));
            }
            Some([JsonType::Boolean]) if target.has_only(&["type"]) => {
                return Ok(Class::Known(Type::Boolean));
            }
            Some([JsonType::Array]) if target.has_only(&["type", "items"]) => {
                if let Some(items) = target.items() {
                    let items = self.lower(&items, &origin.at_own("item"))?;
                    return Ok(Class::Known(Type::List(Box::new(items))));
                }
            }
            Some([JsonType::Object]) if target.has_only(OBJECT_KEYWORDS) => {
                let names_none = schema.object.properties.is_empty();
                let requires_none = schema.object.required.is_empty();
                match target.is_open() {
                    Some(true) if names_none && requires_none => {
                        return Ok(Class::Known(Type::FreeObject));
                    }
                    Some(_) if (!names_none || requires_none) && self.names_required(target) => {
                        return Ok(Class::Generated(self.object(target, origin, &|_| None)?));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        let natural = if self.names.is_free() {
            self.natural(target, origin).unwrap_or_default()
        } else if target.rules.required_alternatives(schema).is_some() {
            self.natural(target, origin)?
        } else {
            None
        };
        if let Some((inner, is_exact)) = natural {
            let schema = target.id;
            return Ok(if is_exact {
                Class::Known(inner)
            } else {
                Class::Generated(Form::Wrapped { inner, schema })
            });
        }
        // Whatever has no type of its own is kept as JSON and checked against its schema.
        Ok(Class::Generated(Form::Checked(target.id)))
    }

    /// Lowers an object to a struct. Properties for which `special` has an answer are not lowered.
    pub(super) fn object(
        &mut self,
        object: &Located<'_>,
        origin: &Origin,
        special: &dyn Fn(&str) -> Option<FieldValue>,
    ) -> Result<Form, Error> {
        object.only(OBJECT_KEYWORDS)?;
        if !object.has_type(JsonType::Object) {
            return Err(object.error("`properties` without the type `object` is not supported"));
        }
        let open = object
            .is_open()
            .ok_or_else(|| object.error("`additionalProperties` must be `true` or `false` here"))?;
        object.required()?;
        self.fields(object, origin, open, special)
    }

    /// Lowers the properties of an object to the fields of a struct, whatever other rules there are.
    pub(super) fn fields(
        &mut self,
        object: &Located<'_>,
        origin: &Origin,
        open: bool,
        special: &dyn Fn(&str) -> Option<FieldValue>,
    ) -> Result<Form, Error> {
        let required = object.schema().object.required.iter();
        let required: BTreeSet<_> = required.map(String::as_str).collect();
        let mut fields: Vec<Field> = Vec::new();
        let mut by_name: BTreeMap<String, &str> = BTreeMap::new();
        let properties = object.properties()?;
        let natural = properties.iter().map(|(key, schema)| {
            let words = self.names.words(key, &schema.node)?;
            Ok(names::field_name(&words))
        });
        let natural: Vec<_> = natural.collect::<Result<_, Error>>()?;
        for ((key, schema), name) in properties.into_iter().zip(&natural) {
            let required = required.contains(key);
            let value = match special(key) {
                Some(value) => value,
                None => self.field_value(&schema, required, &origin.at(key))?,
            };
            let mut name = name.clone();
            let is_reserved = open && name == ADDITIONAL;
            if (is_reserved || by_name.contains_key(&name))
                && let Some(other) = self.names.instead(key, &name, names::field_name, |name| {
                    by_name.contains_key(name) || natural.iter().any(|other| other == name)
                })
            {
                name = other;
            }
            if let Some(other) = by_name.insert(name.clone(), key) {
                self.check_clash(key, other, &name, &schema.node)?;
            }
            if open && name == ADDITIONAL {
                let reason = format!(
                    "the field name `{ADDITIONAL}` is reserved for an open object's additional \
                     properties{}",
                    self.names.advice(key)
                );
                self.names.clash(schema.error(reason))?;
            }
            fields.push(Field {
                key: key.to_owned(),
                name,
                description: schema.description()?,
                required,
                value,
            });
        }
        Ok(Form::Object { fields, open })
    }

    /// Returns whether an object has a property for each key that it requires. The specification's
    /// objects must.
    fn names_required(&self, object: &Located<'_>) -> bool {
        let rules = &object.schema().object;
        let properties: BTreeSet<_> = rules.properties.iter().map(|(key, _)| key).collect();
        !self.names.is_free() || rules.required.iter().all(|key| properties.contains(key))
    }

    fn field_value(
        &mut self,
        schema: &Located<'_>,
        required: bool,
        origin: &Origin,
    ) -> Result<FieldValue, Error> {
        if required && let Some(constant) = schema.resolve()?.constant()? {
            return Ok(FieldValue::Constant(constant.to_owned()));
        }
        self.lower(schema, origin).map(FieldValue::Of)
    }

    /// Names the values of an enum. None gets the reserved name, if there is one.
    pub(super) fn values(
        &self,
        strings: &[(&str, Node<'_>)],
        reserved: Option<&str>,
    ) -> Result<Vec<EnumValue>, Error> {
        let mut values: Vec<EnumValue> = Vec::new();
        let mut by_name: BTreeMap<String, &str> = BTreeMap::new();
        let natural = strings
            .iter()
            .map(|(text, place)| self.names.variant(text, place));
        let natural: Vec<_> = natural.collect::<Result<_, _>>()?;
        for ((text, place), name) in strings.iter().zip(&natural) {
            let mut name = name.clone();
            let is_reserved = |name: &str| name == names::ALL || Some(name) == reserved;
            let made = |words: &[String]| names::type_name(words);
            if (is_reserved(&name) || by_name.contains_key(&name))
                && let Some(other) = self.names.instead(text, &name, made, |name| {
                    let is_natural = natural.iter().any(|other| other == name);
                    is_reserved(name) || is_natural || by_name.contains_key(name)
                })
            {
                name = other;
            }
            if name == names::ALL {
                let reason = format!(
                    "`{}` gets the name `{name}`, which is reserved for the list of all values{}",
                    names::shown(text),
                    self.names.advice(text)
                );
                self.names.clash(place.error(reason))?;
            }
            if let Some(other) = by_name.insert(name.clone(), text) {
                self.check_clash(text, other, &name, place)?;
            }
            values.push(EnumValue {
                text: (*text).to_owned(),
                name,
            });
        }
        Ok(values)
    }

    /// Fails because two names in a schema result in the same Rust name.
    fn check_clash(
        &self,
        one: &str,
        other: &str,
        name: &str,
        place: &Node<'_>,
    ) -> Result<(), Error> {
        let (shown, advice) = (names::shown(one), self.names.advice(one));
        let other = names::shown(other);
        let reason = format!("`{shown}` and `{other}` both get the name `{name}`{advice}");
        self.names.clash(place.error(reason))
    }
}

/// Classifies a string. A URI or a timestamp is never empty, so a `minLength` of 1 has no effect there.
fn string(text: &StringRules) -> Class {
    let (min, max) = (text.min_length, text.max_length);
    Class::Known(match (min, max, text.pattern.as_deref(), text.format) {
        (0, None, None, None) => Type::String,
        (1, None, None, None) => Type::NonEmptyString,
        (0 | 1, None, None, Some(Format::DateTime)) => Type::Timestamp,
        (0 | 1, None, None, Some(Format::Uri)) => Type::Uri,
        (1, None, None, Some(Format::UriReference)) => Type::UriReference,
        (0 | 1, None, Some(CUSTOM_EVENT_TYPE), None) => Type::CustomEventType,
        _ => return Class::Generated(Form::String(text.clone())),
    })
}
