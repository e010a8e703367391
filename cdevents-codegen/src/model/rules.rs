//! What schemas demand, keyword by keyword: plain data, from which validators are made.

use std::collections::BTreeSet;

use serde_json::{Number, Value};

/// Schemas that refer to one another by their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// The schemas.
    pub schemas: Vec<Schema>,
}

impl Rules {
    /// A schema by its number.
    #[must_use]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// The schema that one leads to that is only a `$ref`, and any other itself.
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

    /// What tells schemas apart: a key, and the string that each of them requires there, which no
    /// other requires. An object can then fit no other than the one that it names.
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

    /// The one string that a schema requires a member to be, of a value that must be an object.
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

/// The number of a schema among its [`Rules`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SchemaId(pub usize);

/// What a schema demands. The default demands nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `type`: a set, or every type.
    pub types: Option<Vec<JsonType>>,
    /// `const` and `enum`.
    pub values: Option<Values>,
    /// The keywords for strings.
    pub text: Text,
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
    /// The schemas that it applies to parts of a value.
    pub(crate) fn of_parts(&self) -> Vec<SchemaId> {
        let (array, object) = (&self.array, &self.object);
        let mut parts = array.prefix.clone();
        parts.extend(array.items);
        parts.extend(array.contains.map(|it| it.0));
        parts.extend(object.additional);
        parts.extend(object.names);
        parts.extend(object.properties.iter().map(|it| it.1));
        parts.extend(object.patterns.iter().map(|it| it.1));
        parts
    }

    /// The schemas that it applies to the same value.
    pub(crate) fn of_same_value(&self) -> Vec<SchemaId> {
        let applied = self.applicators.iter().flat_map(Applicator::schemas);
        let dependent = self.object.dependent_schemas.iter().map(|it| it.1);
        applied.chain(dependent).collect()
    }

    /// Returns `true` if the schema allows everything, `false` if it allows nothing because it is the
    /// schema `false`, and `None` for all others.
    pub(crate) fn is_trivial(&self) -> Option<bool> {
        if *self == Self::default() {
            return Some(true);
        }
        let types = Some(Vec::new());
        let never = Self {
            types,
            ..Self::default()
        };
        (*self == never).then_some(false)
    }

    /// Returns the keywords that the rules come from, in alphabetical order.
    pub(crate) fn keywords(&self) -> Vec<&'static str> {
        let Self {
            types,
            values,
            text,
            number,
            array,
            object,
            applicators,
        } = self;
        let keywords = [
            ("additionalProperties", object.additional.is_some()),
            ("const", matches!(values, Some(Values::Const(_)))),
            ("contains", array.contains.is_some()),
            ("dependentRequired", !object.dependent_required.is_empty()),
            ("dependentSchemas", !object.dependent_schemas.is_empty()),
            ("enum", matches!(values, Some(Values::Enum(_)))),
            ("exclusiveMaximum", number.exclusive_maximum.is_some()),
            ("exclusiveMinimum", number.exclusive_minimum.is_some()),
            ("format", text.format.is_some()),
            ("items", array.items.is_some()),
            ("maxItems", array.max_items.is_some()),
            ("maxLength", text.max_length.is_some()),
            ("maxProperties", object.max_properties.is_some()),
            ("maximum", number.maximum.is_some()),
            ("minItems", array.min_items > 0),
            ("minLength", text.min_length > 0),
            ("minProperties", object.min_properties > 0),
            ("minimum", number.minimum.is_some()),
            ("multipleOf", number.multiple_of.is_some()),
            ("pattern", text.pattern.is_some()),
            ("patternProperties", !object.patterns.is_empty()),
            ("prefixItems", !array.prefix.is_empty()),
            ("properties", !object.properties.is_empty()),
            ("propertyNames", object.names.is_some()),
            ("required", !object.required.is_empty()),
            ("type", types.is_some()),
            ("uniqueItems", array.unique),
        ];
        let present = keywords.into_iter().filter(|(_, is_present)| *is_present);
        let applied = applicators.iter().map(Applicator::keyword);
        let mut keywords: Vec<_> = present.map(|(keyword, _)| keyword).chain(applied).collect();
        keywords.sort_unstable();
        keywords
    }

    /// Does it demand nothing but what the schemas do that it applies to the same value?
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
    /// `number`.
    Number,
    /// `string`.
    String,
}

/// The values that are allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// `const`.
    Const(Value),
    /// `enum`.
    Enum(Vec<Value>),
}

/// Demands on strings.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Text {
    /// `minLength`.
    pub min_length: u64,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `format`.
    pub format: Option<Format>,
}

impl Text {
    /// What a string must be, as words that fit behind "expected".
    pub(crate) fn expected(&self) -> String {
        let mut words = String::from(match self.format {
            None => "a string",
            Some(Format::DateTime) => "an RFC 3339 date and time",
            Some(Format::Uri) => "a URI",
            Some(Format::UriReference) => "a URI reference",
        });
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
    /// `date-time`.
    DateTime,
    /// `uri`.
    Uri,
    /// `uri-reference`.
    UriReference,
}

impl Format {
    /// Its name in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DateTime => "date-time",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
        }
    }
}

/// Demands on numbers.
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

/// Demands on arrays.
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
}

/// Demands on objects.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Object {
    /// `properties`, in the order in which producers are likely to write them.
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
}

/// A keyword that applies schemas to the same value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Applicator {
    /// `$ref`: a schema, the `$id` of its document, and its place there. The `$id` lacks what it
    /// begins with in common with that of the document that was lowered, up to the last slash.
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
    const fn keyword(&self) -> &'static str {
        match self {
            Self::Reference(..) => "$ref",
            Self::AllOf(_) => "allOf",
            Self::AnyOf(_) => "anyOf",
            Self::OneOf(_) => "oneOf",
            Self::Not(_) => "not",
            Self::If(..) => "if",
        }
    }

    /// The schemas that it applies.
    fn schemas(&self) -> Vec<SchemaId> {
        match self {
            Self::Reference(id, ..) | Self::Not(id) => vec![*id],
            Self::AllOf(ids) | Self::AnyOf(ids) | Self::OneOf(ids) => ids.clone(),
            Self::If(condition, then, otherwise) => vec![*condition, *then, *otherwise],
        }
    }
}
