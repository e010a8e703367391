use super::*;

#[test]
fn a_system_time_comes_back_to_the_nanosecond() {
    for nanoseconds in [
        0,
        1,
        100,
        1_000,
        1_000_000,
        1_000_000_000,
        951_782_400_123_456_789,
        1_774_016_825_000_000_000,
    ] {
        let time = UNIX_EPOCH + Duration::from_nanos(nanoseconds);
        let timestamp = Timestamp::try_from(time).unwrap();
        assert_eq!(SystemTime::try_from(&timestamp), Ok(time), "{timestamp}");
        let before = UNIX_EPOCH - Duration::from_nanos(nanoseconds);
        let timestamp = Timestamp::try_from(before).unwrap();
        assert_eq!(SystemTime::try_from(&timestamp), Ok(before), "{timestamp}");
    }
    let text = "2000-02-29T01:00:00.123456+01:00";
    let timestamp: Timestamp = text.parse().unwrap();
    let utc = Timestamp::try_from(timestamp.to_system_time().unwrap()).unwrap();
    assert_eq!(utc.as_str(), "2000-02-29T00:00:00.123456Z");
}
