//! Decides whether a declared move of a property is true.

use crate::model::{Model, MovedProperty};

use super::pair::{Pair, StepKind};
use super::places::{find, without_tags};
use super::problems::Kind;

/// Returns why a property did not move, or why it need not be said.
pub(super) fn problem(
    model: &Model,
    pair: &Pair<'_>,
    kind: Kind,
    moved: &MovedProperty,
) -> Option<String> {
    let (old, new) = (&moved.old, &moved.new);
    let is_inferred = pair.inferred.iter().any(|step| {
        let paths = [&step.old, &step.new].map(|path| without_tags(path));
        step.kind == StepKind::Renamed && paths == [old.as_str(), new.as_str()]
    });
    let (older, newer) = (&pair.older.name, &pair.newer.name);
    let name = &pair.new.name;
    if kind == Kind::Unrelated {
        let reason = format!("`{new}` of `{name}` is not taken for the new name of `{old}`");
        return (!is_inferred).then_some(reason);
    }
    let has = |schema, path: &str| find(&model.rules, schema, path).is_some();
    let (one, other) = (pair.old.schema, pair.new.schema);
    if old == new {
        Some(format!("`{old}` has the same name in both releases"))
    } else if !has(one, old) {
        Some(format!("`{}` of {older} has no `{old}`", pair.old.name))
    } else if !has(other, new) {
        Some(format!("`{name}` of {newer} has no `{new}`"))
    } else if has(other, old) {
        Some(format!("`{name}` of {newer} still has `{old}`"))
    } else if has(one, new) {
        Some(format!(
            "`{}` of {older} already has `{new}`",
            pair.old.name
        ))
    } else if is_inferred {
        Some(format!(
            "that `{new}` of `{name}` is the new name of `{old}` follows from the schemas"
        ))
    } else {
        None
    }
}
