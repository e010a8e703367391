//! Rules: what schemas require, keyword by keyword. Types and validators are made from them.

use std::collections::BTreeSet;

use serde_json::{Number, Value};

/// Schemas that refer to each other by their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The schemas.
    pub schemas: Vec<Schema>,
}

impl Rules {
    /// Returns a schema by its number.
    #[must_use]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// Follows schemas that are only a `$ref` to their end.
    #[must_use]
    pub fn target(&self, id: SchemaId) -> SchemaId {
        let schema = self.get(id);
        match schema.applicators.as_slice() {
            [Applicator::Reference(target, ..)] if schema.is_only_applicators() => {
                self.target(*target)
            }
            _ => id,
        }
    }

    /// Returns what tells schemas apart: the key of a property for which each of them requires a different
    /// string, and these strings. An object can then match only one of them.
    #[must_use]
    pub fn tag(&self, alternatives: &[SchemaId]) -> Option<(&str, Vec<&str>)> {
        let first = self.get(self.target(*alternatives.first()?));
        first.object.required.iter().find_map(|key| {
            let texts = alternatives.iter().map(|id| self.required_text(*id, key));
            let texts: Vec<_> = texts.collect::<Option<_>>()?;
            let distinct: BTreeSet<_> = texts.iter().collect();
            (distinct.len() == texts.len()).then_some((key.as_str(), texts))
        })
    }

    /// Returns the properties that each alternative of an `anyOf` requires, if the schema is that of an
    /// object with properties, and the alternatives have no other rule.
    pub(crate) fn required_alternatives(&self, schema: &Schema) -> Option<Vec<&[String]>> {
        let [Applicator::AnyOf(alternatives)] = schema.applicators.as_slice() else {
            return None;
        };
        let is_object = schema.types.as_deref() == Some(&[JsonType::Object]);
        if !is_object || schema.object.properties.is_empty() {
            return None;
        }
        let required = alternatives.iter();
        let required = required.map(|id| self.get(self.target(*id)).only_required());
        required.collect()
    }

