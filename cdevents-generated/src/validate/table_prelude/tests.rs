use super::*;

#[test]
fn keys_are_sorted_as_strings_are() {
    assert_eq!(sorted::<5>(&["b", "", "ab", "a", "é"]), [1, 3, 2, 0, 4]);
}
