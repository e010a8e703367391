//! Random patterns and texts.

use fastrand::Rng;

/// The maximum nesting of groups in a random pattern.
pub(crate) const DEPTH: usize = 2;

/// The maximum length of a random text, in characters.
const LONGEST: usize = 5;

/// What a random pattern may contain.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    pub(crate) look_around: bool,
    /// If true, capturing groups are not repeated, because they cannot be copied.
    pub(crate) back_references: bool,
    /// Whether this is inside a capturing group. The peer is wrong about references to that group.
    pub(crate) captures: bool,
}

pub(crate) fn atom(rng: &mut Rng) -> String {
    const ATOMS: &[&str] = &[
        "a",
        "b",
        "c",
        "0",
        "_",
        " ",
        "é",
        "𝒳",
        "-",
        ".",
        "\\d",
        "\\D",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "[ab]",
        "[^ab]",
        "[a-c0-9]",
        "[^\\s\\d]",
        "[\\w.-]",
        "[]",
        "[^]",
        "[\\]a]",
        "[\\-a]",
        "[^é-𝒳]",
        "\\p{L}",
        "\\P{Lu}",
        "\\p{Script=Greek}",
        "[\\p{Lu}\\d]",
        "[^\\p{L}\\d]",
        "[\\P{L}é]",
        "[-\\p{Ll}]",
        "\\u0061",
        "\\u{62}",
        "\\ud835\\udcb3",
        "\\uD801\\uDC00",
        "\\x61",
        "\\xE9",
        "\\cJ",
        "\\cj",
        "\\0",
        "\\n",
        "\\t",
        "\\r",
        "\\f",
        "\\v",
        "\\.",
        "\\/",
        "\\$",
        "\\(",
        "[\\b]",
        "[\\u{1d4b3}b]",
        "[\\ud835]",
        "[^\\ud835]",
        "[\\ud7ff-\\udcb3]",
        "ſ",
        "K",
        "\u{212a}",
        "k",
        "Σ",
        "ß",
        "𐐀",
    ];
    if rng.u8(..4) == 0 {
        return class(rng);
    }
    ATOMS[rng.usize(..ATOMS.len())].to_owned()
}

/// Returns a random class, which may be invalid.
pub(crate) fn class(rng: &mut Rng) -> String {
    const ITEMS: &[&str] = &[
        r"a k K 7 _ . $ ( | ^ - - é É ſ σ 𝒳 𐐨 \d \D \w \W \s \S \b \- \] \^ \\ \/ \0 \n \cI \x20",
        r"\x41 \xe9 \u00e9 \u{3a3} \u{10ffff} \ud835\udcb3 \udcb3 \u{d835} A-Z a-k 0-9 é-𝒳",
        r"\x00-\x1f \u{80}-\u{10ffff} \ud835\udcb2-\ud835\udcb4 \ud7ff-\ue000",
    ];
    let all: Vec<_> = ITEMS.iter().flat_map(|items| items.split(' ')).collect();
    let items = (0..rng.usize(..4)).map(|_| all[rng.usize(..all.len())]);
    let items: String = items.collect();
    format!("[{}{items}]", if rng.bool() { "^" } else { "" })
}

