use super::*;

const TEXT: &str = "{\n  \"a/b\": [1, {\"c\": \"déjà\"}],\n  \"d\": {}\n}";

#[test]
fn a_pointer_is_converted_to_bytes() {
    let found = |pointer| value(TEXT, pointer).map(|range| &TEXT[range]);
    assert_eq!(found(""), Some("{"));
    assert_eq!(found("/a~1b/0"), Some("1"));
    assert_eq!(found("/a~1b/1/c"), Some("\"déjà\""));
    assert_eq!(found("/d"), Some("{"));
    assert_eq!(found("/x"), None);
    assert_eq!(
        key(TEXT, "/a~1b/1", "c").map(|range| &TEXT[range]),
        Some("\"c\"")
    );
}

#[test]
fn an_offset_is_converted_to_the_innermost_pointer() {
    for (part, pointer) in [
        ("1, {", "/a~1b/0"),
        ("jà", "/a~1b/1/c"),
        ("}],", "/a~1b/1"),
        ("\"c\"", "/a~1b/1"),
        ("{}", "/d"),
        ("\"d\"", ""),
    ] {
        let offset = TEXT.find(part).unwrap();
        assert_eq!(pointer_at(TEXT, offset), pointer, "{part}");
    }
    assert_eq!(pointer_at("{\"a\": [1, ", 7), "");
}

#[test]
fn lines_and_columns_start_at_1() {
    assert_eq!(position(TEXT, 0), (1, 1));
    assert_eq!(position(TEXT, 2), (2, 1));
    assert_eq!(position(TEXT, TEXT.find("\"d\"").unwrap()), (3, 3));
    assert_eq!(position(TEXT, TEXT.len()), (4, 2));
}
