//! Converting arrays.

use super::{Conversion, Value};
use crate::upgrade::place::Place;
use crate::upgrade::plan::Rule;
use crate::upgrade::text::{items, separate};
use crate::validate::table::{ArrayRules, Schema};

impl<'t> Conversion<'t, '_> {
    /// Writes an array, without the items that the target can't hold.
    pub(super) fn array(
        &mut self,
        value: Value<'t>,
        target: &'static ArrayRules,
        rules: &[&'static Rule],
        place: &Place<'_>,
    ) -> bool {
        let is_below =
            |rule: &&'static Rule| rule.source.get(value.depth).is_some_and(|key| key == "*");
        let below: Vec<_> = rules.iter().copied().filter(is_below).collect();
        let source = value.source.and_then(|source| source.target().array);
        self.out.push('[');
        let mut held = 0;
        for (index, text) in items(value.text).enumerate() {
            let item = place.item(index, held);
            let schema = target.item(held).unwrap_or(&Schema::ANY);
            let source = source.and_then(|source| source.item(index));
            let depth = value.depth + 1;
            let value = Value {
                text,
                source,
                depth,
            };
            let mark = self.mark();
            separate(&mut self.out);
            if self.value(value, schema, &below, &item) && self.questions.len() == mark.questions {
                held += 1;
            } else {
                self.return_to(&mark);
                self.dropped(item.source(), text);
            }
        }
        self.out.push(']');
        true
    }
}
