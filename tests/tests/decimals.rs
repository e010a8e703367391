//! Numbers are decimals of any length, as in JSON: no keyword rounds them to a float.

use std::sync::OnceLock;

use cdevents_generated::validate::table::{
    ArrayRules, Literal, NumberRules, Schema, Types, Values,
};
use cdevents_generated::validate::{first_problem, is_text_valid, is_value_valid};
use fastrand::Rng;
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn literal(json: &str) -> &'static Literal {
    leak(Literal::new(json.to_owned().leak()))
}

/// Returns the table of a schema with one keyword. Like generated tables, it has numbers as text.
fn schema(keyword: &str, json: &str) -> &'static Schema {
    let bound = || Some(literal(json));
    let any = NumberRules::ANY;
    let number = match keyword {
        "minimum" => NumberRules {
            minimum: bound(),
            ..any
        },
        "exclusiveMinimum" => NumberRules {
            exclusive_minimum: bound(),
            ..any
        },
        "maximum" => NumberRules {
            maximum: bound(),
            ..any
        },
        "exclusiveMaximum" => NumberRules {
            exclusive_maximum: bound(),
            ..any
        },
        "multipleOf" => NumberRules {
            multiple_of: bound(),
            ..any
        },
        _ => any,
    };
    let table = match keyword {
        "type" => Schema {
            types: Types::INTEGER,
            ..Schema::ANY
        },
        "const" => Schema {
            values: Some(Values::Const(literal(json))),
            ..Schema::ANY
        },
        "enum" => Schema {
            values: Some(Values::Enum(leak([literal("null"), literal(json)]))),
            ..Schema::ANY
        },
        "uniqueItems" => Schema {
            array: Some(leak(ArrayRules {
                unique: true,
                ..ArrayRules::ANY
            })),
            ..Schema::ANY
        },
        _ => Schema {
            number: Some(leak(number)),
            ..Schema::ANY
        },
    };
    leak(table.ready())
}

/// Asserts that both ways of validating a text give this verdict.
#[track_caller]
fn assert_verdict(keyword: &str, bound: &str, text: &str, valid: bool) {
    let schema = schema(keyword, bound);
    assert_eq!(
        is_text_valid(schema, text),
        valid,
        "{keyword} {bound}: {text}"
    );
    assert_eq!(
        first_problem(schema, text).is_none(),
        valid,
        "{keyword} {bound}: {text}"
    );
}

#[test]
fn multiple_of_uses_every_digit() {
    assert_verdict("multipleOf", "0.5", "1234567890123456.25", false);
    assert_verdict("multipleOf", "0.5", "1234567890123456.5", true);
    assert_verdict("multipleOf", "1.0", "4503599627370495.5", false);
    assert_verdict("multipleOf", "1.0", "4503599627370495", true);
    assert_verdict("multipleOf", "0.0001", "0.0075", true);
    assert_verdict("multipleOf", "0.0001", "0.00751", false);
    assert_verdict("multipleOf", "1e-300", "1", true);
    assert_verdict("multipleOf", "1e-300", "1e-301", false);
    assert_verdict("multipleOf", "0.3", "0.1", false);
    assert_verdict("multipleOf", "0.1", "0.3", true);
    assert_verdict("multipleOf", "3", "0", true);
    assert_verdict("multipleOf", "7", "1e400", false);
    assert_verdict("multipleOf", "7", "7e400", true);
}

#[test]
fn constants_compare_by_value() {
    for same in [
        "9007199254740993.0",
        "9007199254740993",
        "9007199254740.993e3",
    ] {
        assert_verdict("const", "9007199254740993", same, true);
        assert_verdict("enum", "9007199254740993", same, true);
    }
    for other in [
        "9007199254740992.0",
        "9007199254740993.1",
        "-9007199254740993",
    ] {
        assert_verdict("const", "9007199254740993", other, false);
        assert_verdict("enum", "9007199254740993", other, false);
    }
    assert_verdict("const", "0", "-0.0e-7", true);
    assert_verdict("const", "{\"a\":[1]}", "{\"a\":[10e-1]}", true);
}

#[test]
fn bounds_compare_numbers_that_floats_would_round() {
    assert_verdict("exclusiveMinimum", "0", "1e-400", true);
    assert_verdict("exclusiveMinimum", "0", "0e-400", false);
    assert_verdict("maximum", "1", "1.00000000000000000000000000001", false);
    assert_verdict("minimum", "-1e400", "-1e401", false);
    assert_verdict("exclusiveMaximum", "1e400", "9e399", true);
}

