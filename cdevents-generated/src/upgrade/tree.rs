//! JSON as a tree that can be changed. Values keep their text.

use super::text::{items, properties};
use crate::json::pointer;
use crate::json::write::{push_key, separate};

/// A JSON value.
#[derive(Clone)]
pub(super) enum Tree {
    Scalar(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Tree {
    /// Parses compact JSON that this crate wrote.
    pub(super) fn parse(text: &str) -> Self {
        match text.as_bytes().first() {
            Some(b'[') => Self::Array(items(text).map(Self::parse).collect()),
            Some(b'{') => {
                let properties = properties(text);
                let parsed = properties.map(|(key, value)| (key.into_owned(), Self::parse(value)));
                Self::Object(parsed.collect())
            }
            _ => Self::Scalar(text.to_owned()),
        }
    }

    /// Returns the value at a JSON Pointer.
    pub(super) fn get(&self, pointer: &str) -> Option<&Self> {
        let mut segments = pointer::segments(pointer);
        segments.try_fold(self, |tree, segment| match tree {
            Self::Scalar(_) => None,
            Self::Array(items) => items.get(segment.parse::<usize>().ok()?),
            Self::Object(properties) => {
                let mut properties = properties.iter();
                let found = properties.find(|(key, _)| *key == segment);
                found.map(|(_, value)| value)
            }
        })
    }

    fn get_mut(&mut self, segment: &str) -> Option<&mut Self> {
        match self {
            Self::Scalar(_) => None,
            Self::Array(items) => items.get_mut(segment.parse::<usize>().ok()?),
            Self::Object(properties) => {
                let mut properties = properties.iter_mut();
                let found = properties.find(|(key, _)| key == segment);
                found.map(|(_, value)| value)
            }
        }
    }

    /// Sets the value at a JSON Pointer, or removes it. Returns whether there is an object or an
    /// array for it.
    pub(super) fn set(&mut self, pointer: &str, value: Option<Self>) -> bool {
        let mut segments: Vec<_> = pointer::segments(pointer).collect();
        let Some(last) = segments.pop() else {
            return false;
        };
        let mut segments = segments.iter();
        let Some(parent) = segments.try_fold(self, |tree, segment| tree.get_mut(segment)) else {
            return false;
        };
        match (parent, value) {
            (Self::Object(properties), value) => {
                let place = properties.iter().position(|(key, _)| *key == last);
                match (place, value) {
                    (Some(place), Some(value)) => properties[place].1 = value,
                    (Some(place), None) => drop(properties.remove(place)),
                    (None, Some(value)) => properties.push((last, value)),
                    (None, None) => {}
                }
                true
            }
            (parent @ Self::Array(_), Some(value)) => match parent.get_mut(&last) {
                Some(place) => {
                    *place = value;
                    true
                }
                None => false,
            },
            (Self::Array(_) | Self::Scalar(_), _) => false,
        }
    }

    /// Returns the value as compact JSON.
    pub(super) fn print(&self) -> String {
        let mut out = String::new();
        self.print_into(&mut out);
        out
    }

    fn print_into(&self, out: &mut String) {
        match self {
            Self::Scalar(text) => out.push_str(text),
            Self::Array(items) => {
                out.push('[');
                for item in items {
                    separate(out);
                    item.print_into(out);
                }
                out.push(']');
            }
            Self::Object(properties) => {
                out.push('{');
                for (key, value) in properties {
                    push_key(out, key);
                    value.print_into(out);
                }
                out.push('}');
            }
        }
    }
}
