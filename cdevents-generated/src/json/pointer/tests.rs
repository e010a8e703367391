use super::*;

#[test]
fn segments_round_trip() {
    let segments_in = ["", "a/b", "~", "~1", "0", "é"];
    let mut pointer = String::new();
    for segment in segments_in {
        push(&mut pointer, segment);
    }
    assert_eq!(pointer, "//a~1b/~0/~01/0/é");
    assert!(segments(&pointer).eq(segments_in));
    assert_eq!(segments("").count(), 0);
}
