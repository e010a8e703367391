use super::*;

#[test]
fn lengths_stay_within_the_schema() {
    assert_eq!(within(&(0..=16), 1, usize::MAX), 1..=16);
    assert_eq!(within(&(3..=16), 0, 5), 3..=5);
    assert_eq!(within(&(0..=4), 9, 12), 9..=9);
    assert_eq!(within(&(20..=30), 0, 5), 5..=5);
}
