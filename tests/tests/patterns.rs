//! Patterns mean what ECMA-262 says, and take a bounded number of steps.
//!
//! The peer is `regress`, which backtracks: both are asked about patterns and texts of chance.

use cdevents_generated::validate::table::{Pattern, Schema, TextRules, Types};
use cdevents_generated::validate::{
    Keyword, first_problem, is_text_valid, is_value_valid, violations_of,
};
use fastrand::Rng;
use serde_json::json;

/// How many patterns are tried, each on twelve texts; `CDEVENTS_CASES` says otherwise.
const CASES: usize = 1_000;

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn pattern(source: &str) -> &'static Pattern {
    leak(Pattern::new(source.to_owned().leak()))
}

fn schema(source: &str) -> &'static Schema {
    let table = Schema {
        types: Types::STRING,
        text: Some(leak(TextRules {
            pattern: Some(pattern(source)),
            ..TextRules::ANY
        })),
        ..Schema::ANY
    };
    leak(table.ready())
}

fn peer(source: &str) -> Option<regress::Regex> {
    let flags = regress::Flags {
        unicode: true,
        ..regress::Flags::default()
    };
    regress::Regex::with_flags(source, flags).ok()
}

/// Which parts a pattern of chance may have.
#[derive(Clone, Copy)]
struct Parts {
    looks: bool,
    back_references: bool,
}

fn atom(rng: &mut Rng) -> String {
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
        "\\u0061",
        "\\u{62}",
        "\\ud835\\udcb3",
        "\\x61",
        "\\cJ",
        "\\0",
        "\\n",
        "\\t",
        "\\.",
        "\\/",
        "\\$",
        "\\(",
        "[\\b]",
        "[\\u{1d4b3}b]",
        "ſ",
        "K",
        "k",
    ];
    ATOMS[rng.usize(..ATOMS.len())].to_owned()
}

fn generate(rng: &mut Rng, depth: usize, parts: Parts) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(..4) {
        let inner = |rng: &mut Rng| generate(rng, depth - 1, parts);
        let choice = rng.u8(..24);
        let (term, may_repeat) = match choice {
            0 => ("^".to_owned(), false),
            1 => ("$".to_owned(), false),
            2 => ("\\b".to_owned(), false),
            3 => ("\\B".to_owned(), false),
            4..8 if depth > 0 => (format!("({})", inner(rng)), true),
            8 | 9 if depth > 0 => (format!("(?:{}|{})", inner(rng), inner(rng)), true),
            10 if depth > 0 && !parts.back_references => (
                format!("(?i:{})", inner(rng).replace("\\b", "").replace("\\B", "")),
                true,
            ),
            11 if depth > 0 => (format!("(?ms:{})", inner(rng)), true),
            12..16 if depth > 0 && parts.looks => {
                let kind = ["?=", "?!", "?<=", "?<!"][rng.usize(..4)];
                (format!("({kind}{})", inner(rng)), false)
            }
            16..20 if parts.back_references => (format!("\\{}", rng.u8(1..3)), true),
            _ => (atom(rng), true),
        };
        text.push_str(&term);
        if may_repeat && rng.u8(..3) == 0 {
            const QUANTIFIERS: &[&str] = &[
                "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}?", "{0,1}",
            ];
            text.push_str(QUANTIFIERS[rng.usize(..QUANTIFIERS.len())]);
        }
    }
    if depth > 0 && rng.u8(..6) == 0 {
        text.push('|');
        text.push_str(&generate(rng, depth - 1, parts));
    }
    text
}

fn text(rng: &mut Rng) -> String {
    const CHARACTERS: &[char] = &[
        'a', 'a', 'b', 'c', 'A', '0', '7', '_', ' ', '\n', '\u{2028}', 'é', 'É', 'α', '𝒳', '.',
        '-', '$', '(', '\0', '\u{8}', 'ſ', 'K', 'k', '\u{feff}', '\u{180e}', '٣',
    ];
    let length = rng.usize(..9);
    let few = rng.bool();
    let character = |_| CHARACTERS[rng.usize(..if few { 4 } else { CHARACTERS.len() })];
    (0..length).map(character).collect()
}

