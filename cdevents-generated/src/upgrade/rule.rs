//! The rules of a plan.

use crate::validate::table::{Schema, Types};

/// A path of keys. `*` stands for any index of an array.
pub(super) type Path = Vec<String>;

/// What happens to the value at a path of the source.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) source: Path,
    pub(super) action: Action,
}

#[derive(Debug)]
pub(super) enum Action {
    /// The value stays in its object, under another key.
    Rename(String),
    /// The value moves to another object.
    Move(Path),
    /// One value becomes another; both are JSON.
    Replace(&'static str, &'static str),
}

impl Rule {
    /// Returns whether the rule moves the value, and doesn't change it.
    pub(super) fn moves(&self) -> bool {
        !matches!(self.action, Action::Replace(..))
    }

    /// Returns whether an event that is valid by a schema can have a value at the rule's path.
    pub(super) fn applies_to(&self, event: &'static Schema) -> bool {
        can_have(event, &self.source)
    }
}

/// Returns whether a valid value can have a part at a path. If in doubt, it can.
fn can_have(schema: &'static Schema, path: &[String]) -> bool {
    let schema = schema.target();
    match (path, schema.object) {
        ([key, rest @ ..], Some(rules)) if key != "*" => match rules.property(key) {
            Some(property) => can_have(property.target, rest),
            None => rules.additional.types != Types::NONE || rules.rare.is_some(),
        },
        _ => true,
    }
}
