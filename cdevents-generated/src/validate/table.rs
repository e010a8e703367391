//! Schemas as static data. The generator writes these tables; the validators interpret them.

use std::sync::OnceLock;

pub use super::format::Format;
pub use super::pattern::{Pattern, Undecided};
use crate::json::decimal::Decimal;
use crate::json::keys::is_same;
use crate::json::tree::Node;
pub use crate::json::types::Types;

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// `type`: the allowed types.
    pub types: Types,
    /// Rules for strings.
    pub text: Option<&'static TextRules>,
    /// Rules for numbers.
    pub number: Option<&'static NumberRules>,
    /// Rules for arrays.
    pub array: Option<&'static ArrayRules>,
    /// Rules for objects.
    pub object: Option<&'static ObjectRules>,
    /// `const` or `enum`: the allowed values.
    pub values: Option<Values>,
    /// Schemas that apply to the same value.
    pub applicators: &'static [Applicator],
    /// How the fast path validates a value. Set by [`Schema::ready`].
    pub mode: Mode,
}

/// How the fast path validates a value against a schema.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// The schema allows only strings.
    Text,
    /// The schema allows only objects, and validates each property on its own.
    Object,
    /// The schema allows only arrays, and validates each item on its own.
    Array,
    /// The schema allows any value of its types.
    Free,
    /// The schema is only a `$ref`.
    Forward,
    /// The schema only applies other schemas to the same value.
    Applied,
    /// Any other schema: the value is parsed and checked keyword by keyword.
    Parsed,
}

impl Schema {
    /// Allows every value.
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

    /// Allows no value.
    pub const NEVER: Self = Self {
        types: Types::NONE,
        ..Self::ANY
    };

    /// Allows every value of some types.
    #[must_use]
    pub const fn of_types(types: Types) -> Self {
        Self { types, ..Self::ANY }.ready()
    }

    /// Follows a schema that is only a `$ref`. Returns any other schema itself.
    #[must_use]
    #[inline]
    pub fn target(&'static self) -> &'static Self {
        match (self.mode, self.applicators) {
            (Mode::Forward, [Applicator::Reference(reference)]) => reference.schema.target(),
            _ => self,
        }
    }

    /// Returns a property that the schema names.
    #[must_use]
    pub(crate) fn property(&'static self, key: &str) -> Option<&'static Property> {
        self.target().object?.property(key)
    }

    /// Returns the only string that the schema allows.
    #[must_use]
    pub(crate) const fn only_text(&self) -> Option<&'static str> {
        match self.values {
            Some(Values::ConstText(text)) => Some(text),
            Some(Values::EnumTexts([text])) => Some(text),
            _ => None,
        }
    }

    /// Chooses the mode of the fast path.
    #[must_use]
    pub const fn ready(mut self) -> Self {
        /// The number of bits in a mask of seen properties.
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
        // `Free` looks only at the first byte, which doesn't tell whether a number is whole.
        if matches!(self.mode, Mode::Free)
            && self.types.has(Types::NUMBER)
            && !self.types.has(Types::FRACTION)
        {
            self.mode = Mode::Parsed;
        }
        self
    }
}

/// Rules for strings.
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
    /// No rules.
    pub const ANY: Self = Self {
        min_length: 0,
        max_length: None,
        pattern: None,
        format: None,
    };
}

/// A JSON value, parsed on first use.
#[derive(Debug)]
pub struct Literal {
    json: &'static str,
    value: OnceLock<Node<'static>>,
    decimal: OnceLock<Option<Decimal<'static>>>,
}

impl Literal {
    /// Creates a literal from its JSON text.
    #[must_use]
    pub const fn new(json: &'static str) -> Self {
        Self {
            json,
            value: OnceLock::new(),
            decimal: OnceLock::new(),
        }
    }

    /// Returns the JSON text.
    #[must_use]
    pub const fn json(&self) -> &'static str {
        self.json
    }

    /// Returns the value. The generator writes only valid JSON.
    pub(super) fn value(&self) -> &Node<'static> {
        self.value
            .get_or_init(|| Node::parse(self.json).unwrap_or(Node::null()))
    }

    /// Returns the number, if the value is one.
    pub(super) fn decimal(&self) -> Option<&Decimal<'static>> {
        let decimal = self.decimal.get_or_init(|| Decimal::parse(self.json));
        decimal.as_ref()
    }
}

/// The allowed values.
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

/// Rules for numbers.
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
    /// No rules.
    pub const ANY: Self = Self {
        minimum: None,
        exclusive_minimum: None,
        maximum: None,
        exclusive_maximum: None,
        multiple_of: None,
    };
}

/// Rules for arrays.
#[derive(Debug)]
pub struct ArrayRules {
    /// `prefixItems`.
    pub prefix: &'static [&'static Schema],
    /// `items`: the schema of the items after the prefix.
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
    /// No rules.
    pub const ANY: Self = Self {
        prefix: &[],
        items: None,
        min_items: 0,
        max_items: None,
        unique: false,
        contains: None,
    };

    /// Returns the schema of an item.
    #[inline]
    pub(crate) fn item(&self, index: usize) -> Option<&'static Schema> {
        self.prefix.get(index).copied().or(self.items)
    }
}

