use super::*;

#[test]
fn a_long_text_loses_its_middle() {
    for length in [0, 1, LONGEST - 1, LONGEST] {
        let text = "é".repeat(length);
        assert_eq!(shortened(&text), text);
    }
    for length in [LONGEST + 1, 10 * LONGEST] {
        let text = format!("a{}z", "é".repeat(length));
        let short = shortened(&text);
        assert_eq!(short.chars().count(), LONGEST + 1);
        assert!(short.starts_with("aé") && short.ends_with("éz"), "{short}");
    }
}

#[test]
fn long_quotes_are_cut() {
    assert_eq!(quoted("a\"b"), r#""a\"b""#);
    assert_eq!(quoted(&"é".repeat(60)), format!("\"{}\"", "é".repeat(60)));
    assert_eq!(quoted(&"é".repeat(61)), format!("\"{}\"…", "é".repeat(60)));
}
