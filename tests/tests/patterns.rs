//! Patterns match as ECMA-262 defines, in a bounded number of steps.
//!
//! The tests compare them with a peer, the `regress` crate, on random patterns and texts.

mod random;

use std::iter::once;

use cdevents_codegen::patterns::expand;
use cdevents_generated::validate::table::{Pattern, Schema, TextRules, Types};
use cdevents_generated::validate::{
    Keyword, first_problem, is_text_valid, is_value_valid, violations_of,
};
use cdevents_tests::tables::pattern;
use fastrand::Rng;
use regress::Regex;
use serde_json::json;

use self::random::{CHARACTERS, DEPTH, Parts, atom, class, generate, text};

/// The number of patterns, each matched against twelve texts, unless `CDEVENTS_CASES` is set.
const CASES: usize = 1_000;

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
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

fn peer(source: &str) -> Option<Regex> {
    let flags = regress::Flags {
        unicode: true,
        ..regress::Flags::default()
    };
    Regex::with_flags(source, flags).ok()
}

/// Returns whether a pattern matches a text, on which the peer must agree.
#[track_caller]
fn agreed(pattern: &Pattern, peer: &Regex, text: &str) -> bool {
    let expected = peer.find(text).is_some();
    let source = pattern.source();
    assert_eq!(
        pattern.search(text),
        Ok(expected),
        "/{source}/u on {text:?}"
    );
    expected
}

/// Compares random patterns with the peer. Returns the number of patterns, and of matching texts.
fn compare(seed: u64, parts: Parts, cases: usize) -> (usize, usize) {
    let mut rng = Rng::with_seed(seed);
    let (mut patterns, mut matches) = (0, 0);
    while patterns < cases {
        let [source, theirs] = generate(&mut rng, DEPTH, parts);
        // `\00` is invalid, but the peer's pattern lacks it if it is repeated zero times.
        let (Some(_), Some(peer)) = (peer(&source), peer(&theirs)) else {
            continue;
        };
        patterns += 1;
        let pattern = pattern(&source);
        for _ in 0..12 {
            let text = text(&mut rng);
            matches += usize::from(agreed(pattern, &peer, &text));
        }
    }
    (patterns, matches)
}

fn cases() -> usize {
    let cases = std::env::var("CDEVENTS_CASES").ok();
    cases.map_or(CASES, |cases| cases.parse().expect("a number"))
}

#[test]
fn patterns_agree_with_regress() {
    let parts = Parts {
        look_around: false,
        back_references: false,
        captures: false,
    };
    let (patterns, matches) = compare(1, parts, cases());
    println!("{patterns} patterns, {matches} matches");
    assert!(
        matches > patterns / 2,
        "{matches} of {patterns} patterns match"
    );
}

#[test]
fn patterns_with_look_around_agree_with_regress() {
    let parts = Parts {
        look_around: true,
        back_references: false,
        captures: false,
    };
    let (patterns, matches) = compare(2, parts, cases());
    println!("{patterns} patterns, {matches} matches");
    assert!(
        matches > patterns / 2,
        "{matches} of {patterns} patterns match"
    );
}

#[test]
fn patterns_with_back_references_agree_with_regress() {
    let parts = Parts {
        look_around: true,
        back_references: true,
        captures: false,
    };
    let (patterns, matches) = compare(3, parts, cases());
    println!("{patterns} patterns, {matches} matches");
    assert!(
        matches > patterns / 2,
        "{matches} of {patterns} patterns match"
    );
}

#[test]
fn each_character_agrees_with_regress() {
    let mut rng = Rng::with_seed(4);
    let (mut atoms, mut matches) = (0, 0);
    while atoms < cases() {
        let atom = match rng.u8(..20) {
            // The peer is wrong about these with a quantifier.
            0 => [r"\ud835", r"\udcb3", r"\u{00d835}"][rng.usize(..3)].to_owned(),
            1..10 => atom(&mut rng),
            _ => class(&mut rng),
        };
        let modifier = ["", "i", "s", "is", "-i"][rng.usize(..5)];
        let source = format!("^(?{modifier}:{atom})$");
        let Some(peer) = peer(&source) else {
            continue;
        };
        atoms += 1;
        let pattern = pattern(&source);
        for character in CHARACTERS {
            let text = character.to_string();
            matches += usize::from(agreed(pattern, &peer, &text));
        }
    }
    println!("{atoms} atoms, {matches} matches");
    assert!(matches > atoms, "{matches} matches of {atoms} atoms");
}

#[test]
fn sets_agree_with_regress_over_all_assigned_characters() {
    // Nothing is assigned in between, except for private use.
    let all = (char::MIN..='\u{3ffff}').chain('\u{e0000}'..='\u{e0fff}');
    let all: String = all.chain('\u{10ff00}'..=char::MAX).collect();
    let upper: String = all
        .chars()
        .filter(|character| character.is_uppercase())
        .collect();
    let upper = format!("(?i:[{upper}])");
    for atom in [
        r"\d",
        r"\s",
        r"\S",
        r"\w",
        r"\W",
        ".",
        "(?s:.)",
        r"(?i:\w)",
        r"(?i:\W)",
        r"(?i:[\W])",
        r"(?i:[^k-sα-ω])",
        r"(?i:[\x80-\uffff])",
        &upper,
        r"\P{L}",
        r"(?i:[^\p{Lu}])",
    ] {
        let peer = peer(&format!("(?:{atom})+")).expect("a pattern");
        let (one, some) = (pattern(atom), pattern(&format!("^(?:{atom})+$")));
        let mut end = 0;
        let runs = peer.find_iter(&all).map(|run| run.range());
        for run in runs.chain(once(all.len()..all.len())) {
            let (before, run) = (&all[end..run.start], &all[run.start..run.end]);
            end += before.len() + run.len();
            assert_eq!(one.search(before), Ok(false), "{atom} on {before:?}");
            let expected = !run.is_empty();
            assert_eq!(some.search(run), Ok(expected), "{atom} on {run:?}");
        }
    }
}

