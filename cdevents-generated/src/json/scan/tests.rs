use super::*;

fn nested(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

#[test]
fn duplicate_keys_are_found_at_any_depth() {
    for wrong in [
        r#"{"a":1,"a":2}"#,
        r#"{"a":1,"\u0061":2}"#,
        r#"[{"b":{"a":[{"x":1}],"c":{},"a":0}}]"#,
        r#"{"a\"":1,"b":"a","a\"":2}"#,
    ] {
        let problem = check(wrong).unwrap_err();
        assert!(
            problem.starts_with("duplicate property `a"),
            "{wrong}: {problem}"
        );
    }
    for right in [
        r#"{"a":{"a":{"a":"a"}},"b":["a","a"]}"#,
        r#"[{"a":1},{"a":1}]"#,
        r#"{"a":{"b":1},"b":{"a":1}}"#,
        r#""a""#,
        "1e400",
    ] {
        assert_eq!(check(right), Ok(false), "{right}");
    }
}

#[test]
fn duplicate_keys_are_found_among_many() {
    let many = |last: &str| {
        let keys: Vec<_> = (0..1000).map(|key| format!("\"{key}\":{{}}")).collect();
        format!("{{{},\"{last}\":0}}", keys.join(","))
    };
    assert_eq!(check(&many("1000")), Ok(false));
    for key in ["0", "14", "15", "16", "17", "999"] {
        assert_eq!(
            check(&many(key)),
            Err(format!("duplicate property `{key}`"))
        );
    }
}

#[test]
fn depth_is_limited() {
    assert_eq!(check(&nested(MAX_DEPTH)), Ok(false));
    assert!(check(&nested(MAX_DEPTH + 1)).is_err());
    assert!(check(&nested(100_000)).is_err());
}

#[test]
fn lone_surrogates_are_rejected_and_white_space_is_reported() {
    assert!(check(r#"{"a":"\ud800"}"#).is_err());
    assert_eq!(check(r#"{"a":"\ud83d\ude00"}"#), Ok(false));
    for spaced in [" 1", "1\n", "[ ]", "{\"a\" :1}", "[1,\t2]"] {
        assert_eq!(check(spaced), Ok(true), "{spaced:?}");
    }
}

#[test]
fn the_grammar_is_that_of_serde_json() {
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\n\"", "\"\\x\"", "\"\t\"", "\"", "-",
        "0", "1", "01", "1.", ".5", "1.5", "1e5", "1e", "1E-2", "true", "tru", "null", "false",
        " ", "\n", "\u{b}", "é",
    ];
    let mut state = 7_usize;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut valid = 0;
    for _ in 0..200_000 {
        let count = random(7);
        let text: String = (0..count).map(|_| pieces[random(pieces.len())]).collect();
        let ours = match check(&text) {
            Err(problem) if problem.starts_with("duplicate") => continue,
            other => other.is_ok(),
        };
        let theirs = serde_json::from_str::<Box<serde_json::value::RawValue>>(&text).is_ok();
        assert_eq!(ours, theirs, "{text}");
        valid += usize::from(ours);
    }
    assert!(valid > 1000, "{valid}");
}
