use super::*;

#[test]
fn applying_the_differences_leads_from_one_value_to_the_other() {
    let values = [
        "{}",
        r#"{"a":1.50}"#,
        r#"{"a":1.5,"b":null}"#,
        r#"{"a":{"b":[1,{"c":2}],"~/":"x"}}"#,
        r#"{"a":{"b":[1,{"d":3}],"~/":"y"},"e":[]}"#,
        r#"{"a":{"b":[1]},"e":[1]}"#,
        r#"{"a":[],"e":{}}"#,
    ];
    for before in values {
        for after in values {
            let mut tree = Tree::parse(before);
            for change in differences(before, after) {
                assert!(apply(&change, &mut tree), "{before} {after} {change:?}");
            }
            assert!(is_same(&tree.print(), after), "{before} {after}");
        }
    }
}

#[test]
fn a_value_that_was_edited_meanwhile_stays() {
    let changes = differences(r#"{"a":1,"b":2}"#, r#"{"a":3,"c":4}"#);
    let mut tree = Tree::parse(r#"{"a":9,"b":9,"c":9}"#);
    assert!(!changes.iter().any(|change| apply(change, &mut tree)));
    assert_eq!(tree.print(), r#"{"a":9,"b":9,"c":9}"#);
}
