//! Where the parts of a rewritten schema were before.

/// The JSON Pointers of schemas that were moved: after and before. The longest pointer decides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves(Vec<(String, String)>);

impl Moves {
    pub(super) fn add(&mut self, now: &str, before: &str) {
        self.0.push((now.to_owned(), before.to_owned()));
    }

    /// Returns where a value was in the file.
    pub(crate) fn before(&self, now: &str) -> String {
        let moves = self.0.iter();
        moved(moves.map(|(now, before)| (now, before)), now)
    }

    /// Returns where a value of the file is now.
    pub(crate) fn now(&self, before: &str) -> String {
        let moves = self.0.iter();
        moved(moves.map(|(now, before)| (before, now)), before)
    }
}

/// Replaces the longest prefix of whole segments that a move has.
fn moved<'a>(moves: impl Iterator<Item = (&'a String, &'a String)>, pointer: &str) -> String {
    let rest = |from: &str| {
        let rest = pointer.strip_prefix(from)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    };
    let moves = moves.filter_map(|(from, to)| Some((from.len(), to, rest(from)?)));
    match moves.max_by_key(|(length, ..)| *length) {
        Some((_, to, rest)) => format!("{to}{rest}"),
        None => pointer.to_owned(),
    }
}
