use super::*;

#[cfg(feature = "schemars")]
#[test]
fn names_say_where_the_specification_has_a_schema() {
    let event_of = |id: &str, release: &str| event(&format!("https://a/schema/{id}"), release);
    assert_eq!(
        event_of("service-deployed-event", "0.5.1"),
        "ServiceDeployedV0_5_1"
    );
    assert_eq!(event_of("custom", "draft"), "CustomEventDraft");
}

#[test]
fn no_two_schemas_have_one_name() {
    let names = Names::of_all();
    let distinct: HashSet<_> = names.by_place.values().collect();
    assert_eq!(distinct.len(), names.by_place.len());
    assert!(names.taken.contains("CdEventsTimestamp"));
}
