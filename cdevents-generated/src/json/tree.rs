//! JSON text as a tree that borrows from it. Unlike a `serde_json` value, it keeps every digit of a
//! number, and it is made in one pass.

use std::borrow::Cow;

use super::view::{Json, JsonNumber, Object, View};
use crate::json::decimal::Decimal;
use crate::json::scan::{Problem, Reader};

/// A JSON value in a text.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(NumberText<'a>),
    Text(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Members<'a>),
}

/// A number, as it is written.
#[derive(Debug)]
pub(crate) struct NumberText<'a>(&'a str);

/// The members of an object, sorted by key. Of a key that stands twice, the last one counts, as in
/// a `serde_json` value.
#[derive(Debug)]
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, Node<'a>)>);

/// How many arrays and objects a text may nest: as many as `serde_json` parses into a value.
const MAX_DEPTH: usize = 127;

impl<'a> Node<'a> {
    /// Parses a JSON text, whatever keys stand twice in it.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Problem> {
        let mut reader = Reader::new(text);
        let node = Self::read(&mut reader, 0)?;
        reader.end()?;
        Ok(node)
    }

    fn read(reader: &mut Reader<'a>, depth: usize) -> Result<Self, Problem> {
        let first = reader.peek()?;
        if depth == MAX_DEPTH && matches!(first, b'{' | b'[') {
            return Err(Problem::Depth);
        }
        Ok(match first {
            b'"' => Self::Text(reader.string()?),
            b'{' => Self::Object(Members::read(reader, depth + 1)?),
            b'[' => {
                let mut items = Vec::new();
                let mut goes_on = reader.enter(b'[', b']')?;
                while goes_on {
                    items.push(Self::read(reader, depth + 1)?);
                    goes_on = reader.next(b']')?;
                }
                Self::Array(items)
            }
            _ => {
                let text = reader.raw()?;
                match first {
                    b'n' => Self::Null,
                    b't' => Self::Bool(true),
                    b'f' => Self::Bool(false),
                    _ => Self::Number(NumberText(text)),
                }
            }
        })
    }
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> Members<'a> {
    fn read(reader: &mut Reader<'a>, depth: usize) -> Result<Self, Problem> {
        let mut members = Vec::new();
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on {
            let key = reader.key()?;
            members.push((key, Node::read(reader, depth)?));
            goes_on = reader.next(b'}')?;
        }
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        members.dedup_by(|later, earlier| {
            let is_twice = later.0 == earlier.0;
            if is_twice {
                std::mem::swap(later, earlier);
            }
            is_twice
        });
        Ok(Self(members))
    }
}

impl<'a> Json for Node<'a> {
    type Number = NumberText<'a>;
    type Object = Members<'a>;

    #[inline]
    fn view(&self) -> View<'_, Self> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(number) => View::Number(number),
            Self::Text(text) => View::Text(text),
            Self::Array(items) => View::Array(items),
            Self::Object(members) => View::Object(members),
        }
    }

    #[inline]
    fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    #[inline]
    fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    #[inline]
    fn as_object(&self) -> Option<&Members<'a>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }
}

impl JsonNumber for NumberText<'_> {
    fn decimal(&self) -> Decimal<'_> {
        // The reader lets nothing through but numbers.
        Decimal::parse(self.0).unwrap_or(Decimal::Integer(0))
    }

    fn is_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E']) || self.decimal().is_integer()
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }
}

impl<'a> Object<Node<'a>> for Members<'a> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &str) -> Option<&Node<'a>> {
        let place = self.0.binary_search_by(|(other, _)| (**other).cmp(key));
        place.ok().and_then(|index| Some(&self.0.get(index)?.1))
    }

    fn iter<'m>(&'m self) -> impl Iterator<Item = (&'m str, &'m Node<'a>)>
    where
        Node<'a>: 'm,
    {
        self.0.iter().map(|(key, value)| (&**key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_equal_keys_counts() {
        let node = Node::parse(r#"{"b":0,"a":1,"\u0061":2,"a":3}"#).unwrap();
        let members: Vec<_> = node.as_object().unwrap().iter().collect();
        let [("a", Node::Number(last)), ("b", _)] = members.as_slice() else {
            panic!("{members:?}");
        };
        assert_eq!(last.text(), "3");
    }

    #[test]
    fn depth_is_serde_jsons() {
        for depth in [1, 126, 127, 128, 100_000] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            assert_eq!(Node::parse(&text).is_ok(), theirs.is_ok(), "{depth}");
        }
    }
}