/// How many items must be valid against a schema.
#[derive(Debug)]
pub struct Contains {
    /// `contains`.
    pub schema: &'static Schema,
    /// `minContains`.
    pub min: u64,
    /// `maxContains`.
    pub max: Option<u64>,
}

/// Rules for objects.
#[derive(Debug)]
pub struct ObjectRules {
    /// `properties` and, for each of them, whether it is in `required`.
    pub properties: &'static [Property],
    /// How many of the properties are required.
    pub required: usize,
    /// The indices of the properties, sorted by key.
    pub sorted: &'static [u16],
    /// `additionalProperties`: the schema of all properties that match neither `properties` nor
    /// `patternProperties`.
    pub additional: &'static Schema,
    /// Rules that few schemas have.
    pub rare: Option<&'static RareObjectRules>,
}

impl ObjectRules {
    /// No rules.
    pub const ANY: Self = Self {
        properties: &[],
        required: 0,
        sorted: &[],
        additional: &Schema::ANY,
        rare: None,
    };

    /// Returns the index of a property. Searches from an expected index first: documents often have
    /// the order of the schema.
    #[inline]
    pub(crate) fn index_of(&self, key: &str, expected: usize) -> Option<usize> {
        // Two loops are compiled into faster code than iterators over the halves.
        for (index, property) in self.properties.iter().enumerate().skip(expected) {
            if is_same(property.key, key) {
                return Some(index);
            }
        }
        for (index, property) in self.properties.iter().enumerate().take(expected) {
            if is_same(property.key, key) {
                return Some(index);
            }
        }
        None
    }

    /// Returns whether all required properties are among those seen, which is a bit for each.
    pub(crate) fn has_required(&self, seen: u64) -> bool {
        let mut properties = self.properties.iter().enumerate();
        properties.all(|(index, property)| !property.required || seen & (1 << index) != 0)
    }

    /// Finds a property. Most maps are sorted by key, so the property most likely follows the last one,
    /// after which `expected` points.
    #[expect(
        clippy::inline_always,
        reason = "measured: as a function, it takes a tenth of the time of a verdict"
    )]
    #[inline(always)]
    pub(super) fn find(
        &self,
        key: &str,
        expected: &mut usize,
    ) -> Option<(usize, &'static Property)> {
        let indices = self.sorted.get(*expected..)?;
        for (passed, index) in indices.iter().enumerate() {
            let index = usize::from(*index);
            let property = &self.properties[index];
            if is_same(property.key, key) {
                *expected += passed + 1;
                return Some((index, property));
            }
        }
        let index = self.index_of(key, 0)?;
        Some((index, &self.properties[index]))
    }

    /// Returns a property.
    #[inline(never)]
    pub(crate) fn property(&self, key: &str) -> Option<&'static Property> {
        self.properties.get(self.index_of(key, 0)?)
    }

    /// Returns the keys of the required properties that an object lacks. A bit for each of the first
    /// properties tells that it is there.
    pub(crate) fn missing(
        &self,
        found: u64,
        has: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = &'static str> {
        let is_found = move |index: usize| index < 64 && found >> index & 1 == 1;
        let properties = self.properties.iter().enumerate();
        let required =
            properties.filter(move |(index, property)| property.required && !is_found(*index));
        let rare = self.rare.map_or(&[][..], |rare| rare.required);
        let keys = required.map(|(_, property)| property.key);
        let keys = keys.chain(rare.iter().copied());
        keys.filter(move |key| !has(key))
    }
}

/// A property that has a schema of its own.
#[derive(Debug)]
pub struct Property {
    /// The key.
    pub key: &'static str,
    /// Whether the property is required.
    pub required: bool,
    /// The schema of the value.
    pub schema: &'static Schema,
    /// The [target](Schema::target) of that schema.
    pub target: &'static Schema,
}

/// Rules for objects that few schemas have.
#[derive(Debug)]
pub struct RareObjectRules {
    /// The keys that are in `required` but not in `properties`.
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
    /// No rules.
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

/// A keyword that applies schemas to the same value.
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

/// The target of a `$ref`.
#[derive(Debug)]
pub struct Reference {
    /// The schema.
    pub schema: &'static Schema,
    /// The `$id` of the schema's document, without the folder that it shares with the event's.
    pub document: &'static str,
    /// The JSON Pointer of the schema in its document.
    pub pointer: &'static str,
}

/// The schemas of an `anyOf`. At least one must match.
#[derive(Debug)]
pub struct Alternatives {
    /// The schemas.
    pub schemas: &'static [&'static Schema],
    /// The property that tells the schemas apart, if any.
    pub tag: Option<Tag>,
}

/// A property that has a different constant in each of several schemas.
#[derive(Debug)]
pub struct Tag {
    /// The key of the property.
    pub key: &'static str,
    /// The value in each of the schemas.
    pub texts: &'static [&'static str],
}

impl Alternatives {
    /// Returns the schema that the value of a tag selects.
    #[must_use]
    #[inline]
    pub fn tagged(&self, tag: &Tag, text: &str) -> Option<&'static Schema> {
        let index = tag.texts.iter().position(|known| is_same(known, text))?;
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
