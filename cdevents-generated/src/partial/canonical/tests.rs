use serde_json::Value;

use super::*;

fn form(text: &str) -> String {
    canonical(&Node::parse(text).unwrap())
}

#[test]
fn the_form_is_that_of_the_rfc() {
    for text in [
        r#"{"b":1,"a":[true,false,null,{}],"\u20ac":"\u20ac","\r":"\r\n\t\b\f\u000f\"\\/"}"#,
        r#"{"\ud83d\ude00":1,"\ufb33":2,"é":3,"1":4,"":5,"\u007f":6}"#,
        "[1,1.0,-0,0.0,1e21,1e20,1.5e-7,0.000001,4.50,2e-3,9007199254740991,333333333.33333329,1e-27]",
        r#""</script>""#,
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        let expected = serde_json_canonicalizer::to_string(&value).unwrap();
        // 333333333.33333329 is an example of the RFC's, of more digits than a float holds.
        let expected = expected.replace("333333333.3333333", "333333333.33333329");
        assert_eq!(form(text), expected);
    }
    // Keys are sorted by UTF-16, in which a surrogate precedes U+FB33.
    let form = form(r#"{"\ufb33":1,"\ud83d\ude00":2}"#);
    assert_eq!(form, "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
}

#[test]
fn numbers_are_the_same_if_their_values_are() {
    for (one, other) in [("1.50", "15e-1"), ("1e400", "10E399"), ("0", "-0.0e5")] {
        assert_eq!(form(one), form(other), "{one}");
    }
    for (one, other) in [
        ("9007199254740992", "9007199254740993"),
        ("1e400", "1e401"),
        ("0.1", "0.10000000000000000001"),
        ("1e-400", "0"),
    ] {
        assert_ne!(form(one), form(other), "{one}");
    }
}
