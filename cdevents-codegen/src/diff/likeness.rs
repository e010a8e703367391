//! Which members were renamed: a guess, by what they hold and by how alike their names are.

use similar::TextDiff;

/// How alike two names must be: 0 is not at all, 1 the same.
const THRESHOLD: f32 = 0.6;

/// Pairs what is gone with what is new, the most alike first, and each once. `may_be` says whether
/// what two members hold lets one be the other.
pub(super) fn renamed<'a>(
    removed: &[&'a str],
    added: &[&'a str],
    may_be: impl Fn(&str, &str) -> bool,
) -> Vec<(&'a str, &'a str)> {
    let mut candidates = Vec::new();
    for old in removed {
        for new in added {
            let likeness = likeness(old, new);
            if likeness >= THRESHOLD && may_be(old, new) {
                candidates.push((likeness, *old, *new));
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

/// Punctuation and capitals don't count; a name that ends or begins the other is like it.
fn likeness(one: &str, other: &str) -> f32 {
    let plain = |name: &str| -> String {
        let kept = name.chars().filter(|it| it.is_alphanumeric());
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
    fn the_most_alike_are_paired_first_and_each_once() {
        let pairs = renamed(
            &["url", "version"],
            &["uri", "specversion", "urls"],
            |_, _| true,
        );
        assert_eq!(pairs, [("url", "urls"), ("version", "specversion")]);
    }

    #[test]
    fn what_holds_something_else_is_no_pair() {
        assert!(renamed(&["url"], &["uri"], |_, _| false).is_empty());
        assert!(renamed(&["owner"], &["tags"], |_, _| true).is_empty());
    }

    #[test]
    fn capitals_and_punctuation_do_not_count() {
        assert_eq!(renamed(&["chain_id"], &["chainId"], |_, _| true).len(), 1);
    }
}
