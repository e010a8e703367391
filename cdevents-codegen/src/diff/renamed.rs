//! Infers which properties were renamed, by their types and by the similarity of their names.

use similar::TextDiff;

/// The least similarity of two names, from 0 to 1.
const MIN_SIMILARITY: f32 = 0.6;

/// Pairs each removed property with at most one added property, the most similar names first.
/// `may_be_renamed` decides whether the rest of their schemas allows the pair.
pub(super) fn renamed<'a>(
    removed: &[&'a str],
    added: &[&'a str],
    may_be_renamed: impl Fn(&str, &str) -> bool,
) -> Vec<(&'a str, &'a str)> {
    let mut candidates = Vec::new();
    for old in removed {
        for new in added {
            let similarity = similarity(old, new);
            if similarity >= MIN_SIMILARITY && may_be_renamed(old, new) {
                candidates.push((similarity, *old, *new));
            }
        }
    }
    candidates.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then_with(|| (one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (_, old, new) in candidates {
        if pairs.iter().all(|pair| pair.0 != old && pair.1 != new) {
            pairs.push((old, new));
        }
    }
    pairs
}

/// Returns the similarity of two names. Punctuation and case don't count, and a name is similar to its
/// own start or end.
fn similarity(one: &str, other: &str) -> f32 {
    let plain = |name: &str| -> String {
        let kept = name.chars().filter(|character| character.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let (one, other) = (plain(one), plain(other));
    let (short, long) = if one.len() < other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let ratio = TextDiff::from_chars(&one, &other).ratio();
    if short.len() > 2 && (long.ends_with(short) || long.starts_with(short)) {
        ratio.max(0.8)
    } else {
        ratio
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_similar_names_are_paired_first_and_each_once() {
        let pairs = renamed(
            &["url", "version"],
            &["uri", "specversion", "urls"],
            |_, _| true,
        );
        assert_eq!(pairs, [("url", "urls"), ("version", "specversion")]);
    }

    #[test]
    fn different_types_or_names_are_no_pair() {
        assert!(renamed(&["url"], &["uri"], |_, _| false).is_empty());
        assert!(renamed(&["owner"], &["tags"], |_, _| true).is_empty());
    }

    #[test]
    fn case_and_punctuation_do_not_count() {
        assert_eq!(renamed(&["chain_id"], &["chainId"], |_, _| true).len(), 1);
    }
}