    /// Returns the string that a schema of objects requires for a property.
    fn required_text(&self, id: SchemaId, key: &String) -> Option<&str> {
        let schema = self.get(self.target(id));
        let object = &schema.object;
        if schema.types != Some(vec![JsonType::Object]) || !object.required.contains(key) {
            return None;
        }
        let (_, value) = object.properties.iter().find(|(other, _)| other == key)?;
        match &self.get(self.target(*value)).values {
            Some(Values::Const(Value::String(text))) => Some(text),
            Some(Values::Enum(values)) => match values.as_slice() {
                [Value::String(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The number of a schema in its [`Rules`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SchemaId(pub usize);

/// The rules of a schema. The default allows everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `type`; `None` allows every type.
    pub types: Option<Vec<JsonType>>,
    /// `const` and `enum`.
    pub values: Option<Values>,
    /// The keywords for strings.
    pub text: StringRules,
    /// The keywords for numbers.
    pub number: Bounds,
    /// The keywords for arrays.
    pub array: Array,
    /// The keywords for objects.
    pub object: Object,
    /// The keywords that apply schemas to the same value.
    pub applicators: Vec<Applicator>,
}

impl Schema {
    /// Returns the schemas that apply to parts of a value.
    pub(crate) fn of_parts(&self) -> Vec<SchemaId> {
        let (array, object) = (&self.array, &self.object);
        let mut parts = array.prefix.clone();
        parts.extend(array.items);
        parts.extend(array.unevaluated.map(|unevaluated| unevaluated.0));
        parts.extend(array.contains.map(|contains| contains.0));
        parts.extend(object.additional);
        parts.extend(object.unevaluated);
        parts.extend(object.names);
        parts.extend(object.properties.iter().map(|property| property.1));
        parts.extend(object.patterns.iter().map(|pattern| pattern.1));
        parts
    }

    /// Returns the schemas that apply to the same value.
    pub(crate) fn of_same_value(&self) -> Vec<SchemaId> {
        let applied = self.applicators.iter().flat_map(Applicator::schemas);
        let dependent = self.object.dependent_schemas.iter().map(|schema| schema.1);
        applied.chain(dependent).collect()
    }

    /// Returns whether the schema has no rules but those of an object.
    pub(crate) fn is_only_object(&self) -> bool {
        let object = self.object.clone();
        let types = Some(vec![JsonType::Object]);
        *self
            == Self {
                types,
                object,
                ..Self::default()
            }
    }

    /// Returns the schemas that this one refers to.
    #[must_use]
    pub fn referred(&self) -> Vec<SchemaId> {
        let mut referred = self.of_parts();
        referred.extend(self.of_same_value());
        referred
    }

    /// Returns the properties that the schema requires, if it has no other rule, except that the value is an
    /// object.
    pub(crate) fn only_required(&self) -> Option<&[String]> {
        let required = self.object.required.as_slice();
        let only_requires = Self {
            types: self.types.clone(),
            object: Object {
                required: required.to_vec(),
                ..Object::default()
            },
            ..Self::default()
        };
        let is_object = matches!(self.types.as_deref(), None | Some([JsonType::Object]));
        (is_object && *self == only_requires).then_some(required)
    }

    /// Returns whether the schema has no rules of its own, only schemas that apply to the same value.
    pub(crate) fn is_only_applicators(&self) -> bool {
        let applicators = self.applicators.clone();
        *self
            == Self {
                applicators,
                ..Self::default()
            }
    }
}

/// A type of JSON values.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `object`.
    Object,
    /// `array`.
    Array,
    /// `integer`.
    Integer,
    /// `integer` of draft-04, which excludes numbers with a fraction or an exponent, such as 1.0.
    PlainInteger,
    /// `number`.
    Number,
    /// `string`.
    String,
}

/// The allowed values.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// `const`.
    Const(Value),
    /// `enum`.
    Enum(Vec<Value>),
}

/// The rules for strings.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct StringRules {
    /// `minLength`.
    pub min_length: u64,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `format`.
    pub format: Option<Format>,
}

impl StringRules {
    /// Returns the rules as a phrase that can follow "expected".
    pub(crate) fn expected(&self) -> String {
        let mut words = self.format.map_or("a string", Format::words).to_owned();
        let length = match (self.min_length, self.max_length) {
            (0, None) => String::new(),
            (min, None) => format!(" of at least {min} characters"),
            (0, Some(max)) => format!(" of at most {max} characters"),
            (min, Some(max)) => format!(" of {min} to {max} characters"),
        };
        words += &length;
        match &self.pattern {
            Some(pattern) => format!("{words} that matches `{pattern}`"),
            None => words,
        }
    }
}

/// A format.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// `date`.
    Date,
    /// `date-time`.
    DateTime,
    /// `duration`.
    Duration,
    /// `email`.
    Email,
    /// `hostname`.
    Hostname,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `iri`.
    Iri,
    /// `iri-reference`.
    IriReference,
    /// `json-pointer`.
    JsonPointer,
    /// `relative-json-pointer`.
    RelativeJsonPointer,
    /// `time`.
    Time,
    /// `uri`.
    Uri,
    /// `uri-reference`.
    UriReference,
    /// `uri-template`.
    UriTemplate,
    /// `uuid`.
    Uuid,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 16] = [
        Self::Date,
        Self::DateTime,
        Self::Duration,
        Self::Email,
        Self::Hostname,
        Self::Ipv4,
        Self::Ipv6,
        Self::Iri,
        Self::IriReference,
        Self::JsonPointer,
        Self::RelativeJsonPointer,
        Self::Time,
        Self::Uri,
        Self::UriReference,
        Self::UriTemplate,
        Self::Uuid,
    ];

    /// Returns the name in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Time => "time",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::UriTemplate => "uri-template",
            Self::Uuid => "uuid",
        }
    }

    /// Returns a phrase for a text of this format, which can follow "expected".
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Date => "a date",
            Self::DateTime => "an RFC 3339 date and time",
            Self::Duration => "a duration",
            Self::Email => "an email address",
            Self::Hostname => "a host name",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Iri => "an IRI",
            Self::IriReference => "an IRI reference",
            Self::JsonPointer => "a JSON Pointer",
            Self::RelativeJsonPointer => "a relative JSON Pointer",
            Self::Time => "a time with an offset",
            Self::Uri => "a URI",
            Self::UriReference => "a URI reference",
            Self::UriTemplate => "a URI template",
            Self::Uuid => "a UUID",
        }
    }

    /// Returns an example; `key` is the key of the property.
    pub(crate) fn example(self, key: &str) -> String {
        let text = match self {
            Self::Uri => return format!("https://example.com/{key}"),
            Self::UriReference => return format!("/{key}"),
            Self::Date => "2026-03-20",
            Self::DateTime => "2026-03-20T14:27:05Z",
            Self::Duration => "PT1H",
            Self::Email => "alex@example.com",
            Self::Hostname => "ci.example.com",
            Self::Ipv4 => "192.0.2.1",
            Self::Ipv6 => "2001:db8::7",
            Self::Iri => "https://example.com/a",
            Self::IriReference | Self::JsonPointer => "/a",
            Self::RelativeJsonPointer => "1/a",
            Self::Time => "14:27:05Z",
            Self::UriTemplate => "/runs/{id}",
            Self::Uuid => "271069a8-fc18-44f1-b38f-9d70a1695819",
        };
        text.to_owned()
    }
}

