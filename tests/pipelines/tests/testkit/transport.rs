//! Generated events go out as CloudEvents, and come in again unchanged.

use cdevents_generated::CdEvent;
use cdevents_generated::cloudevents::{Binding, Decoder, Encoder};
use cdevents_generated::testkit::Events;

use cdevents_tests::cases::{cases, series};

#[test]
fn an_event_survives_every_mode_of_every_binding() {
    for events in Events::all().each() {
        for json in series(&events).take(cases(3)) {
            let event = CdEvent::from_slice(json.as_bytes()).expect("a valid event");
            for binding in [Binding::Http, Binding::Kafka, Binding::Nats] {
                let encoder = Encoder::new(binding);
                let messages = [
                    encoder.binary(&event),
                    encoder.structured(&event),
                    encoder.batch([&event]),
                ];
                for message in messages {
                    let received = Decoder::new(binding).decode(message.headers(), message.body());
                    let received = received.unwrap_or_else(|error| panic!("{error}: {json}"));
                    let [decoded] = <[_; 1]>::try_from(received.events).expect("one event");
                    let decoded = decoded.unwrap_or_else(|error| panic!("{error}: {json}"));
                    assert!(decoded.problems.is_empty(), "{json}");
                    assert_eq!(decoded.event, event);
                }
            }
        }
    }
}
