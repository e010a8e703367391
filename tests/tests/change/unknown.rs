//! Setters of events that are newer than this crate, or invalid.

use cdevents_generated::traits::Envelope;
use cdevents_generated::{
    CdEvent, CustomData, EventLink, EventReference, NonEmptyString, Release, Uri, UriReference,
};
use cdevents_tests::event;
use serde_json::{Value, json};

use super::assert_is;

fn newer() -> Value {
    let mut event = event("0.5.1", "cake.baked.1.2.3", &json!({ "layers": 3.10 }));
    event["context"]["specversion"] = json!("99.0.0");
    event["more"] = json!(true);
    event
}

/// Returns an event that names a known release, but isn't valid by it.
fn invalid(release: &str) -> (CdEvent, Value) {
    let json = event(release, "cake.baked.1.2.3", &json!({}));
    let (event, error) = CdEvent::from_slice_tolerant(json.to_string().as_bytes()).unwrap();
    assert!(error.is_some());
    (event, json)
}

fn reference(id: &str) -> EventReference {
    EventReference::new(id.parse().unwrap())
}

#[test]
fn what_every_event_has_is_changed_in_place() {
    let mut json = newer();
    let mut event = CdEvent::from_value(&json).unwrap();
    event.set_id("8".parse().unwrap());
    event.set_source("/new".parse().unwrap());
    event.set_timestamp("2036-03-20T14:27:05.10Z".parse().unwrap());
    event.set_subject_id("cake/8".parse().unwrap());
    event
        .set_subject_source("/bakery".parse::<UriReference>().unwrap())
        .unwrap();
    event.set_custom_data(CustomData::from_text("a"));
    event.set_custom_data_content_type("text/plain".to_owned());
    json["context"]["id"] = json!("8");
    json["context"]["source"] = json!("/new");
    json["context"]["timestamp"] = json!("2036-03-20T14:27:05.10Z");
    json["subject"]["id"] = json!("cake/8");
    json["subject"]["source"] = json!("/bakery");
    json["customData"] = json!("YQ==");
    json["customDataContentType"] = json!("text/plain");
    assert_is(&event, &json);
    assert_eq!(
        (event.source(), event.subject_source()),
        ("/new", Some("/bakery"))
    );
    assert_eq!(event.custom_data().unwrap().text().unwrap(), "a");

    event.set_subject_source(None).unwrap();
    event.set_custom_data(None);
    event.set_custom_data_content_type(None);
    json["subject"].as_object_mut().unwrap().remove("source");
    json.as_object_mut()
        .unwrap()
        .retain(|key, _| !key.starts_with("customData"));
    assert_is(&event, &json);
    assert_eq!((event.subject_source(), event.custom_data()), (None, None));
}

#[test]
fn the_newest_spelling_is_used_unless_the_event_has_another() {
    for used in [None, Some("chain_id"), Some("chainId")] {
        let mut json = newer();
        if let Some(key) = used {
            json["context"][key] = json!("old");
        }
        let mut event = CdEvent::from_value(&json).unwrap();
        assert_eq!(event.chain_id(), used.map(|_| "old"));
        event
            .set_chain_id("new".parse::<NonEmptyString>().unwrap())
            .unwrap();
        json["context"][used.unwrap_or("chainId")] = json!("new");
        assert_is(&event, &json);
        assert_eq!(event.chain_id(), Some("new"));
        event.set_chain_id(None).unwrap();
        json["context"]
            .as_object_mut()
            .unwrap()
            .remove(used.unwrap_or("chainId"));
        assert_is(&event, &json);
        assert_eq!(event.chain_id(), None);
    }
    let mut json = newer();
    let mut event = CdEvent::from_value(&json).unwrap();
    event
        .set_schema_uri("https://example.com/a".parse::<Uri>().unwrap())
        .unwrap();
    json["context"]["schemaUri"] = json!("https://example.com/a");
    assert_is(&event, &json);
    assert_eq!(event.schema_uri(), Some("https://example.com/a"));
}

#[test]
fn a_value_of_another_type_is_not_read_and_can_be_replaced() {
    let mut json = newer();
    json["context"]["chainId"] = json!(7);
    let mut event = CdEvent::from_value(&json).unwrap();
    assert_eq!(event.chain_id(), None);
    event.start_chain_with("a".parse().unwrap()).unwrap();
    json["context"]["chainId"] = json!("a");
    assert_is(&event, &json);
}