/// The rules for numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// `minimum`.
    pub minimum: Option<Number>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
}

/// The rules for arrays.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Array {
    /// `prefixItems`.
    pub prefix: Vec<SchemaId>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `minItems`.
    pub min_items: u64,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique: bool,
    /// `contains`, `minContains`, `maxContains`.
    pub contains: Option<(SchemaId, u64, Option<u64>)>,
    /// `unevaluatedItems`, and whether `contains` evaluates items. Lowering replaces it by other rules.
    pub(crate) unevaluated: Option<(SchemaId, bool)>,
}

/// The rules for objects.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Object {
    /// `properties`: the required ones first, in the order of `required`, then the others by key.
    pub properties: Vec<(String, SchemaId)>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Option<SchemaId>,
    /// `patternProperties`.
    pub patterns: Vec<(String, SchemaId)>,
    /// `propertyNames`.
    pub names: Option<SchemaId>,
    /// `minProperties`.
    pub min_properties: u64,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`.
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// `dependentSchemas`.
    pub dependent_schemas: Vec<(String, SchemaId)>,
    /// `unevaluatedProperties`. Lowering replaces it by other rules.
    pub(crate) unevaluated: Option<SchemaId>,
}

/// A keyword that applies schemas to the same value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Applicator {
    /// `$ref`: a schema, the `$id` of its document, and its JSON Pointer there. The `$id` lacks the part
    /// up to the last slash that it shares with the lowered document.
    Reference(SchemaId, String, String),
    /// `allOf`.
    AllOf(Vec<SchemaId>),
    /// `anyOf`.
    AnyOf(Vec<SchemaId>),
    /// `oneOf`.
    OneOf(Vec<SchemaId>),
    /// `not`.
    Not(SchemaId),
    /// `if`, `then`, `else`.
    If(SchemaId, SchemaId, SchemaId),
}

impl Applicator {
    /// Returns the applied schemas.
    pub(crate) fn schemas(&self) -> Vec<SchemaId> {
        match self {
            Self::Reference(id, ..) | Self::Not(id) => vec![*id],
            Self::AllOf(ids) | Self::AnyOf(ids) | Self::OneOf(ids) => ids.clone(),
            Self::If(condition, then, otherwise) => vec![*condition, *then, *otherwise],
        }
    }
}
