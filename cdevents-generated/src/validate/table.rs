//! What a schema demands, as static data. The generator writes these tables; the interpreters in
//! this module's siblings give them their meaning.

use std::sync::OnceLock;

use super::judge::Judge;
pub use super::pattern::{Pattern, Undecided};
pub use super::table_macros::{constant_table, object_table, reference_table, text_table};
use crate::json::decimal::Decimal;
use crate::json::keys::is_same;
use crate::json::tree::Node;
pub use crate::json::types::Types;
use crate::value::timestamp::is_date_time;
use crate::value::uri::{is_uri, is_uri_reference};

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// The types that a value may have.
    pub types: Types,
    /// Further demands on a string.
    pub text: Option<&'static TextRules>,
    /// Further demands on a number.
    pub number: Option<&'static NumberRules>,
    /// Further demands on an array.
    pub array: Option<&'static ArrayRules>,
    /// Further demands on an object.
    pub object: Option<&'static ObjectRules>,
    /// The values that a value may equal.
    pub values: Option<Values>,
    /// Schemas that apply to the same value.
    pub applicators: &'static [Applicator],
    /// How JSON text is judged by it. Leave it to [`Schema::ready`].
    pub mode: Mode,
}

/// How JSON text is judged by a schema.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// A string, by its text.
    Text,
    /// An object, member by member.
    Object,
    /// An array, item by item.
    Array,
    /// Any value of its types.
    Free,
    /// By nothing but one `$ref`.
    Forward,
    /// By nothing but schemas that apply to the same value.
    Applied,
    /// As a value.
    Parsed,
}

impl Schema {
    /// Demands nothing.
    pub const ANY: Self = Self {
        types: Types::ANY,
        text: None,
        number: None,
        array: None,
        object: None,
        values: None,
        applicators: &[],
        mode: Mode::Free,
    };

    /// Allows nothing.
    pub const NEVER: Self = Self {
        types: Types::NONE,
        ..Self::ANY
    };

    /// What a schema that is only a `$ref` leads to, and any other itself.
    #[must_use]
    #[inline]
    pub fn target(&'static self) -> &'static Self {
        match (self.mode, self.applicators) {
            (Mode::Forward, [Applicator::Reference(reference)]) => reference.schema.target(),
            _ => self,
        }
    }

    /// Sees how JSON text is best judged.
    #[must_use]
    pub const fn ready(mut self) -> Self {
        /// As many properties as a mask has bits.
        const MOST_PROPERTIES: usize = 64;
        let types = self.types.0;
        self.mode = match (
            &self.object,
            &self.array,
            &self.text,
            &self.number,
            &self.values,
        ) {
            (None, None, None, None, None) => match self.applicators {
                [] => Mode::Free,
                [Applicator::Reference(_)] if types == Types::ANY.0 => Mode::Forward,
                _ if types == Types::ANY.0 => Mode::Applied,
                _ => Mode::Parsed,
            },
            _ if !self.applicators.is_empty() => Mode::Parsed,
            (None, None, _, None, None | Some(Values::ConstText(_) | Values::EnumTexts(_)))
                if types == Types::STRING.0
                    || (self.values.is_some() && self.types.has(Types::STRING)) =>
            {
                Mode::Text
            }
            (Some(rules), None, None, None, None)
                if types == Types::OBJECT.0
                    && rules.rare.is_none()
                    && rules.properties.len() <= MOST_PROPERTIES =>
            {
                Mode::Object
            }
            (None, Some(rules), None, None, None)
                if types == Types::ARRAY.0
                    && rules.min_items == 0
                    && rules.max_items.is_none()
                    && !rules.unique
                    && rules.contains.is_none() =>
            {
                Mode::Array
            }
            _ => Mode::Parsed,
        };
        // `Free` looks at no more than the first byte, which doesn't tell whole numbers.
        if matches!(self.mode, Mode::Free) && types & Types::NUMBER.0 == Types::INTEGER.0 {
            self.mode = Mode::Parsed;
        }
        self
    }
}

/// Demands on a string.
#[derive(Debug)]
pub struct TextRules {
    /// `minLength`, in code points.
    pub min_length: u64,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<&'static Pattern>,
    /// `format`.
    pub format: Option<Format>,
}

impl TextRules {
    /// Does a string do what is demanded? Where that can't be decided, it doesn't.
    #[must_use]
    pub fn accepts(&'static self, text: &str) -> bool {
        super::verdict::fits_rules(self, text, &mut Judge::default())
    }