#[test]
fn integers_are_whole_numbers_of_any_size() {
    for whole in [
        "1e400",
        "1.0",
        "10e-1",
        "-0.0",
        "12345678901234567890123.0",
        "0e-9",
    ] {
        assert_verdict("type", "", whole, true);
    }
    for other in ["1e-400", "1.5", "15e-1", "12345678901234567890123.5"] {
        assert_verdict("type", "", other, false);
    }
}

#[test]
fn unique_items_compares_numbers_by_value() {
    for twice in [
        "[1,1.0]",
        "[1,10e-1]",
        "[0,-0]",
        "[1e400,10e399]",
        "[{\"a\":1,\"b\":2},{\"b\":2.0,\"a\":1}]",
    ] {
        assert_verdict("uniqueItems", "", twice, false);
    }
    for unique in [
        "[1e-400,1e-401]",
        "[9007199254740993,9007199254740992.0]",
        "[1,\"1\",true]",
    ] {
        assert_verdict("uniqueItems", "", unique, true);
    }
}

#[test]
fn numbers_in_a_value_are_compared_by_their_digits() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert!(is_value_valid(schema("multipleOf", "0.1"), &value("0.3")));
    assert!(!is_value_valid(
        schema("multipleOf", "1.0"),
        &value("4503599627370495.5")
    ));
    assert!(is_value_valid(schema("const", "1"), &value("1.0")));
    assert!(!is_value_valid(
        schema("const", "9007199254740993"),
        &value("9007199254740992.0")
    ));
}

/// Returns the exact number, as a fraction of two integers.
fn exact(text: &str) -> BigRational {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    let exponent: i64 = exponent.parse().expect("an exponent");
    let exponent = exponent - i64::try_from(fraction.len()).expect("a length");
    let power = BigInt::from(10).pow(u32::try_from(exponent.unsigned_abs()).expect("small"));
    if exponent < 0 {
        BigRational::new(digits, power)
    } else {
        BigRational::from(digits * power)
    }
}

fn digits(rng: &mut Rng, most: usize) -> String {
    let count = rng.usize(1..=most);
    let alphabet = ["0123456789", "01", "05", "09"][rng.usize(..4)];
    let digit = |_| char::from(alphabet.as_bytes()[rng.usize(..alphabet.len())]);
    (0..count).map(digit).collect()
}

/// Returns a random JSON number.
fn number(rng: &mut Rng) -> String {
    let mut text = String::from(if rng.u8(..4) == 0 { "-" } else { "" });
    let most = [1, 3, 8, 17, 20, 40, 90][rng.usize(..7)];
    let whole = digits(rng, most);
    let whole = whole.trim_start_matches('0');
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if rng.bool() {
        text.push('.');
        text.push_str(&digits(rng, most));
    }
    if rng.u8(..3) == 0 {
        text.push(if rng.bool() { 'e' } else { 'E' });
        text.push_str(["", "-", "+"][rng.usize(..3)]);
        let most = [3, 25, 420][rng.usize(..3)];
        text.push_str(&rng.u32(..most).to_string());
    }
    text
}

/// Writes the same number differently.
fn rewritten(text: &str, rng: &mut Rng) -> String {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().expect("an exponent");
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = "0".repeat(rng.usize(..4));
    let all = format!("{whole}{fraction}{zeros}");
    let all = all.trim_start_matches('0');
    let all = if all.is_empty() { "0" } else { all };
    let point = rng.usize(1..=all.len());
    let behind = i64::try_from(fraction.len() + zeros.len()).expect("a length");
    let moved = i64::try_from(all.len() - point).expect("a length");
    let (before, after) = all.split_at(point);
    // JSON allows no point without a digit after it.
    let after = if after.is_empty() {
        String::new()
    } else {
        format!(".{after}")
    };
    format!("{sign}{before}{after}e{}", exponent - behind + moved)
}

