use super::*;

#[test]
fn a_suggestion_is_near_and_of_the_release() {
    let newest = Release::ALL[Release::ALL.len() - 1];
    let unknown = |event_type: &str| message(event_type, NamedRelease::default(), Some(newest));
    for known in known_types(Some(newest)) {
        let dots = known.match_indices('.');
        let (unversioned, version) = known.split_at(dots.map(|(dot, _)| dot).nth(3).unwrap());
        let message = unknown(&format!("{unversioned}x{version}"));
        assert!(
            message.ends_with(&format!("did you mean `{known}`?")),
            "{message}"
        );
        let message = unknown(unversioned);
        assert!(message.contains("lacks its version"), "{message}");
        assert!(message.ends_with(&format!("use `{known}`")), "{message}");
        let message = unknown(&format!("{unversioned}.v9"));
        assert!(message.ends_with(&format!("use `{known}`")), "{message}");
    }
    for far in [
        "dev.cdevents.model.trained.0.1.0",
        "dev.cdevents.taskrun.queued.0.1.0",
        "x",
        "",
    ] {
        let message = unknown(far);
        assert!(!message.contains("did you mean"), "{message}");
    }
}
