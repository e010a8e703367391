//! Finding the word that a misspelled one stands for.

/// Returns the word that a misspelled one most likely stands for. Up to a third of the letters may
/// differ.
pub(crate) fn nearest<'a, T: AsRef<str>>(word: &str, words: &'a [T]) -> Option<&'a str> {
    let letters = letters(word);
    let words = words.iter().map(AsRef::as_ref);
    let distances = words.map(|other| (distance_of(&letters, other), other));
    let (distance, nearest) = distances.min_by_key(|(distance, _)| *distance)?;
    let longest = word.chars().count().max(nearest.chars().count());
    (distance * 3 <= longest).then_some(nearest)
}

/// Counts the letters that must be added, removed or changed to turn one word into another,
/// whatever their case.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    distance_of(&letters(one), other)
}

/// Counts the same, unless it is more than a limit, which most words exceed by their length alone.
pub(crate) fn distance_up_to(most: usize, one: &str, other: &str) -> Option<usize> {
    let lengths = [one, other].map(|word| word.len().min(LONGEST));
    if one.is_ascii() && other.is_ascii() && lengths[0].abs_diff(lengths[1]) > most {
        return None;
    }
    Some(distance(one, other)).filter(|distance| *distance <= most)
}

/// Words are compared up to this length: nobody misspells a longer one.
const LONGEST: usize = 100;

/// Returns the letters of a word in lower case.
fn letters(word: &str) -> Vec<char> {
    if word.is_ascii() {
        let letters = word.bytes().take(LONGEST);
        return letters
            .map(|letter| letter.to_ascii_lowercase().into())
            .collect();
    }
    word.to_lowercase().chars().take(LONGEST).collect()
}

fn distance_of(one: &[char], other: &str) -> usize {
    let other = letters(other);
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        row[0] = left;
        for (with, place) in other.iter().zip(&mut row[1..]) {
            let changed = diagonal + usize::from(letter != with);
            diagonal = *place;
            left = changed.min(left + 1).min(diagonal + 1);
            *place = left;
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests;