/// Returns a second number for which the verdicts vary: equal, close, a multiple, or any other.
fn partner(text: &str, rng: &mut Rng) -> String {
    match rng.u8(..5) {
        0 => rewritten(text, rng),
        1 => {
            // More digits at the end.
            let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
            let point = if mantissa.contains('.') { "" } else { "." };
            format!("{mantissa}{point}{}e{exponent}", digits(rng, 2))
        }
        2 => {
            let product = exact(text) * exact(&digits(rng, 12));
            // The product has finitely many decimals, so this ends.
            let (mut numerator, mut exponent) = (product, 0);
            while !numerator.is_integer() {
                numerator *= BigInt::from(10);
                exponent -= 1;
            }
            format!("{}e{exponent}", numerator.numer())
        }
        _ => number(rng),
    }
}

const KEYWORDS: [&str; 8] = [
    "const",
    "enum",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "type",
];

/// Returns the verdict of each of the [`KEYWORDS`], by exact arithmetic.
fn verdicts(number: &BigRational, bound: &BigRational) -> [bool; 8] {
    let zero = BigRational::from(BigInt::from(0));
    [
        number == bound,
        number == bound,
        number >= bound,
        number > bound,
        number <= bound,
        number < bound,
        *bound != zero && (number / bound).is_integer(),
        number.is_integer(),
    ]
}

/// Returns the number of random pairs of numbers, which `CDEVENTS_CASES` can set. Each pair is
/// checked with every keyword, as text and as a value.
fn cases() -> usize {
    let cases = std::env::var("CDEVENTS_CASES").ok();
    cases.map_or(10_000, |cases| cases.parse().expect("a number"))
}

#[test]
fn every_keyword_agrees_with_exact_arithmetic() {
    /// Tables are leaked, so each is used for several numbers.
    const NUMBERS: usize = 20;
    let mut rng = Rng::with_seed(0xdec);
    let (mut values, mut valid, mut asked) = (0_usize, 0_usize, 0_usize);
    let (mut bound, mut schemas) = (String::new(), Vec::new());
    for case in 0..cases() {
        if case % NUMBERS == 0 {
            bound = number(&mut rng);
            schemas = KEYWORDS.map(|keyword| schema(keyword, &bound)).to_vec();
        }
        let text = partner(&bound, &mut rng);
        let expected = exact(&bound);
        let number = exact(&text);
        let answers = verdicts(&number, &expected).into_iter();
        for ((keyword, verdict), schema) in KEYWORDS.into_iter().zip(answers).zip(&schemas) {
            assert_eq!(
                is_text_valid(schema, &text),
                verdict,
                "{keyword} {bound}: {text}"
            );
            asked += 1;
            valid += usize::from(verdict);
        }
        let pair = format!("[{bound},{text}]");
        assert_eq!(is_text_valid(unique(), &pair), number != expected, "{pair}");
        let many = format!("[\"\",true,null,{{}},[],\"a\",\"b\",false,{bound},\"c\",{text}]");
        assert_eq!(is_text_valid(unique(), &many), number != expected, "{many}");
        // A value may hold a rounded number, which is the number that it writes.
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            values += 1;
            let held = exact(&value.to_string());
            let answers = verdicts(&held, &expected).into_iter();
            for ((keyword, verdict), schema) in KEYWORDS.into_iter().zip(answers).zip(&schemas) {
                assert_eq!(
                    is_value_valid(schema, &value),
                    verdict,
                    "{keyword} {bound}: the value {value}"
                );
            }
        }
    }
    println!("{asked} verdicts on texts, {valid} of them valid; {values} values");
    assert!(
        valid > asked / 5 && valid < asked * 4 / 5,
        "{valid} of {asked} verdicts are valid"
    );
}

fn unique() -> &'static Schema {
    static UNIQUE: OnceLock<&'static Schema> = OnceLock::new();
    UNIQUE.get_or_init(|| schema("uniqueItems", ""))
}

#[test]
fn an_event_with_a_number_beyond_floats_has_a_report() {
    let event = cdevents_tests::event("0.5.1", "build.started.0.3.0", &serde_json::json!({}));
    let id = event["subject"]["id"].to_string();
    let text = event.to_string().replace(&id, "1e400");
    let error = cdevents_generated::CdEvent::from_slice(text.as_bytes()).unwrap_err();
    let violations = error.report().expect("a report").violations();
    let [violation] = violations else {
        panic!("{violations:?}");
    };
    assert_eq!(violation.instance_path(), "/subject/id");
    assert!(violation.message().ends_with("the number 1e400"), "{error}");
}