#[test]
fn an_invalid_event_that_names_a_known_release_has_the_properties_of_that_release() {
    let (mut event, json) = invalid("0.3.0");
    let error = event.start_chain_with("a".parse().unwrap()).unwrap_err();
    assert_eq!(error.release(), Some(Release::V0_3_0));
    assert_eq!(error.since(), Some(Release::V0_4_0));
    assert!(event.push_link(EventLink::path(reference("1"))).is_err());
    assert!(event.set_links([EventLink::end()]).is_err());
    event.set_chain_id(None).unwrap();
    event.clear_links();
    assert_eq!(event.to_value().unwrap(), json);

    let (mut event, mut json) = invalid("0.4.0");
    event.start_chain_with("a".parse().unwrap()).unwrap();
    event.push_link(EventLink::path(reference("1"))).unwrap();
    json["context"]["chain_id"] = json!("a");
    json["context"]["links"] = json!([{ "link_type": "PATH", "from": { "context_id": "1" } }]);
    assert_eq!(event.to_value().unwrap(), json);
}

#[test]
fn links_keep_the_spelling_of_those_that_are_there() {
    let path = |tag: &str, id: &str, value: &str| json!({ tag: "PATH", "from": { id: value } });
    for (tag, id) in [("link_type", "context_id"), ("linkType", "contextId")] {
        let mut json = newer();
        json["context"]["links"] = json!([path(tag, id, "1")]);
        let mut event = CdEvent::from_value(&json).unwrap();
        assert_eq!(event.links(), [EventLink::path(reference("1"))]);
        event.push_link(EventLink::path(reference("2"))).unwrap();
        json["context"]["links"] = json!([path(tag, id, "1"), path(tag, id, "2")]);
        assert_is(&event, &json);
        event.clear_links();
        event.push_link(EventLink::path(reference("3"))).unwrap();
        json["context"]["links"] = json!([path("linkType", "contextId", "3")]);
        assert_is(&event, &json);
    }
}

#[test]
fn links_of_a_new_shape_are_preserved() {
    let shapes = [
        json!({ "linkType": "FORK", "from": { "contextId": "1" } }),
        json!({ "linkType": "PATH", "from": { "contextId": "1" }, "weight": 1.50 }),
        json!({ "linkType": "PATH", "from": "urn:event:1" }),
        json!({ "linkType": "RELATION", "target": { "contextId": "1" } }),
        json!({ "linkType": "PATH", "from": { "contextId": "" } }),
        json!({ "linkType": "END", "from": null }),
        json!({ "linkType": 7 }),
        json!("https://example.com/event/1"),
        json!(null),
    ];
    let mut json = newer();
    json["context"]["links"] = json!(shapes);
    let mut event = CdEvent::from_value(&json).unwrap();
    for (link, shape) in event.links().iter().zip(&shapes) {
        let EventLink::Other(found) = link else {
            panic!("{link:?}");
        };
        assert_eq!(*found, shape.try_into().unwrap());
        assert_eq!((link.tags(), link.reference()), (None, None));
    }
    let links = event.links();
    event.set_links(links).unwrap();
    assert_is(&event, &json);
    event.push_link(EventLink::end()).unwrap();
    let all = json["context"]["links"].as_array_mut().unwrap();
    all.push(json!({ "linkType": "END" }));
    assert_is(&event, &json);
    assert_eq!(event.links().last(), Some(&EventLink::end()));
}

#[test]
fn links_that_are_no_array_are_not_overwritten_by_another_link() {
    let mut json = newer();
    json["context"]["links"] = json!({ "PATH": "1" });
    let mut event = CdEvent::from_value(&json).unwrap();
    assert_eq!(event.links(), []);
    let error = event.push_link(EventLink::end()).unwrap_err();
    assert!(error.reason().unwrap().contains("not an array"), "{error}");
    assert_is(&event, &json);
    event.set_links([EventLink::end()]).unwrap();
    json["context"]["links"] = json!([{ "linkType": "END" }]);
    assert_is(&event, &json);
    let envelope: &mut dyn Envelope = &mut event;
    assert_eq!(envelope.links(), [EventLink::end()]);
    envelope.clear_links();
    assert_eq!(envelope.links(), []);
}
