use super::*;

#[test]
fn other_formats_are_named() {
    for (text, found) in [
        ("\u{feff}{}", "byte order mark"),
        ("{\0}\0", "UTF-16"),
        ("\0{\0}", "UTF-16"),
        ("<html>", "XML"),
        ("context:\n  id: 1", "YAML"),
        ("---\r\ncontext:", "YAML"),
        ("context: {id: 1}", "YAML"),
    ] {
        let other = other_format(text).unwrap_or_default();
        assert!(other.contains(found), "{text:?}: {other}");
    }
    for text in [
        "",
        " ",
        "{",
        "\"a\": 1",
        "nul",
        "http://example.com",
        "a b: c",
    ] {
        assert_eq!(other_format(text), None, "{text:?}");
    }
}
