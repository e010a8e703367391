//! Links of any release.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cdevents_generated::{CdEvent, EventLink, EventReference, JsonObject, Release};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{EXAMPLES, Example, assert_is, fold};

fn reference(id: &str) -> EventReference {
    EventReference::new(id.parse().unwrap())
}

fn tags(json: &Value) -> JsonObject {
    json.try_into().unwrap()
}

/// Returns the keys of a type of link and of its reference, by their folded names, from the schemas of
/// a release.
fn keys(example: &Example, link: &str, reference: &str) -> impl Fn(&str) -> String {
    let is_link = |(id, _): &(&String, &Value)| fold(id).contains(&format!("embeddedlink{link}"));
    let (_, schema) = example.schemas().iter().find(is_link).unwrap();
    let properties = schema["properties"].as_object().unwrap().clone();
    let inner = &schema["properties"][reference]["properties"];
    let inner = inner.as_object().unwrap().clone();
    move |folded: &str| {
        let mut all = properties.keys().chain(inner.keys());
        all.find(|key| fold(key) == folded).unwrap().clone()
    }
}

#[test]
fn every_release_with_links_writes_them_by_its_own_schema() {
    let mut releases = Vec::new();
    for example in &*EXAMPLES {
        let mut event = example.event.clone();
        let end = EventLink::end_from(reference("1")).with_tags(tags(&json!({ "a": 1.50 })));
        let Some(links_key) = example.key("context", "links") else {
            let error = event.push_link(end.clone()).unwrap_err();
            assert_eq!(event.set_links([end]).unwrap_err(), error);
            assert_eq!(fold(error.property()), "links");
            assert!(error.since() > Some(example.release) || error.since().is_none());
            event.set_links([]).unwrap();
            event.clear_links();
            assert_is(&event, &example.json);
            assert_eq!(event.links(), []);
            continue;
        };
        releases.push(example.release);
        let before = event.links();
        let mut from = reference("2");
        from.insert("team", r#"["a",1e2]"#.parse().unwrap());
        let added = [
            end,
            EventLink::path(from),
            EventLink::relation("TRIGGER".parse().unwrap(), reference("3")),
            EventLink::end(),
        ];
        for link in &added {
            event.push_link(link.clone()).unwrap();
        }
        let mut expected = example.json.clone();
        let [end, path, relation] = [("end", "from"), ("path", "from"), ("relation", "target")]
            .map(|(link, reference)| keys(example, link, reference));
        let new = json!([
            { end("linktype"): "END", "from": { end("contextid"): "1" }, "tags": { "a": 1.50 } },
            { path("linktype"): "PATH", "from": { path("contextid"): "2", "team": ["a", 1e2] } },
            {
                relation("linktype"): "RELATION", relation("linkkind"): "TRIGGER",
                "target": { relation("contextid"): "3" },
            },
            { end("linktype"): "END" },
        ]);
        let links = &mut expected["context"][links_key];
        let mut all = links.as_array().cloned().unwrap_or_default();
        all.extend(new.as_array().unwrap().clone());
        *links = json!(all);
        assert_is(&event, &expected);
        assert_eq!(event.links(), [before, added.to_vec()].concat());

        // Reading and setting the links changes nothing.
        let links = event.links();
        event.set_links(links).unwrap();
        assert_is(&event, &expected);
        event.set_links([EventLink::end()]).unwrap();
        expected["context"][links_key] = json!([{ end("linktype"): "END" }]);
        assert_is(&event, &expected);
        event.clear_links();
        expected["context"]
            .as_object_mut()
            .unwrap()
            .remove(links_key);
        assert_is(&event, &expected);
    }
    releases.dedup();
    assert!(
        releases.len() > 1 && releases.len() < Release::ALL.len(),
        "{releases:?}"
    );
}

/// An event of each release that has links, without any.
static WITH_LINKS: LazyLock<Vec<CdEvent>> = LazyLock::new(|| {
    let mut found: Vec<CdEvent> = Vec::new();
    for example in &*EXAMPLES {
        let mut releases = found.iter().map(CdEvent::release);
        let is_new = releases.all(|release| release != Some(example.release));
        if is_new && example.key("context", "links").is_some() {
            let mut event = example.event.clone();
            event.clear_links();
            found.push(event);
        }
    }
    found
});

#[test]
fn what_a_release_cannot_express_is_an_error_that_changes_nothing() {
    for original in &*WITH_LINKS {
        let mut event = original.clone();
        event.push_link(EventLink::path(reference("1"))).unwrap();
        let id_key = event.to_value().unwrap()["context"]["links"][0]["from"].clone();
        let id_key = id_key.as_object().unwrap().keys().next().unwrap().clone();
        let mut twice = reference("1");
        twice.insert(id_key.clone(), json!("2").try_into().unwrap());
        let other = |json: Value| EventLink::Other(json.try_into().unwrap());
        let cases = [
            (EventLink::path(twice), "give the ID as such"),
            (
                EventLink::path(EventReference::default()),
                "missing property",
            ),
            (
                other(json!({ "linkType": "FORK", "link_type": "FORK" })),
                "/1",
            ),
            (other(json!({})), "missing property"),
            (other(json!("a")), "an object"),
            (other(json!(null)), "an object"),
        ];
        let before = event.clone();
        for (link, reason) in cases {
            let error = event.push_link(link.clone()).unwrap_err();
            let found = error.reason().unwrap();
            assert!(found.contains(reason), "{link:?}: {error}");
            assert_eq!((error.property(), error.since()), ("links", None));
            assert_eq!(error.release(), original.release());
            assert!(event.set_links([EventLink::end(), link]).is_err());
            assert_eq!(event, before);
        }
        // What is valid by the schema is known.
        let json = event.to_value().unwrap()["context"]["links"][0].clone();
        event.push_link(other(json)).unwrap();
        assert_eq!(
            event.links(),
            [
                EventLink::path(reference("1")),
                EventLink::path(reference("1"))
            ]
        );
    }
}

#[test]
fn properties_of_links_nest_as_deep_as_any_free_json() {
    let deep =
        |depth: usize| format!("{}{}", r#"{"a":"#.repeat(depth - 1), "{}") + &"}".repeat(depth - 1);
    let mut from = reference("1");
    // An end that needs one of several properties is checked as a whole, and nests 120 deep with its own level.
    from.insert("deep", deep(119).parse().unwrap());
    let link = EventLink::path(from).with_tags(deep(120).parse().unwrap());
    for event in &*WITH_LINKS {
        let mut event = event.clone();
        event.push_link(link.clone()).unwrap();
        event.push_link(EventLink::end()).unwrap();
        assert_eq!(event.links(), [link.clone(), EventLink::end()]);
        assert_eq!(CdEvent::from_slice(&event.to_vec()).unwrap(), event);
    }
    assert!(deep(121).parse::<JsonObject>().is_err());
}

#[test]
fn the_key_of_another_release_is_a_property_like_any_other() {
    let mut events = WITH_LINKS.clone();
    let mut target = EventReference::default();
    target.insert("context_id", r#""1""#.parse().unwrap());
    let link = EventLink::relation("TRIGGER".parse().unwrap(), target);
    let without = EventLink::relation("TRIGGER".parse().unwrap(), EventReference::default());
    let mut outcomes = BTreeSet::new();
    for event in &mut events {
        let needs_none = event.clone().push_link(without.clone()).is_ok();
        let pushed = event.push_link(link.clone());
        let expected = pushed.iter().map(|()| link.clone());
        assert_eq!(event.links(), expected.collect::<Vec<_>>());
        let is_spelled_so = event.release() == Some(Release::V0_4_0);
        assert_eq!(pushed.is_ok(), needs_none && !is_spelled_so, "{event:?}");
        outcomes.insert(pushed.is_ok());
    }
    assert_eq!(outcomes, BTreeSet::from([false, true]));
}

/// Links that every release can express.
fn link() -> impl Strategy<Value = EventLink> {
    let text = || "[a-z\"\\\\é\u{1f600}]{1,4}";
    let value = prop_oneof![
        any::<i64>().prop_map(|number| json!(number)),
        text().prop_map(|text| json!({ "a": [text, null] })),
    ];
    let object = proptest::collection::btree_map(text(), value, 0..3);
    let reference = (text(), object.clone()).prop_map(|(id, properties)| {
        let mut reference = EventReference::new(id.parse().unwrap());
        for (key, value) in properties {
            reference.insert(key, value.try_into().unwrap());
        }
        reference
    });
    let kinds = prop_oneof![
        Just(EventLink::end()),
        reference.clone().prop_map(EventLink::end_from),
        reference.clone().prop_map(EventLink::path),
        (text(), reference)
            .prop_map(|(kind, target)| { EventLink::relation(kind.parse().unwrap(), target) }),
    ];
    (kinds, proptest::option::of(object)).prop_map(|(link, tags)| match tags {
        Some(tags) => link.with_tags(JsonObject::from_serialize(&tags).unwrap()),
        None => link,
    })
}

proptest! {
    #[test]
    fn links_survive_every_release(links in proptest::collection::vec(link(), 1..4)) {
        let mut given = links.clone();
        for event in &*WITH_LINKS {
            let mut event = event.clone();
            event.set_links(given).unwrap();
            assert_is(&event, &event.to_value().unwrap());
            let mut pushed = event.clone();
            pushed.clear_links();
            for link in &links {
                pushed.push_link(link.clone()).unwrap();
            }
            prop_assert_eq!(&pushed, &event);
            given = event.links();
            prop_assert_eq!(&given, &links);
        }
    }
}
