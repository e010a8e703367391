//! Compares arrays.

use crate::model::rules::{Array, SchemaId};

use super::change::Direction;
use super::compare::Comparison;
use super::same::{contains, same, same_list};
use super::view::Place;

impl Comparison {
    pub(super) fn arrays(
        &mut self,
        path: &str,
        (old, olds): (Place<'_>, &Array),
        (new, news): (Place<'_>, &Array),
    ) {
        let min = |count: u64| (count > 0).then_some(count);
        self.bound(
            path,
            "minItems",
            (min(olds.min_items), min(news.min_items)),
            true,
        );
        self.bound(path, "maxItems", (olds.max_items, news.max_items), false);
        let unique = |unique: bool| unique.then(|| "true".to_owned());
        self.keyword(
            path,
            "uniqueItems",
            (unique(olds.unique), unique(news.unique)),
            Direction::Both,
        );
        self.contained(path, (old, olds), (new, news));
        if same_list(old, &olds.prefix, new, &news.prefix) {
            let items = |place: Place<'_>, items: Option<SchemaId>| {
                items
                    .map(|id| place.at(id).id)
                    .filter(|id| !place.at(*id).is_anything())
            };
            match (items(old, olds.items), items(new, news.items)) {
                (Some(one), Some(other)) => {
                    self.compare(&format!("{path}/*"), old.at(one), new.at(other));
                }
                (None, None) => {}
                (one, other) => self.unclear(path, vec!["items"], [one.is_some(), other.is_some()]),
            }
        } else {
            // The items behind the first ones aren't the same on both sides.
            let is_free = |place: Place<'_>, array: &Array| {
                array.items.is_none_or(|id| place.at(id).is_anything())
            };
            let are_free = is_free(old, olds) && is_free(new, news);
            let has_prefix = [olds, news].map(|it| !are_free || !it.prefix.is_empty());
            self.unclear(path, vec!["prefixItems"], has_prefix);
        }
    }

    /// Compares what some item must be.
    fn contained(
        &mut self,
        path: &str,
        (old, olds): (Place<'_>, &Array),
        (new, news): (Place<'_>, &Array),
    ) {
        let counts = |array: &Array| array.contains.map(|(_, min, max)| (min, max));
        match (contains(olds), contains(news)) {
            (None, None) => {}
            (Some(one), Some(other)) => {
                if counts(olds) != counts(news) || !same(old.at(one), new.at(other)) {
                    self.unclear(path, vec!["contains"], [true; 2]);
                }
            }
            (one, other) => self.unclear(path, vec!["contains"], [one.is_some(), other.is_some()]),
        }
    }
}
