//! What users write: conversions between the types of events, comparisons with strings, and methods
//! that all types of events have.

use std::str::FromStr;

use cdevents_generated::{
    CdEvent, CustomData, Error, ErrorKind, Event, EventType, EventTypeRef, NonEmptyString,
    UnexpectedEvent, Uri, traits, v0_5_0, v0_5_1,
};
use cdevents_tests::event;
use serde_json::{Value, json};

fn deployed() -> Value {
    event(
        "0.5.1",
        "service.deployed.0.3.0",
        &json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }),
    )
}

fn custom() -> Value {
    json!({
        "context": {
            "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
            "type": "dev.cdeventsx.mytool-table.reserved.0.1.0",
        },
        "subject": { "id": "table/7", "content": { "seats": 4 } },
    })
}

#[test]
fn an_event_converts_to_its_own_type_and_comes_back_unchanged_from_others() {
    let any = CdEvent::from_value(deployed()).unwrap();
    let event = v0_5_1::ServiceDeployed::try_from(any.clone()).unwrap();
    assert_eq!(CdEvent::from(event.clone()), any);
    let of_release = v0_5_1::AnyEvent::try_from(any.clone()).unwrap();
    assert_eq!(v0_5_1::AnyEvent::from(event.clone()), of_release);
    assert_eq!(
        v0_5_1::ServiceDeployed::try_from(of_release.clone()).unwrap(),
        event
    );

    let error = v0_5_1::BuildQueued::try_from(any.clone()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected `dev.cdevents.build.queued.0.3.0` of release 0.5.1, \
         found `dev.cdevents.service.deployed.0.3.0` of release 0.5.1"
    );
    assert_eq!(error.into_event(), any);
    let error: UnexpectedEvent<v0_5_1::AnyEvent> =
        v0_5_1::BuildQueued::try_from(of_release.clone()).unwrap_err();
    assert_eq!(error.into_event(), of_release);
    let error = v0_5_0::ServiceDeployed::try_from(any.clone()).unwrap_err();
    assert!(error.to_string().contains("of release 0.5.0, found"));
    assert_eq!(error.into_event(), any);
    let error = v0_5_0::AnyEvent::try_from(any.clone()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("expected an event of release 0.5.0, found `dev.cdevents.service"),
        "{error}"
    );
    assert_eq!(error.into_event(), any);

    let mut newer = deployed();
    newer["context"]["specversion"] = json!("9.9.9");
    newer["context"]["more"] = json!(1);
    let unknown = CdEvent::from_value(newer).unwrap();
    let error = v0_5_1::ServiceDeployed::try_from(unknown.clone()).unwrap_err();
    assert!(error.to_string().ends_with(", which is unknown"), "{error}");
    assert_eq!(error.into_event(), unknown);
}

/// Every type of events is parsed and written in the same ways.
fn assert_same_methods<T>(
    json: &Value,
    from_slice: fn(&[u8]) -> Result<T, Error>,
    from_reader: fn(&[u8]) -> Result<T, Error>,
    from_value: fn(&Value) -> Result<T, Error>,
    write: fn(&T) -> (String, Vec<u8>, Value),
) where
    T: FromStr<Err = Error> + ToString + PartialEq + std::fmt::Debug,
{
    let text = json.to_string();
    let event = from_slice(text.as_bytes()).unwrap();
    assert_eq!(from_reader(text.as_bytes()).unwrap(), event);
    assert_eq!(from_value(json).unwrap(), event);
    assert_eq!(text.parse::<T>().unwrap(), event);
    let (written, bytes, value) = write(&event);
    assert_eq!(value, *json);
    assert_eq!(bytes, written.as_bytes());
    assert_eq!(event.to_string(), written);
    assert_eq!(written.parse::<T>().unwrap(), event);

    let mut invalid = json.clone();
    invalid["subject"]["id"] = json!("");
    let error = from_slice(invalid.to_string().as_bytes()).unwrap_err();
    assert_eq!(
        (error.kind(), error.instance_path()),
        (ErrorKind::Invalid, "/subject/id")
    );
    assert!(error.position().is_some() && error.report().is_some());
    assert_eq!(from_value(&invalid).unwrap_err().position(), None);
}

macro_rules! assert_same_methods {
    ($json:expr, $name:ty) => {
        assert_same_methods::<$name>(
            &$json,
            |json| <$name>::from_slice(json),
            |json| <$name>::from_reader(json),
            |json| <$name>::from_value(json),
            |event| {
                let mut written = Vec::new();
                event.to_writer(&mut written).unwrap();
                assert_eq!(event.to_vec(), written);
                (event.to_json(), written, event.to_value().unwrap())
            },
        )
    };
}

#[test]
fn every_type_of_events_has_the_same_methods() {
    assert_same_methods!(deployed(), CdEvent);
    assert_same_methods!(deployed(), v0_5_1::AnyEvent);
    assert_same_methods!(deployed(), v0_5_1::ServiceDeployed);
    assert_same_methods!(custom(), v0_5_1::CustomEvent);
}

/// What is borrowed from an event lives as long as the event.
fn subject(event: &CdEvent) -> &str {
    event.event_type().subject()
}

