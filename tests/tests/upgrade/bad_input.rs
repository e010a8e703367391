//! What can't be converted, and why.

use cdevents_generated::upgrade::{ErrorKind, Loss, NoteKind, Upgrade, Upgraded};
use cdevents_generated::{CdEvent, Kind, Release};
use serde_json::{Value, json};

fn event(release: &str, event_type: &str, content: &Value) -> Value {
    let is_new = release >= "0.5.0";
    let version = if is_new { "specversion" } else { "version" };
    let mut event = json!({
        "context": {
            version: release,
            "id": "1",
            "source": "/ci",
            "timestamp": "2026-03-20T14:27:05Z",
            "type": event_type,
        },
        "subject": { "id": "a", "content": content },
    });
    let mut names = event_type.split('.').skip(2);
    if !is_new {
        event["subject"]["type"] = names.next().unwrap_or_default().into();
    }
    event
}

fn parsed(value: &Value) -> CdEvent {
    CdEvent::from_value(value).unwrap_or_else(|error| panic!("{error}: {value}"))
}

fn build() -> Value {
    event("0.5.1", "dev.cdevents.build.started.0.3.0", &json!({}))
}

fn convert(value: &Value, release: Release) -> Upgraded {
    let upgraded = Upgrade::new(release).convert(parsed(value));
    upgraded.unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the kind of the error and its message.
fn error(value: &Value, upgrade: &Upgrade<'_>) -> (ErrorKind, String) {
    let error = upgrade.convert(parsed(value)).unwrap_err();
    assert_eq!(error.clone().into_event(), parsed(value));
    assert!(!error.to_string().contains('\n'));
    (error.kind(), error.to_string())
}

fn notes(upgraded: &Upgraded) -> Vec<String> {
    upgraded.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_kind_that_the_target_lacks_is_an_error_with_the_release_and_the_nearest_kind() {
    let ticket = event(
        "0.5.1",
        "dev.cdevents.ticket.created.0.2.0",
        &json!({"summary": "a", "uri": "https://example.com/1", "creator": "b"}),
    );
    assert_eq!(
        error(&ticket, &Upgrade::new(Release::V0_3_0)),
        (
            ErrorKind::MissingEvent,
            "release 0.3.0 has no event `ticket.created`: it appeared in release 0.4.0; the nearest \
             event is `branch.created`"
                .to_owned()
        )
    );
    let mut custom = event(
        "0.4.1",
        "dev.cdeventsx.tool-thing.created.0.1.0",
        &json!({"a": 1}),
    );
    custom["subject"]["type"] = "tool-thing".into();
    assert_eq!(
        error(&custom, &Upgrade::new(Release::V0_3_0)).1,
        "release 0.3.0 has no custom events: they appeared in release 0.4.0"
    );
    let mut detected = event("0.2.0", "dev.cdevents.incident.detected.0.1.0", &json!({}));
    detected["subject"]["content"] = json!({"environment": {"id": "e"}});
    let (kind, message) = error(&detected, &Upgrade::new(Release::Draft));
    assert_eq!(kind, ErrorKind::MissingEvent);
    assert!(
        message.contains("it appeared in release 0.2.0"),
        "{message}"
    );
}

#[test]
fn an_event_of_a_newer_release_stays_as_it_is() {
    let newest = Release::ALL[Release::ALL.len() - 1];
    let mut types = newest
        .events()
        .filter(|known| known.kind() == Kind::BuildStarted);
    let event_type = types.next().unwrap().event_type();
    let mut newer = build();
    newer["context"]["type"] = event_type.as_str().into();
    newer["context"]["specversion"] = "9.9.9".into();
    let upgraded = parsed(&newer).upgrade().unwrap();
    assert_eq!(upgraded.event.release_name(), Some("9.9.9"));
    assert_eq!(upgraded.notes, []);
    let older = convert(&newer, Release::V0_5_0);
    assert_eq!(
        notes(&older),
        ["replaced `/context/specversion`: `\"0.5.0\"` instead of `\"9.9.9\"`"]
    );

    newer["context"]["type"] = "dev.cdevents.cake.baked.0.1.0".into();
    let unknown = parsed(&newer);
    assert_eq!(unknown.release(), None);
    assert_eq!(unknown.clone().upgrade().unwrap().event, unknown);
    let error = unknown.into_latest().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unknown);
    assert_eq!(
        error.to_string(),
        "expected an event of a known release, found `dev.cdevents.cake.baked.0.1.0`, which is unknown"
    );
}

#[test]
fn all_questions_are_in_one_error() {
    let mut finished = event("0.2.0", "dev.cdevents.testcase.finished.0.1.1", &json!({}));
    finished["subject"]["type"] = "testCase".into();
    assert_eq!(
        error(&finished, &Upgrade::new(Release::V0_3_0)),
        (
            ErrorKind::Questions,
            "release 0.3.0 requires what the event lacks: `/subject/content/outcome`: expected \
             `\"pass\"`, `\"fail\"`, `\"cancel\"` or `\"error\"`, found nothing; \
             `/subject/content/environment`: expected an object with `id`, found nothing; provide \
             answers with `Upgrade::answers`"
                .to_owned()
        )
    );
    let wrong = Upgrade::new(Release::V0_3_0)
        .answer(
            "testcaserun.finished",
            "/subject/content/outcome",
            "\"good\"".parse().unwrap(),
        )
        .answers(|_| "{}".parse().ok());
    let (_, message) = error(&finished, &wrong);
    assert!(
        message.contains("`/subject/content/outcome`: the answer `\"good\"` isn't valid, expected"),
        "{message}"
    );
    assert!(
        message.contains("the answer `{}` isn't valid, missing property `id`"),
        "{message}"
    );
}

#[test]
fn a_required_value_that_the_target_rejects_is_asked_for() {
    let repository = event(
        "0.4.1",
        "dev.cdevents.repository.created.0.2.0",
        &json!({"name": "a", "url": "shop/checkout"}),
    );
    let upgrade = Upgrade::new(Release::V0_5_0);
    let (kind, message) = error(&repository, &upgrade);
    assert_eq!(kind, ErrorKind::Questions);
    assert!(
        message.contains("`/subject/content/uri`: expected a URI")
            && message.contains("found `\"shop/checkout\"`"),
        "{message}"
    );
    let uri = "\"https://example.com/shop\"".parse().unwrap();
    let upgrade = upgrade.answer("repository.created", "/subject/content/uri", uri);
    let upgraded = upgrade.convert(parsed(&repository)).unwrap();
    assert_eq!(
        notes(&upgraded),
        [
            "replaced `/subject/content/uri`: `\"https://example.com/shop\"` instead of `\"shop/checkout\"`"
        ]
    );
}

#[test]
fn the_old_and_the_new_name_of_a_property_at_once_are_a_loss() {
    let mut both = event("0.4.0", "dev.cdevents.build.started.0.2.0", &json!({}));
    both["context"]["links"] = json!([{
        "link_type": "RELATION",
        "link_kind": "trigger",
        "target": {"context_id": "old", "contextId": "new"},
    }]);
    let upgraded = convert(&both, Release::V0_4_1);
    let value = upgraded.event.to_value().unwrap();
    assert_eq!(
        value["context"]["links"][0]["target"],
        json!({"contextId": "old"})
    );
    let dropped = upgraded.notes.iter().find(|note| note.is_loss()).unwrap();
    assert_eq!(
        dropped.to_string(),
        "dropped `/context/links/0/target/contextId`, which was `\"new\"`"
    );
    let (kind, message) = error(&both, &Upgrade::to_newest().loss(Loss::Refuse));
    assert_eq!(kind, ErrorKind::Loss);
    assert_eq!(
        message,
        format!(
            "release {} has no place for `/context/links/0/target/contextId`; allow that with \
             `Loss::Report`, or keep it with `Loss::Keep`",
            Release::ALL[Release::ALL.len() - 1]
        )
    );
}

#[test]
fn links_of_0_4_0_become_those_of_later_releases_and_back() {
    let mut old = event("0.4.0", "dev.cdevents.build.started.0.2.0", &json!({}));
    old["context"]["links"] = json!([
        {"link_type": "PATH", "from": {"context_id": "a", "more": [1.50]}},
        {"link_type": "END"},
        {"link_type": "RELATION", "link_kind": "trigger", "target": {"context_id": "b"}, "tags": {"x": 1}},
    ]);
    let upgraded = parsed(&old).upgrade().unwrap();
    let value = upgraded.event.to_value().unwrap();
    assert_eq!(
        value["context"]["links"],
        json!([
            {"linkType": "PATH", "from": {"contextId": "a", "more": [1.5]}},
            {"linkType": "END"},
            {"linkType": "RELATION", "linkKind": "trigger", "target": {"contextId": "b"}, "tags": {"x": 1}},
        ])
    );
    assert!(upgraded.event.to_json().contains("[1.50]") || !old.to_string().contains("1.50"));
    assert!(
        upgraded
            .notes
            .iter()
            .all(|note| note.kind() == NoteKind::Moved)
    );
    let back = Upgrade::new(Release::V0_4_0)
        .convert(upgraded.event)
        .unwrap();
    assert_eq!(back.event, parsed(&old));
}

#[test]
fn a_custom_event_keeps_its_content_and_its_type_needs_an_answer_if_it_lacks_a_version() {
    let mut custom = event(
        "0.4.0",
        "dev.cdeventsx.tool-thing.created",
        &json!({"a": [1, null]}),
    );
    custom["subject"]["type"] = "tool-thing".into();
    let (kind, message) = error(&custom, &Upgrade::to_newest());
    assert_eq!(kind, ErrorKind::Questions);
    assert!(
        message.contains("`/context/type`: expected a string that matches `^dev"),
        "{message}"
    );
    let event_type = "\"dev.cdeventsx.tool-thing.created.0.1.0\""
        .parse()
        .unwrap();
    let upgrade = Upgrade::to_newest().answer("custom", "/context/type", event_type);
    let upgraded = upgrade.convert(parsed(&custom)).unwrap().event;
    let value = upgraded.to_value().unwrap();
    assert_eq!(
        value["subject"],
        json!({"id": "a", "content": {"a": [1, null]}})
    );
    assert_eq!(
        upgraded.event_type(),
        "dev.cdeventsx.tool-thing.created.0.1.0"
    );

    let back = Upgrade::new(Release::V0_4_0).convert(upgraded).unwrap();
    assert_eq!(back.event, parsed(&custom));
    assert_eq!(
        notes(&back),
        [
            "replaced `/context/type`: `\"dev.cdeventsx.tool-thing.created\"` instead of \
             `\"dev.cdeventsx.tool-thing.created.0.1.0\"`",
            "filled `/subject/type` with `\"tool-thing\"`, from the event type",
        ]
    );
}

#[test]
fn the_key_of_the_record_with_something_else_is_an_error_only_if_something_is_to_be_kept() {
    let mut taken = build();
    taken["customData"] = json!({"cdeventsUpgrade": 7});
    let keep = Upgrade::new(Release::V0_3_0).loss(Loss::Keep);
    let converted = keep.convert(parsed(&taken)).unwrap().event;
    assert_eq!(
        converted.to_value().unwrap()["customData"],
        taken["customData"]
    );

    taken["context"]["chainId"] = "a".into();
    let (kind, message) = error(&taken, &keep);
    assert_eq!(kind, ErrorKind::KeyTaken);
    assert_eq!(
        message,
        "`/customData/cdeventsUpgrade` isn't a record of an earlier conversion, so what release 0.3.0 \
         has no place for can't be kept there; use `Loss::Report`, or rename the key"
    );
    let converted = convert(&taken, Release::V0_3_0).event;
    assert_eq!(
        converted.to_value().unwrap()["customData"],
        taken["customData"]
    );
}

#[test]
fn a_record_that_does_not_fit_is_ordinary_custom_data() {
    for record in [
        json!({}),
        json!({"release": "0.5.1", "type": "x", "changes": [], "filled": []}),
        json!({"release": "9.9.9", "type": "dev.cdevents.build.started.0.3.0", "changes": [], "filled": []}),
        json!({"release": "0.5.1", "type": "dev.cdevents.change.merged.0.3.0", "changes": [], "filled": []}),
        json!({
            "release": "0.4.1", "type": "dev.cdevents.build.started.0.2.0",
            "changes": [{"pointer": "/context/id"}, {"pointer": 7}], "filled": [],
        }),
        json!({
            "release": "0.4.1", "type": "dev.cdevents.build.started.0.2.0",
            "changes": [{"pointer": "/context/id", "before": "1"}], "filled": [],
        }),
    ] {
        let mut event = build();
        event["customData"] = json!({"cdeventsUpgrade": record});
        let converted = convert(&event, Release::V0_4_0).event;
        assert_eq!(
            converted.to_value().unwrap()["customData"],
            event["customData"]
        );
    }
}

#[test]
fn values_that_nest_too_deep_to_be_kept_are_an_error() {
    let deep = format!("{}1{}", "[".repeat(117), "]".repeat(117));
    let text = build().to_string().replace(
        "\"subject\":",
        &format!("\"customData\":{{\"a\":{deep}}},\"subject\":"),
    );
    let event: CdEvent = text.parse().unwrap();
    let keep = Upgrade::new(Release::V0_3_0).loss(Loss::Keep);
    assert_eq!(
        keep.convert(event.clone()).unwrap().event.custom_data(),
        event.custom_data()
    );

    let text = text.replace(
        "\"context\":{",
        &format!(
            "\"context\":{{\"links\":[{{\"linkType\":\"END\",\"from\":{{\"contextId\":\"a\",\"b\":{deep}}}}}],"
        ),
    );
    let event: CdEvent = text.parse().unwrap();
    let error = keep.convert(event).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
    assert!(
        error.to_string().contains("nested more than 120 deep"),
        "{error}"
    );
}

#[test]
fn a_conversion_and_its_results_can_be_sent_to_other_threads() {
    fn is_sent<T: Send + Sync>() {}
    is_sent::<Upgrade<'_>>();
    is_sent::<Upgraded>();
    is_sent::<cdevents_generated::upgrade::Error>();
    is_sent::<cdevents_generated::upgrade::Question>();
}