#[test]
fn only_what_needs_tables_of_unicode_is_expanded() {
    for (source, expected) in [
        (r"^[\\p\s](?<i>a)\k<i>(?s-m:.)$", None),
        (r"\p{Script=Ogham}", Some("[\u{1680}-\u{169c}]")),
        (r"[^_\p{Script=Ogham}]", Some("[^\\x5f\u{1680}-\u{169c}]")),
        (r"a(?i:a1?\+[^-é]{2})a", Some(r"a(?:[Aa]1?\+[^Éé\-é]{2})a")),
        (
            r"(?i-s:\w(?-i:k)\u{6b})k",
            Some("(?-s:[0-9A-Z\\x5fa-zſ\u{212a}](?-:k)[Kk\u{212a}])k"),
        ),
    ] {
        let expanded = expand(source);
        assert_eq!(expanded.as_deref(), Some(expected.unwrap_or(source)));
    }
    assert_eq!(expand(r"(?i:(?<i>\b))"), None);
    assert_eq!(expand(r"(?i:(a)\1)"), None);
    let source = r"^\p{Lu}$";
    assert_eq!(pattern(source).source(), source);
    let [violation] = &violations_of(schema(source), &json!("a"))[..] else {
        panic!("expected one violation");
    };
    assert!(
        violation.message().contains(source),
        "{}",
        violation.message()
    );
}

/// The generator rejects or expands these patterns.
#[test]
fn an_unsupported_pattern_is_undecided() {
    const SOURCES: [&str; 2] = [
        r"* a** a{ a{x} {1} ] } ( ) (? (?<a (?i:a) [ [b-a] [\d-a] [a-\d] [\q] \ \- \a \é \9",
        r"(a)\2 \00 \x4 \x4é \c1 \u004 \u{ \u{} \u{110000} [^\u{ffffffff}] \k<a> \p{L} [\P{L}]",
    ];
    for source in SOURCES.iter().flat_map(|sources| sources.split(' ')) {
        let pattern = Pattern::new(source);
        assert!(pattern.search("a").is_err(), "{source}");
    }
}

#[test]
fn back_references_match_as_ecma_262_defines() {
    for (source, text, expected) in [
        ("^(?<a>x|y)\\k<a>$", "xx", true),
        ("^(?<a>x|y)\\k<a>$", "xy", false),
        ("^(?:(?<a>x)|(?<a>y))\\k<a>$", "yy", true),
        ("^(?:(?<a>x)|(?<a>y))\\k<a>$", "yx", false),
        ("^\\k<a>(?<a>x)$", "x", true),
        ("(?<![a(?<b>])(?<a>x)\\k<a>", "xx", true),
        ("(?<=(\\d)\\1)a", "11a", true),
        ("(?<=\\1(\\d))a", "11a", true),
        // Each repetition clears what the one before captured.
        ("^(?:(a)|b)*\\1$", "ab", true),
        ("^(?:(a)|b)*\\1$", "aba", false),
        ("^(?:(a)|b)*\\1c$", "baac", true),
        ("^(?:(a)|(b)){2}\\1\\2$", "abb", true),
        ("^(?:(a)|(b)){2}\\1\\2$", "abab", false),
        ("^(a?)*?\\1b$", "aab", true),
        // The captures of a negative look-around are cleared, and those of a positive one are kept.
        ("^(?!(a)c)\\1ab$", "ab", true),
        ("^(?=(a+))a\\1$", "aaa", false),
        ("^(?=(a+))a*b\\1$", "aabaa", true),
    ] {
        assert_eq!(pattern(source).search(text), Ok(expected), "{source}");
        let peer = peer(source).expect("a pattern").find(text).is_some();
        assert_eq!(peer, expected, "{source}");
    }
}

#[test]
fn patterns_that_make_backtracking_exponential_take_linear_time() {
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
fn a_back_reference_that_takes_too_long_is_an_error() {
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
            panic!("expected one violation");
        };
        assert_eq!(violation.keyword(), Keyword::Pattern);
        let message = violation.message();
        assert!(message.contains("number of steps"), "{message}");
        let problem = first_problem(schema, &value.to_string()).expect("a problem");
        assert!(problem.contains("number of steps"), "{problem}");
    }
}

/// `regress` 0.11.1 ran out of memory on these patterns.
#[test]
fn repetitions_of_empty_matches_end() {
    assert_eq!(pattern("(b{0,2}(?:c|^)?)+d").search("aa"), Ok(false));

    assert_eq!(pattern("((?:b|^)?)+?c").search("aa"), Ok(false));
    assert_eq!(pattern("((?:b|^)?)+?c").search("abc"), Ok(true));
    assert_eq!(pattern("(a)((?:b|^)?)+?c\\1").search("aac"), Ok(false));
}

#[test]
fn many_repetitions_are_supported() {
    let long = pattern("^[\\s\\S]{1,65535}$");
    assert_eq!(long.search(&"é".repeat(65_535)), Ok(true));
    assert_eq!(long.search(&"é".repeat(65_536)), Ok(false));
    // This pattern would exceed the memory limit.
    assert!(
        pattern("^(?:(?:a{1000}){1000}){1000}$")
            .search("a")
            .is_err()
    );
}
