//! The shapes within a content, by the names that an event offers them under.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::Error;
use crate::documents::Node;
use crate::model::{FieldValue, Form, ShapeId, Type};
use crate::names;

use super::shapes::Shapes;

/// A shape within a content.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The keys on the way to it.
    pub(super) keys: Vec<String>,
    /// The shape.
    pub(super) shape: ShapeId,
}

/// What is within a content, and the words of the way to it.
struct Pending {
    keys: Vec<String>,
    words: Vec<String>,
    r#type: Type,
}

/// The shapes within a content by name: they are named after the members that hold them. What several
/// members hold has a name for each, but what is within it is named once, after the shortest way:
/// there may be no end of ways.
pub(super) fn parts(
    shapes: &Shapes<'_>,
    content: &Type,
    place: &Node<'_>,
) -> Result<BTreeMap<String, Part>, Error> {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut pending = VecDeque::from([Pending {
        keys: Vec::new(),
        words: Vec::new(),
        r#type: content.clone(),
    }]);
    while let Some(Pending {
        keys,
        words,
        r#type,
    }) = pending.pop_front()
    {
        let shape = match r#type {
            Type::Shape(id) => id,
            Type::List(items) => {
                let r#type = *items;
                pending.push_front(Pending {
                    keys,
                    words,
                    r#type,
                });
                continue;
            }
            _ => continue,
        };
        if !keys.is_empty() {
            let name = names::type_name(&words);
            let keys = keys.clone();
            match parts.get(&name) {
                None => drop(parts.insert(name, Part { keys, shape })),
                Some(other) if other.shape == shape => {}
                Some(other) => clash(shapes, &name, &keys, other, place)?,
            }
        }
        if !seen.insert(shape) {
            continue;
        }
        for (key, r#type) in within(&shapes.get(shape).form) {
            let mut words = words.clone();
            words.extend(shapes.names.words(key, place)?);
            let mut keys = keys.clone();
            keys.push(key.to_owned());
            pending.push_back(Pending {
                keys,
                words,
                r#type,
            });
        }
    }
    Ok(parts)
}

/// What a form holds, with the keys.
fn within(form: &Form) -> Vec<(&str, Type)> {
    let fields = form.fields().iter().filter_map(|field| match &field.value {
        FieldValue::Of(r#type) => Some((field.key.as_str(), r#type.clone())),
        _ => None,
    });
    let alternatives = form.alternatives().iter();
    let alternatives =
        alternatives.map(|alternative| (alternative.tag.as_str(), Type::Shape(alternative.shape)));
    fields.chain(alternatives).collect()
}

/// That two parts have one name is an error.
fn clash(
    shapes: &Shapes<'_>,
    name: &str,
    keys: &[String],
    other: &Part,
    place: &Node<'_>,
) -> Result<(), Error> {
    let pairs = keys.iter().zip(&other.keys);
    let common = pairs.take_while(|(one, other)| one == other).count();
    let key = keys[common..].iter().chain(&other.keys[common..]).next();
    let advice = key.map(|key| shapes.names.advice(key)).unwrap_or_default();
    let ways = [keys, &other.keys].map(|keys| names::shown(&keys.join("/")));
    let [one, other] = ways;
    let reason = format!(
        "two parts of the content are named `{name}`: that at `{one}`, and that at `{other}`{advice}"
    );
    shapes.names.clash(place.error(reason))
}
