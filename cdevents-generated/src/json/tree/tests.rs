use super::*;

#[test]
fn the_last_of_equal_keys_counts() {
    let node = Node::parse(r#"{"b":0,"a":1,"\u0061":2,"a":3}"#).unwrap();
    let properties = node.as_object().unwrap();
    let keys: Vec<_> = properties.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["a", "b"]);
    let View::Number(last) = properties.get("a").unwrap().view() else {
        panic!("{node:?}");
    };
    assert_eq!(last.text(), "3");
}

#[test]
fn every_value_and_key_has_an_offset() {
    let text = " {\"a\" : [ 7, {\"\\u0062\":null} ]}";
    let node = Node::parse(text).unwrap();
    let object = node.as_object().unwrap();
    let [number, inner] = object.get("a").unwrap().as_array().unwrap() else {
        panic!("{node:?}");
    };
    let null = inner.as_object().unwrap().get("b").unwrap();
    for (offset, found) in [
        (node.offset(), "{"),
        (object.key_offset("a"), "\"a\""),
        (object.get("a").unwrap().offset(), "["),
        (number.offset(), "7"),
        (inner.as_object().unwrap().key_offset("b"), "\"\\u0062"),
        (null.offset(), "null"),
    ] {
        assert_eq!(offset, text.find(found), "{found}");
    }
}

#[test]
fn the_nesting_limit_is_that_of_serde_json() {
    for depth in [1, 126, 127, 128, 100_000] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        assert_eq!(Node::parse(&text).is_ok(), theirs.is_ok(), "{depth}");
    }
}
