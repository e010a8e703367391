//! The types within a content, by their names in the event's module.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::Error;
use crate::documents::Node;
use crate::model::{Form, ShapeId, Type, stored};
use crate::names;

use super::shapes::Shapes;

/// A type within a content.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The keys of the properties that lead to it.
    pub(super) keys: Vec<String>,
    /// The type.
    pub(super) shape: ShapeId,
}

/// A type to visit, and the keys and words of the path to it.
struct Pending {
    keys: Vec<String>,
    words: Vec<String>,
    r#type: Type,
}

/// Returns the types within a content, named after the properties that hold them. A type that several
/// properties hold gets a name for each, but the types within it get one name, after the shortest path,
/// because there may be infinitely many paths.
pub(super) fn parts(
    shapes: &Shapes<'_>,
    content: &Type,
    reserved: &[&str],
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
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                let r#type = *inner;
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
            let mut name = names::type_name(&words);
            let is_taken = |name: &str| {
                let other = parts.get(name);
                reserved.contains(&name) || other.is_some_and(|other| other.shape != shape)
            };
            if reserved.contains(&name.as_str())
                && let Some(other) = numbered(shapes, &name, is_taken)
            {
                name = other;
            }
            let keys = keys.clone();
            match parts.get(&name) {
                None => drop(parts.insert(name, Part { keys, shape })),
                Some(other) if other.shape == shape => {}
                Some(other) => match numbered(shapes, &name, is_taken) {
                    Some(name) => drop(parts.insert(name, Part { keys, shape })),
                    None => clash(shapes, &name, &keys, other, place)?,
                },
            }
        }
        if !seen.insert(shape) {
            continue;
        }
        let form = &shapes.get(shape).form;
        for (key, r#type) in within(shapes, form) {
            let mut words = words.clone();
            match form {
                // The generator's own word.
                Form::Wrapped { .. } => words.push(key.to_owned()),
                _ => words.extend(shapes.names.words(key, place)?),
            }
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

/// Returns a name with a number, unless a clash is an error.
fn numbered(shapes: &Shapes<'_>, name: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    shapes
        .names
        .instead("", name, |_| name.to_owned(), is_taken)
}

/// Returns the types that a form holds, with their keys.
fn within<'a>(shapes: &Shapes<'_>, form: &'a Form) -> Vec<(&'a str, Type)> {
    match form {
        Form::Wrapped { inner, .. } => {
            let name = match inner.shape().map(|id| &shapes.get(id).form) {
                Some(Form::Object { .. }) => "fields",
                Some(Form::Choice { .. }) => "choice",
                Some(_) => "value",
                None => "item",
            };
            return vec![(name, inner.clone())];
        }
        Form::Choice { alternatives, .. } => {
            let alternatives = alternatives.iter();
            return alternatives
                .map(|alternative| (alternative.name.as_str(), alternative.r#type.clone()))
                .collect();
        }
        _ => {}
    }
    let fields = stored(form.fields()).map(|(field, r#type)| (field.key.as_str(), r#type.clone()));
    let alternatives = form.alternatives().iter();
    let alternatives =
        alternatives.map(|alternative| (alternative.tag.as_str(), Type::Shape(alternative.shape)));
    fields.chain(alternatives).collect()
}

/// Fails because two parts have the same name.
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
    let [one, other] = [keys, &other.keys].map(|keys| names::shown(&keys.join("/")));
    let reason =
        format!("two parts of the content get the name `{name}`: `{one}` and `{other}`{advice}");
    shapes.names.clash(place.error(reason))
}
