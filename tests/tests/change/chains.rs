//! Chains of events, across releases.

use cdevents_generated::traits::Envelope;
use cdevents_generated::{CdEvent, EventLink, EventReference, v0_5_1};
use serde_json::json;

use super::{EXAMPLES, assert_is};

fn reference(event: &CdEvent) -> EventReference {
    EventReference::new(event.id().parse().unwrap())
}

/// Returns an event of each release with chains and links, and one of each release without.
fn events() -> (Vec<CdEvent>, Vec<CdEvent>) {
    let (mut with, mut without): (Vec<CdEvent>, Vec<CdEvent>) = (Vec::new(), Vec::new());
    for example in &*EXAMPLES {
        let has_links = example.key("context", "links").is_some();
        let place = if has_links { &mut with } else { &mut without };
        if place
            .iter()
            .all(|event| event.release() != Some(example.release))
        {
            let mut event = example.event.clone();
            event.clear_links();
            event.set_chain_id(None).unwrap();
            event.set_id(format!("{}-{has_links}", example.release).parse().unwrap());
            place.push(event);
        }
    }
    assert!(!with.is_empty() && !without.is_empty());
    (with, without)
}

#[test]
fn a_chain_goes_through_events_of_any_release() {
    let (with, without) = events();
    for first in &with {
        let mut first = first.clone();
        first.start_chain().unwrap();
        assert_eq!(first.links(), [], "a chain starts without a link");
        let chain = first.chain_id().unwrap();
        let another = {
            let mut other = first.clone();
            other.start_chain().unwrap();
            other.chain_id().unwrap().to_owned()
        };
        assert_ne!(chain, another, "each chain has an ID of its own");
        for next in &with {
            let mut next = next.clone();
            next.continue_from(&first).unwrap();
            assert_eq!(next.chain_id(), Some(chain));
            assert_eq!(next.links(), [EventLink::path(reference(&first))]);
            let mut last = with[0].clone();
            last.end_chain(&next).unwrap();
            let kind = "TRIGGER";
            last.relate_to(&without[0], kind.parse().unwrap()).unwrap();
            assert_eq!(last.chain_id(), Some(chain));
            let expected = [
                EventLink::end_from(reference(&next)),
                EventLink::relation(kind.parse().unwrap(), reference(&without[0])),
            ];
            assert_eq!(last.links(), expected);
            for event in [&first, &next, &last] {
                assert_is(event, &event.to_value().unwrap());
            }
        }
    }
}

#[test]
fn an_event_without_a_chain_is_linked_and_gives_no_chain_id() {
    let (with, without) = events();
    for previous in without.iter().chain(&with) {
        assert_eq!(previous.chain_id(), None);
        for next in &with {
            let mut next = next.clone();
            next.continue_from(previous).unwrap();
            assert_eq!(next.chain_id(), None);
            assert_eq!(next.links(), [EventLink::path(reference(previous))]);
            next.start_chain_with("own".parse().unwrap()).unwrap();
            next.end_chain(previous).unwrap();
            assert_eq!(
                next.chain_id(),
                Some("own"),
                "the event's own chain ID stays"
            );
        }
    }
}

#[test]
fn an_event_that_can_have_no_links_is_unchanged() {
    let (with, without) = events();
    for original in &without {
        for previous in without.iter().chain(&with) {
            let mut previous = previous.clone();
            let mut event = original.clone();
            // Only events of 0.4.0 could have had a chain ID before without having links.
            let _ = previous.start_chain_with("chain".parse().unwrap());
            event.continue_from(&previous).unwrap_err();
            event.end_chain(&previous).unwrap_err();
            event
                .relate_to(&previous, "TRIGGER".parse().unwrap())
                .unwrap_err();
            event.start_chain().unwrap_err();
            assert_eq!(event, *original);
        }
    }
}

#[test]
fn a_link_that_cannot_be_added_leaves_the_chain_as_it_was() {
    let mut json = cdevents_tests::event("0.5.1", "cake.baked.1.2.3", &json!({}));
    json["context"]["specversion"] = json!("99.0.0");
    json["context"]["links"] = json!("none");
    for own in [None, Some("own")] {
        if let Some(own) = own {
            json["context"]["chainId"] = json!(own);
        }
        let mut event = CdEvent::from_value(&json).unwrap();
        let mut previous = events().0.remove(0);
        previous.start_chain().unwrap();
        event.continue_from(&previous).unwrap_err();
        assert_eq!(event.chain_id(), own);
        assert_is(&event, &json);
    }
}

#[test]
fn typed_events_and_trait_objects_can_be_linked() {
    let json =
        include_bytes!("../../../cdevents-generated/examples/0.5.1/build-started.minimal.json");
    let mut first = v0_5_1::BuildStarted::from_slice(json).unwrap();
    first.start_chain_with("chain".parse().unwrap()).unwrap();
    let mut next = CdEvent::from(first.clone());
    next.set_id("next".parse().unwrap());
    let envelope: &mut dyn Envelope = &mut next;
    envelope.continue_from(&first).unwrap();
    let previous: &dyn Envelope = &next;
    let mut last = first.clone();
    last.end_chain(previous).unwrap();
    assert_eq!(last.context.chain_id.as_ref().unwrap(), "chain");
    assert_eq!(
        last.links(),
        [EventLink::end_from(EventReference::new(
            "next".parse().unwrap()
        ))]
    );
}