/// Returns a random pattern, and an equivalent one for the peer. The peer's has copies of a group
/// instead of repetitions, because `regress` takes very long on some nested repetitions. For texts of
/// [`LONGEST`] characters, six copies are as good as any number.
pub(crate) fn generate(rng: &mut Rng, depth: usize, parts: Parts) -> [String; 2] {
    let mut both = [String::new(), String::new()];
    for _ in 0..rng.usize(..4) {
        let inner = |rng: &mut Rng| generate(rng, depth - 1, parts);
        let around = |open: &str, both: [String; 2]| both.map(|inner| format!("{open}{inner})"));
        let same = |term: &str| [term.to_owned(), term.to_owned()];
        let (term, is_atom) = match rng.u8(..24) {
            0 => (same("^"), false),
            1 => (same("$"), false),
            2 => (same("\\b"), false),
            3 => (same("\\B"), false),
            4..8 if depth > 0 => {
                let captures = Parts {
                    captures: true,
                    ..parts
                };
                (around("(", generate(rng, depth - 1, captures)), false)
            }
            8 | 9 if depth > 0 => {
                let (one, other) = (inner(rng), inner(rng));
                let [ours, theirs] = [0, 1].map(|i| format!("{}|{}", one[i], other[i]));
                (repeated([ours, theirs], rng, depth, parts), false)
            }
            10 if depth > 0 && !parts.back_references => {
                let inner = inner(rng).map(|term| term.replace("\\b", "").replace("\\B", ""));
                (
                    around(["(?i:", "(?is:", "(?i-s:"][rng.usize(..3)], inner),
                    false,
                )
            }
            11 if depth > 0 => {
                let open = ["(?ms:", "(?-i:", "(?s-im:"][rng.usize(..3)];
                (around(open, inner(rng)), false)
            }
            12..16 if depth > 0 && parts.look_around => {
                let kind = ["(?=", "(?!", "(?<=", "(?<!"][rng.usize(..4)];
                (around(kind, inner(rng)), false)
            }
            16..20 if parts.back_references && !parts.captures => {
                (same(&format!("\\{}", rng.u8(1..3))), true)
            }
            _ => (same(&atom(rng)), true),
        };
        let quantifier = if is_atom && rng.u8(..3) == 0 {
            const QUANTIFIERS: &[&str] = &[
                "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}?", "{0,1}",
            ];
            QUANTIFIERS[rng.usize(..QUANTIFIERS.len())]
        } else {
            ""
        };
        for (pattern, term) in both.iter_mut().zip(term) {
            *pattern += &term;
            *pattern += quantifier;
        }
    }
    if depth > 0 && rng.u8(..6) == 0 {
        let other = generate(rng, depth - 1, parts);
        for (pattern, other) in both.iter_mut().zip(other) {
            *pattern += "|";
            *pattern += &other;
        }
    }
    both
}

/// Returns a group with a random quantifier, and copies of the group for the peer. Capturing groups
/// cannot be copied.
fn repeated([ours, theirs]: [String; 2], rng: &mut Rng, depth: usize, parts: Parts) -> [String; 2] {
    const QUANTIFIERS: &[(&str, usize, usize)] = &[
        ("", 1, 1),
        ("?", 0, 1),
        ("{2}", 2, 2),
        ("{0}", 0, 0),
        ("{0,2}", 0, 2),
        ("{2,3}", 2, 3),
        ("*", 0, 6),
        ("+", 1, 6),
        ("{1,}", 1, 6),
    ];
    if parts.back_references {
        return [format!("(?:{ours})"), format!("(?:{theirs})")];
    }
    // For an unbounded repetition within another, the peer would take exponential time.
    let count = if depth == DEPTH { QUANTIFIERS.len() } else { 6 };
    let (quantifier, min, max) = QUANTIFIERS[rng.usize(..count)];
    let lazy = if quantifier.is_empty() || rng.bool() {
        ""
    } else {
        "?"
    };
    let theirs = format!("(?:{theirs})");
    let mut optional = String::new();
    for _ in min..max {
        optional = format!("(?:{theirs}{optional}|)");
    }
    [
        format!("(?:{ours}){quantifier}{lazy}"),
        theirs.repeat(min) + &optional,
    ]
}

pub(crate) const CHARACTERS: &[char] = &[
    'a',
    'a',
    'b',
    'c',
    'A',
    '0',
    '7',
    '_',
    ' ',
    '\n',
    '\u{2028}',
    'é',
    'É',
    'α',
    '𝒳',
    '.',
    '-',
    '$',
    '(',
    '\0',
    '\u{8}',
    'ſ',
    'K',
    'k',
    '\u{feff}',
    '\u{180e}',
    '٣',
    '\u{212a}',
    's',
    'S',
    'z',
    '^',
    '|',
    '\\',
    ']',
    '\r',
    '\t',
    '\u{b}',
    '\u{c}',
    '\u{1f}',
    '\u{7f}',
    '\u{80}',
    '\u{a0}',
    '\u{1680}',
    '\u{2029}',
    '\u{3000}',
    'Σ',
    'σ',
    'ς',
    'ß',
    'ẞ',
    '𐐀',
    '𐐨',
    '中',
    '\u{d7ff}',
    '\u{e000}',
    char::MAX,
];

pub(crate) fn text(rng: &mut Rng) -> String {
    let length = rng.usize(..=LONGEST);
    let few = rng.bool();
    let character = |_| CHARACTERS[rng.usize(..if few { 4 } else { CHARACTERS.len() })];
    (0..length).map(character).collect()
}
