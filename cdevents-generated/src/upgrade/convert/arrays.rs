//! Converting arrays.

use super::conversion::{Conversion, Value, ahead, passed};
use crate::json::write::separate;
use crate::upgrade::place::Place;
use crate::upgrade::rule::Rule;
use crate::validate::table::{ArrayRules, Schema};

impl<'t> Conversion<'t, '_> {
    /// Writes an array, without the items that the target can't hold.
    pub(super) fn array(
        &mut self,
        value: &mut Value<'t>,
        target: &'static ArrayRules,
        rules: &[&'static Rule],
        place: &Place<'_>,
    ) -> bool {
        let depth = value.depth;
        let is_below = |rule: &&'static Rule| rule.source.get(depth).is_some_and(|key| key == "*");
        let below: Vec<_> = rules.iter().copied().filter(is_below).collect();
        let source = value.source.and_then(|source| source.target().array);
        let reader = &mut value.reader;
        self.out.push('[');
        let (mut index, mut held) = (0, 0);
        let mut goes_on = reader.enter(b'[', b']').unwrap_or(false);
        while goes_on {
            let place = place.item(index, held);
            let schema = target.item(held).unwrap_or(&Schema::ANY);
            let mut item = Value {
                reader: reader.clone(),
                source: source.and_then(|source| source.item(index)),
                depth: depth + 1,
            };
            let mark = self.mark();
            separate(&mut self.out);
            let is_held = self.value(&mut item, schema, &below, &place);
            if is_held && self.questions.len() == mark.questions {
                held += 1;
                *reader = item.reader;
            } else {
                self.return_to(&mark);
                self.dropped(place.source(), ahead(reader));
                passed(reader);
            }
            index += 1;
            goes_on = reader.next(b']').unwrap_or(false);
        }
        self.out.push(']');
        true
    }
}
