//! Finding the word that a misspelled one stands for.

/// Returns the word that a misspelled one most likely stands for. Up to a third of the letters may
/// differ.
pub(crate) fn nearest<'a, T: AsRef<str>>(word: &str, words: &'a [T]) -> Option<&'a str> {
    let words = words.iter().map(AsRef::as_ref);
    let nearest = words.min_by_key(|other| distance(word, other))?;
    let longest = word.chars().count().max(nearest.chars().count());
    (distance(word, nearest) * 3 <= longest).then_some(nearest)
}

/// Counts the letters that must be added, removed or changed to turn one word into another,
/// whatever their case.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    /// Words are compared up to this length: nobody misspells a longer one.
    const LONGEST: usize = 100;
    let other = other.to_lowercase();
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.to_lowercase().chars().take(LONGEST).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, with) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *with);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests;
