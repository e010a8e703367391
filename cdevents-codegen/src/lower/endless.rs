//! Finds schemas that apply themselves to the same value again, which validation would never finish.

use std::collections::BTreeSet;

use crate::Error;
use crate::documents::Node;
use crate::model::rules::{Rules, SchemaId};

/// Checks schemas, and remembers which of them end.
#[derive(Debug, Default)]
pub(super) struct Endless {
    ended: BTreeSet<SchemaId>,
}

impl Endless {
    /// Fails if a schema, or one that it applies, applies itself to the same value again.
    pub(super) fn check(
        &mut self,
        rules: &Rules,
        start: SchemaId,
        place: &Node<'_>,
    ) -> Result<(), Error> {
        let mut pending = vec![start];
        while let Some(id) = pending.pop() {
            if !self.ends(rules, id, &mut pending) {
                return Err(place.error("a `$ref` in it leads back to itself for the same value"));
            }
        }
        Ok(())
    }

    /// Returns whether a schema was checked.
    pub(super) fn has_checked(&self, id: SchemaId) -> bool {
        self.ended.contains(&id)
    }

    /// Returns whether a schema ends on the same value. Adds the schemas of the value's parts to
    /// `pending`. Iterative, because the path can be as long as there are schemas.
    fn ends(&mut self, rules: &Rules, start: SchemaId, pending: &mut Vec<SchemaId>) -> bool {
        let mut on_path = BTreeSet::new();
        let mut path = vec![(start, None)];
        while let Some((id, left)) = path.last_mut() {
            let id = *id;
            let left = match left {
                Some(left) => left,
                None if self.ended.contains(&id) => {
                    path.pop();
                    continue;
                }
                None if !on_path.insert(id) => return false,
                None => left.insert(rules.get(id).of_same_value()),
            };
            if let Some(next) = left.pop() {
                path.push((next, None));
            } else {
                path.pop();
                on_path.remove(&id);
                self.ended.insert(id);
                pending.extend(rules.get(id).of_parts());
            }
        }
        true
    }
}
