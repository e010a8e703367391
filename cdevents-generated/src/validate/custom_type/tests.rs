use super::*;

#[test]
fn each_part_of_a_custom_type_is_checked() {
    for (event_type, problem) in [
        ("dev.cdevents.tool-a.b.0.1.0", "start with"),
        ("dev.cdeventsx.a.b.0.1.0", "tool's name, followed"),
        ("dev.cdeventsx.-a.b.0.1.0", "tool's name must"),
        ("dev.cdeventsx.tool-a1.b.0.1.0", "subject must"),
        ("dev.cdeventsx.tool-a", "predicate is missing"),
        ("dev.cdeventsx.tool-a.b-c.0.1.0", "predicate must"),
        ("dev.cdeventsx.tool-a.b", "version is missing"),
        ("dev.cdeventsx.tool-a.b.v1", "version must"),
        ("dev.cdeventsx.tool-a.b.0.1.10", "version must"),
    ] {
        let message = message(event_type);
        assert!(message.contains(problem), "{message}");
    }
}