fn event_type<D: traits::EventDefinition>(event: &Event<D>) -> EventTypeRef<'_> {
    event.event_type()
}

#[test]
fn an_event_type_is_borrowed_and_compared() {
    let any = CdEvent::from_value(deployed()).unwrap();
    assert_eq!(subject(&any), "service");
    assert!(any.is("service", "deployed") && !any.is("service", "upgraded"));
    let CdEvent::V0_5_1(of_release) = &any else {
        panic!("{any}");
    };
    assert!(of_release.is("service", "deployed"));
    assert_eq!(of_release.subject_id(), any.subject_id());
    let event = v0_5_1::ServiceDeployed::try_from(any.clone()).unwrap();
    assert!(event.is("service", "deployed"));
    let borrowed = event_type(&event);
    let owned = EventType::from(borrowed);
    let text = "dev.cdevents.service.deployed.0.3.0";
    let string = text.to_owned();
    assert_eq!(borrowed, text);
    assert_eq!(text, borrowed);
    assert_eq!(borrowed, string);
    assert_eq!(string, borrowed);
    assert_eq!(borrowed, owned);
    assert_eq!(owned, borrowed);
    assert_eq!(owned, text);
    assert_eq!(text, owned);
    assert_eq!(owned, *text);
    assert_eq!(owned, string);
    assert_eq!(string, owned);
    let newer: EventType = "dev.cdevents.service.deployed.0.10.0".parse().unwrap();
    assert!(borrowed < EventTypeRef::from(&newer) && owned < newer);
    assert_eq!(borrowed.to_string(), text);

    let custom = v0_5_1::CustomEvent::from_value(custom()).unwrap();
    assert!(custom.event_type().is_custom() && !custom.is("table", "reserved"));
    assert_eq!(custom.event_type().tool(), Some("mytool"));
}

#[test]
fn strings_compare_with_strings() {
    let id: NonEmptyString = "a".parse().unwrap();
    let string = "a".to_owned();
    assert_eq!(id, "a");
    assert_eq!("a", id);
    assert_eq!(id, *"a");
    assert_eq!(id, string);
    assert_eq!(string, id);
    let uri: Uri = "https://example.com".parse().unwrap();
    assert_eq!(uri, "https://example.com");
    assert_ne!(uri, "https://example.com/");
}

#[test]
fn a_custom_event_has_any_object_as_its_content_or_a_type_of_ones_own() {
    #[derive(serde::Deserialize, serde::Serialize)]
    struct Reservation {
        seats: u32,
    }
    let json = custom().to_string().into_bytes();
    // Nothing says which content it is.
    let event = v0_5_1::CustomEvent::from_slice(&json).unwrap();
    assert_eq!(event.subject.content.as_str(), r#"{"seats":4}"#);
    let typed = event.with_content::<Reservation>().unwrap();
    assert_eq!(typed.subject.content.seats, 4);
    let typed = v0_5_1::CustomEvent::from_slice_with::<Reservation>(&json).unwrap();
    assert_eq!(typed.subject.content.seats, 4);
    let any = CdEvent::from(event.clone());
    assert_eq!(v0_5_1::CustomEvent::try_from(any).unwrap(), event);
}

/// A rule that parsing adds to the schema is broken where no schema helps to find the place.
#[test]
fn an_event_that_only_breaks_a_rule_of_parsing_has_a_place() {
    let text = deployed().to_string();
    let twice = text.replacen("\"type\":", "\"type\":\"x\",\"type\":", 1);
    let error = CdEvent::from_slice(twice.as_bytes()).unwrap_err();
    assert_eq!(
        (error.instance_path(), error.message()),
        ("/context", "duplicate property `type`")
    );
    let context = format!("\"context\":{},\"context\":", deployed()["context"]);
    let twice = text.replacen("\"context\":", &context, 1);
    let error = CdEvent::from_slice(twice.as_bytes()).unwrap_err();
    assert_eq!(
        (error.instance_path(), error.message()),
        ("", "duplicate property `context`")
    );
    let surrogate = text.replacen("\"/ci", "\"\\ud800", 1);
    for error in [
        CdEvent::from_slice(surrogate.as_bytes()).unwrap_err(),
        v0_5_1::ServiceDeployed::from_slice(surrogate.as_bytes()).unwrap_err(),
        cdevents_generated::validate::validate_slice(surrogate.as_bytes()).unwrap_err(),
    ] {
        assert_eq!(error.instance_path(), "/context/source", "{error}");
    }
}

#[test]
fn custom_data_that_is_no_base64_is_an_invalid_value() {
    let error = CustomData::Text("not base64!".to_owned())
        .bytes()
        .unwrap_err();
    assert_eq!(error.found(), "not base64!");
    assert!(error.expected().starts_with("base64 ("), "{error}");
}

#[test]
fn a_link_without_a_type_is_an_error_of_its_own_kind() {
    let error = v0_5_1::Link::from_slice(b"{}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotALink);
    assert_eq!(error.report().unwrap().kind(), ErrorKind::NotALink);
    let error = v0_5_1::Link::from_slice(br#"{"linkType": "END"}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
}
