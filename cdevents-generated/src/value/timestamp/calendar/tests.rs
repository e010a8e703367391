use super::*;

#[test]
fn a_day_and_its_number_are_each_other_s_inverse() {
    let first = days_since_epoch(0, 1, 1);
    let last = days_since_epoch(9999, 12, 31);
    for day in first..=last {
        let (year, month, day_of_month) = date_of(day);
        assert_eq!(days_since_epoch(year, month, day_of_month), day);
        assert!((1..=days_in_month(year, month)).contains(&day_of_month));
    }
    assert_eq!(days_since_epoch(1970, 1, 1), 0);
}
