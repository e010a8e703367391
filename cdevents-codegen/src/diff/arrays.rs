//! Compares constraints on arrays.

use super::compare::Comparison;
use super::equivalent::{are_equivalent, are_equivalent_by_key};
use super::rule::Rule;
use super::schema::SchemaRef;

impl Comparison {
    pub(super) fn arrays(&mut self, path: &str, old: SchemaRef<'_>, new: SchemaRef<'_>) {
        let (olds, news) = (&old.schema().array, &new.schema().array);
        self.at_least(path, "minItems", [olds.min_items, news.min_items]);
        self.at_most(path, "maxItems", [olds.max_items, news.max_items]);
        let unique = [olds, news].map(|array| array.unique.then(|| "true".to_owned()));
        self.keyword(path, "uniqueItems", unique, Rule::Replaced);
        self.contains(path, old, new);
        let (items, other_items) = (old.constraint(olds.items), new.constraint(news.items));
        let present = [items.is_some(), other_items.is_some()];
        if are_equivalent_by_key(&old.by_index(&olds.prefix), &new.by_index(&news.prefix)) {
            match (items, other_items) {
                (Some(one), Some(other)) => self.compare(&format!("{path}/*"), one, other),
                (None, None) => {}
                _ => self.add_constraints(path, &["items"], present),
            }
        } else {
            // `items` applies to other positions on each side.
            let is_free = present == [false; 2];
            let present = [olds, news].map(|array| !is_free || !array.prefix.is_empty());
            self.add_constraints(path, &["prefixItems"], present);
        }
    }

    fn contains(&mut self, path: &str, old: SchemaRef<'_>, new: SchemaRef<'_>) {
        let counts = |place: SchemaRef<'_>| {
            let contains = place.schema().array.contains;
            contains.map(|(_, min, max)| (min, max))
        };
        let (one, other) = (old.contains(), new.contains());
        let are_same = match (one, other) {
            (None, None) => true,
            (Some(one), Some(other)) => counts(old) == counts(new) && are_equivalent(one, other),
            _ => false,
        };
        if !are_same {
            self.add_constraints(path, &["contains"], [one.is_some(), other.is_some()]);
        }
    }
}
