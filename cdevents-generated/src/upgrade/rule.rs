//! The rules of a plan.

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
}
