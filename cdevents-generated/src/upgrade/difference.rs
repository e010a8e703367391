//! The differences between two JSON values, and applying them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::text::{items, properties};
use super::tree::Tree;
use crate::json::pointer;
use crate::json::tree::Node;
use crate::json::view::equal;

/// A value that differs. Values are compact JSON.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Change<'t> {
    pub(super) pointer: String,
    /// The value before; `None` if there is none.
    pub(super) before: Option<Cow<'t, str>>,
    /// The value after; `None` if there is none.
    pub(super) after: Option<Cow<'t, str>>,
}

/// Returns what turns one value into another.
pub(super) fn differences<'t>(before: &'t str, after: &'t str) -> Vec<Change<'t>> {
    let mut changes = Vec::new();
    compare(before, after, String::new(), &mut changes);
    changes
}

fn compare<'t>(before: &'t str, after: &'t str, pointer: String, changes: &mut Vec<Change<'t>>) {
    if before == after {
        return;
    }
    let below = |key: &str| {
        let mut pointer = pointer.clone();
        pointer::push(&mut pointer, key);
        pointer
    };
    match (before.as_bytes().first(), after.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => {
            let mut old = BTreeMap::new();
            old.extend(properties(before));
            for (key, value) in properties(after) {
                match old.remove(&key) {
                    Some(old) => compare(old, value, below(&key), changes),
                    None => changes.push(Change {
                        pointer: below(&key),
                        before: None,
                        after: Some(value.into()),
                    }),
                }
            }
            changes.extend(old.into_iter().map(|(key, value)| Change {
                pointer: below(&key),
                before: Some(value.into()),
                after: None,
            }));
        }
        (Some(b'['), Some(b'[')) if items(before).count() == items(after).count() => {
            for (index, (old, new)) in items(before).zip(items(after)).enumerate() {
                compare(old, new, below(&index.to_string()), changes);
            }
        }
        _ if is_same(before, after) => {}
        _ => changes.push(Change {
            pointer,
            before: Some(before.into()),
            after: Some(after.into()),
        }),
    }
}

/// Applies a change, unless the value isn't any more what it was before. Returns whether it did.
pub(super) fn apply(change: &Change<'_>, tree: &mut Tree) -> bool {
    let found = tree.get(&change.pointer).map(Tree::print);
    let is_unchanged = match (&found, &change.before) {
        (Some(found), Some(before)) => is_same(found, before),
        (None, None) => true,
        _ => false,
    };
    is_unchanged && tree.set(&change.pointer, change.after.as_deref().map(Tree::parse))
}

/// Returns whether two texts are the same JSON value.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other
        || match (Node::parse(one), Node::parse(other)) {
            (Ok(one), Ok(other)) => equal(&one, &other),
            _ => false,
        }
}

#[cfg(test)]
mod tests;