    /// Demands nothing.
    pub const ANY: Self = Self {
        min_length: 0,
        max_length: None,
        pattern: None,
        format: None,
    };
}

/// A format that is asserted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// `date-time`: RFC 3339.
    DateTime,
    /// `uri`: RFC 3986.
    Uri,
    /// `uri-reference`: RFC 3986.
    UriReference,
}

impl Format {
    /// Is a text in this format?
    #[must_use]
    #[inline]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::DateTime => is_date_time(text),
            Self::Uri => is_uri(text),
            Self::UriReference => is_uri_reference(text),
        }
    }

    /// The format, for people.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::DateTime => "an RFC 3339 date and time (such as `2026-03-20T14:27:05Z`)",
            Self::Uri => "a URI (such as `https://example.com/a`)",
            Self::UriReference => "a URI reference (such as `/ci/main` or `https://example.com/a`)",
        }
    }
}

/// A JSON value, parsed when it is needed first.
#[derive(Debug)]
pub struct Literal {
    json: &'static str,
    value: OnceLock<Node<'static>>,
    decimal: OnceLock<Option<Decimal<'static>>>,
}

impl Literal {
    /// The value of that JSON text.
    #[must_use]
    pub const fn new(json: &'static str) -> Self {
        Self {
            json,
            value: OnceLock::new(),
            decimal: OnceLock::new(),
        }
    }

    /// The text.
    #[must_use]
    pub const fn json(&self) -> &'static str {
        self.json
    }

    /// The value. The generator writes nothing but JSON.
    pub(super) fn value(&self) -> &Node<'static> {
        self.value
            .get_or_init(|| Node::parse(self.json).unwrap_or(Node::Null))
    }

    /// The number, where it is one.
    pub(super) fn decimal(&self) -> Option<&Decimal<'static>> {
        let decimal = self.decimal.get_or_init(|| Decimal::parse(self.json));
        decimal.as_ref()
    }
}

/// The values that a value may equal.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// `const`, a string.
    ConstText(&'static str),
    /// `enum`, of strings.
    EnumTexts(&'static [&'static str]),
    /// `const`.
    Const(&'static Literal),
    /// `enum`.
    Enum(&'static [&'static Literal]),
}

/// Demands on a number.
#[derive(Debug)]
pub struct NumberRules {
    /// `minimum`.
    pub minimum: Option<&'static Literal>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<&'static Literal>,
    /// `maximum`.
    pub maximum: Option<&'static Literal>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<&'static Literal>,
    /// `multipleOf`.
    pub multiple_of: Option<&'static Literal>,
}

impl NumberRules {
    /// Demands nothing.
    pub const ANY: Self = Self {
        minimum: None,
        exclusive_minimum: None,
        maximum: None,
        exclusive_maximum: None,
        multiple_of: None,
    };
}

/// Demands on an array.
#[derive(Debug)]
pub struct ArrayRules {
    /// `prefixItems`.
    pub prefix: &'static [&'static Schema],
    /// `items`: of those behind the prefix.
    pub items: Option<&'static Schema>,
    /// `minItems`.
    pub min_items: u64,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique: bool,
    /// `contains`, with `minContains` and `maxContains`.
    pub contains: Option<Contains>,
}

impl ArrayRules {
    /// Demands nothing.
    pub const ANY: Self = Self {
        prefix: &[],
        items: None,
        min_items: 0,
        max_items: None,
        unique: false,
        contains: None,
    };
}

/// How many items must fit a schema.
#[derive(Debug)]
pub struct Contains {
    /// `contains`.
    pub schema: &'static Schema,
    /// `minContains`.
    pub min: u64,
    /// `maxContains`.
    pub max: Option<u64>,
}