/// Compares on patterns of chance, and says how many there were, and how many texts matched.
fn compare(seed: u64, parts: Parts, cases: usize) -> (usize, usize) {
    let mut rng = Rng::with_seed(seed);
    let (mut patterns, mut matches) = (0, 0);
    while patterns < cases {
        let source = generate(&mut rng, 2, parts);
        let Some(peer) = peer(&source) else {
            continue;
        };
        patterns += 1;
        let pattern = Pattern::new(source.clone().leak());
        for _ in 0..12 {
            let text = text(&mut rng);
            let expected = peer.find(&text).is_some();
            assert_eq!(
                pattern.search(&text),
                Ok(expected),
                "/{source}/u on {text:?}"
            );
            matches += usize::from(expected);
        }
    }
    (patterns, matches)
}

fn cases() -> usize {
    let cases = std::env::var("CDEVENTS_CASES").ok();
    cases.map_or(CASES, |it| it.parse().expect("a number"))
}

#[test]
fn patterns_match_as_they_do_for_regress() {
    let parts = Parts {
        looks: false,
        back_references: false,
    };
    let (patterns, matches) = compare(1, parts, cases());
    println!("{patterns} patterns, {matches} matches");
}

#[test]
fn patterns_with_look_around_match_as_they_do_for_regress() {
    let parts = Parts {
        looks: true,
        back_references: false,
    };
    let (patterns, matches) = compare(2, parts, cases());
    println!("{patterns} patterns, {matches} matches");
}

#[test]
fn patterns_with_back_references_match_as_they_do_for_regress() {
    let parts = Parts {
        looks: true,
        back_references: true,
    };
    let (patterns, matches) = compare(3, parts, cases());
    println!("{patterns} patterns, {matches} matches");
}

#[test]
fn named_groups_are_referred_to() {
    for (source, text, expected) in [
        ("^(?<a>x|y)\\k<a>$", "xx", true),
        ("^(?<a>x|y)\\k<a>$", "xy", false),
        ("^(?:(?<a>x)|(?<a>y))\\k<a>$", "yy", true),
        ("^(?:(?<a>x)|(?<a>y))\\k<a>$", "yx", false),
        ("^\\k<a>(?<a>x)$", "x", true),
        ("(?<![a(?<b>])(?<a>x)\\k<a>", "xx", true),
        ("(?<=(\\d)\\1)a", "11a", true),
        ("(?<=\\1(\\d))a", "11a", true),
    ] {
        assert_eq!(pattern(source).search(text), Ok(expected), "{source}");
        let peer = peer(source).expect("a pattern").find(text).is_some();
        assert_eq!(peer, expected, "{source}");
    }
}

#[test]
fn what_makes_backtracking_exponential_is_linear() {
    let text = format!("{}!", "a".repeat(1 << 20));
    for source in [
        "^(a+)+$",
        "^(a|a)*$",
        "^(a*)*b$",
        "^(?=(a+)+$)a",
        "(?<=^(a+)+)$",
        "(a|aa)+$",
        "^(?:a?){20}a{20}$",
        "(?<=^(a|a)*)$",
    ] {
        assert_eq!(pattern(source).search(&text), Ok(false), "{source}");
    }
}

#[test]
fn a_back_reference_that_takes_too_long_is_an_error_and_no_verdict() {
    let source = "^(a+)+\\1$";
    let text = "a".repeat(64) + "!";
    assert!(pattern(source).search(&text).is_err());
    let negated = Schema {
        applicators: leak([cdevents_generated::validate::table::Applicator::Not(
            schema(source),
        )]),
        ..Schema::ANY
    };
    let negated: &'static Schema = leak(negated.ready());
    for schema in [schema(source), negated] {
        let value = json!(text);
        assert!(!is_value_valid(schema, &value));
        assert!(!is_text_valid(schema, &value.to_string()));
        let [violation] = &violations_of(schema, &value)[..] else {
            panic!("one violation");
        };
        assert_eq!(violation.keyword(), Keyword::Pattern);
        let message = violation.message();
        assert!(message.contains("number of steps"), "{message}");
        let problem = first_problem(schema, &value.to_string()).expect("a problem");
        assert!(problem.contains("number of steps"), "{problem}");
    }
}

#[test]
fn many_repetitions_are_supported() {
    let long = pattern("^[\\s\\S]{1,65535}$");
    assert_eq!(long.search(&"é".repeat(65_535)), Ok(true));
    assert_eq!(long.search(&"é".repeat(65_536)), Ok(false));
    // These would take more memory than any pattern may.
    assert!(
        pattern("^(?:(?:a{1000}){1000}){1000}$")
            .search("a")
            .is_err()
    );
}
