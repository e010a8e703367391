use super::super::pointer::segments;
use super::*;

#[test]
fn a_value_is_found_as_serde_json_finds_it() {
    let text = r#"{"a":[1,{"b":"\u0041","c/d":null},[]],"":{"~":true},"0":{},"x\"y":2.50}"#;
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    for pointer in [
        "",
        "/",
        "//~0",
        "/a",
        "/a/0",
        "/a/1/b",
        "/a/1/c~1d",
        "/a/2",
        "/a/2/0",
        "/a/3",
        "/a/00",
        "/a/+1",
        "/a/-1",
        "/a/-",
        "/a/18446744073709551616",
        "/0",
        "/0/0",
        "/b",
        "/a/0/0",
        "/x\"y",
        "/a/1/b/c",
    ] {
        let found = find(text, segments(pointer));
        let found = found.map(|found| serde_json::from_str::<serde_json::Value>(found).unwrap());
        assert_eq!(found.as_ref(), value.pointer(pointer), "{pointer}");
    }
    assert_eq!(find(text, ["x\"y"]), Some("2.50"));
    assert_eq!(find(" [ 1 , [ 2 ] ] ", ["1"]), Some("[ 2 ]"));
}

#[test]
fn only_strings_are_strings() {
    assert_eq!(string(r#""a\n""#).as_deref(), Some("a\n"));
    assert_eq!(string("1"), None);
    assert_eq!(strings(r#"["a","b"]"#).unwrap(), ["a", "b"]);
    assert_eq!(strings("[]").unwrap(), [""; 0]);
    assert_eq!((strings(r#"["a",1]"#), strings("{}")), (None, None));
}