/// Demands on an object.
#[derive(Debug)]
pub struct ObjectRules {
    /// `properties`, and for each of them whether it is in `required`.
    pub properties: &'static [Property],
    /// How many of the properties are required.
    pub required: usize,
    /// The indices of the properties, sorted by key.
    pub sorted: &'static [u16],
    /// `additionalProperties`: of those that neither `properties` nor `patternProperties` knows.
    pub additional: &'static Schema,
    /// What few schemas demand.
    pub rare: Option<&'static RareObjectRules>,
}

impl ObjectRules {
    /// Demands nothing.
    pub const ANY: Self = Self {
        properties: &[],
        required: 0,
        sorted: &[],
        additional: &Schema::ANY,
        rare: None,
    };
}

/// A member that is known by its key.
#[derive(Debug)]
pub struct Property {
    /// The key.
    pub key: &'static str,
    /// Must it be there?
    pub required: bool,
    /// What its value must be.
    pub schema: &'static Schema,
    /// Where that leads, if it is only a `$ref`: what a verdict goes by.
    pub target: &'static Schema,
}

/// Demands on an object that few schemas have.
#[derive(Debug)]
pub struct RareObjectRules {
    /// What is in `required`, but not in `properties`.
    pub required: &'static [&'static str],
    /// `patternProperties`.
    pub patterns: &'static [(&'static Pattern, &'static Schema)],
    /// `propertyNames`.
    pub names: Option<&'static Schema>,
    /// `minProperties`.
    pub min_properties: u64,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `dependentRequired`.
    pub dependent_required: &'static [(&'static str, &'static [&'static str])],
    /// `dependentSchemas`.
    pub dependent_schemas: &'static [(&'static str, &'static Schema)],
}

impl RareObjectRules {
    /// Demands nothing.
    pub const ANY: Self = Self {
        required: &[],
        patterns: &[],
        names: None,
        min_properties: 0,
        max_properties: None,
        dependent_required: &[],
        dependent_schemas: &[],
    };
}

/// A way to apply schemas to the same value.
#[derive(Debug)]
pub enum Applicator {
    /// `$ref`.
    Reference(&'static Reference),
    /// `allOf`.
    AllOf(&'static [&'static Schema]),
    /// `anyOf`.
    AnyOf(&'static Alternatives),
    /// `oneOf`.
    OneOf(&'static [&'static Schema]),
    /// `not`.
    Not(&'static Schema),
    /// `if`, `then` and `else`.
    If(&'static Condition),
}

/// Where a `$ref` leads.
#[derive(Debug)]
pub struct Reference {
    /// The schema there.
    pub schema: &'static Schema,
    /// The `$id` of the document that it is in, without what it begins with in common with the
    /// event's, up to the last slash.
    pub document: &'static str,
    /// Where it is in the document: a JSON Pointer.
    pub pointer: &'static str,
}

/// Schemas of which one must fit.
#[derive(Debug)]
pub struct Alternatives {
    /// The schemas.
    pub schemas: &'static [&'static Schema],
    /// What tells them apart, where something does.
    pub tag: Option<Tag>,
}

/// A member that every one of several schemas requires to be another string.
#[derive(Debug)]
pub struct Tag {
    /// The member.
    pub key: &'static str,
    /// The string that each of the schemas requires.
    pub texts: &'static [&'static str],
}

impl Alternatives {
    /// The only schema that can fit an object whose tag is that text.
    #[must_use]
    #[inline]
    pub fn tagged(&self, tag: &Tag, text: &str) -> Option<&'static Schema> {
        let index = tag.texts.iter().position(|it| is_same(it, text))?;
        self.schemas.get(index).map(|schema| schema.target())
    }
}

/// `if`, `then` and `else`.
#[derive(Debug)]
pub struct Condition {
    /// `if`.
    pub condition: &'static Schema,
    /// `then`.
    pub then: &'static Schema,
    /// `else`.
    pub otherwise: &'static Schema,
}
