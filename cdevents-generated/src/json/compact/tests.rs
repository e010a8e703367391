use super::*;

#[test]
fn only_white_space_between_tokens_is_removed() {
    for (text, expected) in [
        ("1", "1"),
        (r#"{"a":[1,"b c"]}"#, r#"{"a":[1,"b c"]}"#),
        (
            " { \"a b\\\" \" :\t[ 1.50 ,\r\n\"\\\\\" , { } ] } \n",
            r#"{"a b\" ":[1.50,"\\",{}]}"#,
        ),
    ] {
        assert_eq!(compact(text), expected);
    }
}
