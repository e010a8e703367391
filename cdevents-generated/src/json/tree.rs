//! JSON text as a tree that borrows from it. Unlike a `serde_json` value, it keeps every digit of a
//! number and the position of every value.

use std::borrow::Cow;

use super::decimal::Decimal;
use super::scan::{Problem, Reader};
use super::view::{JsonNumber, JsonValue, Properties, View};

/// A JSON value in a text.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Where the value starts in the text.
    offset: usize,
    kind: Kind<'a>,
}

#[derive(Debug)]
enum Kind<'a> {
    Null,
    Bool(bool),
    Number(NumberText<'a>),
    String(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(SortedProperties<'a>),
}

/// A number, as it is written.
#[derive(Debug)]
pub(crate) struct NumberText<'a>(&'a str);

/// The properties of an object, sorted by key. As in a `serde_json` value, the last of several equal
/// keys counts.
#[derive(Debug)]
pub(crate) struct SortedProperties<'a>(Vec<Property<'a>>);

#[derive(Debug)]
struct Property<'a> {
    key: Cow<'a, str>,
    /// Where the key starts in the text.
    offset: usize,
    value: Node<'a>,
}

/// How many arrays and objects a text may nest: as many as in `serde_json`.
const MAX_DEPTH: usize = 127;

impl<'a> Node<'a> {
    /// Parses a JSON text, which may have duplicate keys.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Problem> {
        let mut reader = Reader::new(text);
        let node = Self::next(&mut reader)?;
        reader.end()?;
        Ok(node)
    }

    /// Parses the next value of a reader.
    pub(crate) fn next(reader: &mut Reader<'a>) -> Result<Self, Problem> {
        Self::read(reader, 0)
    }

    /// Returns `null`.
    pub(crate) const fn null() -> Self {
        Self {
            offset: 0,
            kind: Kind::Null,
        }
    }

    fn read(reader: &mut Reader<'a>, depth: usize) -> Result<Self, Problem> {
        let first = reader.peek()?;
        if depth == MAX_DEPTH && matches!(first, b'{' | b'[') {
            return Err(Problem::Depth);
        }
        let offset = reader.position();
        let kind = match first {
            b'"' => Kind::String(reader.string()?),
            b'{' => Kind::Object(SortedProperties::read(reader, depth + 1)?),
            b'[' => Kind::Array(reader.items(b'[', b']', |reader| Self::read(reader, depth + 1))?),
            _ => {
                let text = reader.raw()?;
                match first {
                    b'n' => Kind::Null,
                    b't' => Kind::Bool(true),
                    b'f' => Kind::Bool(false),
                    _ => Kind::Number(NumberText(text)),
                }
            }
        };
        Ok(Self { offset, kind })
    }
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(text: &'a str) -> Self {
        Self {
            offset: 0,
            kind: Kind::String(Cow::Borrowed(text)),
        }
    }
}

impl<'a> SortedProperties<'a> {
    fn read(reader: &mut Reader<'a>, depth: usize) -> Result<Self, Problem> {
        let mut properties = reader.items(b'{', b'}', |reader| {
            Ok(Property {
                offset: reader.start()?,
                key: reader.key()?,
                value: Node::read(reader, depth)?,
            })
        })?;
        properties.sort_by(|one, other| one.key.cmp(&other.key));
        properties.dedup_by(|later, earlier| {
            let is_duplicate = later.key == earlier.key;
            if is_duplicate {
                std::mem::swap(later, earlier);
            }
            is_duplicate
        });
        Ok(Self(properties))
    }

    fn find(&self, key: &str) -> Option<&Property<'a>> {
        let index = self.0.binary_search_by(|property| (*property.key).cmp(key));
        self.0.get(index.ok()?)
    }
}

impl<'a> JsonValue for Node<'a> {
    type Number = NumberText<'a>;
    type Object = SortedProperties<'a>;

    #[inline]
    fn view(&self) -> View<'_, Self> {
        match &self.kind {
            Kind::Null => View::Null,
            Kind::Bool(value) => View::Bool(*value),
            Kind::Number(number) => View::Number(number),
            Kind::String(text) => View::Text(text),
            Kind::Array(items) => View::Array(items),
            Kind::Object(properties) => View::Object(properties),
        }
    }

    #[inline]
    fn offset(&self) -> Option<usize> {
        Some(self.offset)
    }

    #[inline]
    fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    #[inline]
    fn as_array(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    #[inline]
    fn as_object(&self) -> Option<&SortedProperties<'a>> {
        match &self.kind {
            Kind::Object(properties) => Some(properties),
            _ => None,
        }
    }
}

impl JsonNumber for NumberText<'_> {
    fn decimal(&self) -> Decimal<'_> {
        // The reader accepts no other text.
        Decimal::parse(self.0).unwrap_or(Decimal::Integer(0))
    }

    fn is_integer(&self) -> bool {
        self.is_plain_integer() || self.decimal().is_integer()
    }

    fn is_plain_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E'])
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }
}

impl<'a> Properties<Node<'a>> for SortedProperties<'a> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.find(key).map(|property| &property.value)
    }

    fn key_offset(&self, key: &str) -> Option<usize> {
        self.find(key).map(|property| property.offset)
    }

    fn iter<'p>(&'p self) -> impl Iterator<Item = (&'p str, &'p Node<'a>)>
    where
        Node<'a>: 'p,
    {
        let properties = self.0.iter();
        properties.map(|property| (&*property.key, &property.value))
    }
}

#[cfg(test)]
mod tests;
