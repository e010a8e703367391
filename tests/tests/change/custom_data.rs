//! Custom data as JSON, text and bytes.

use std::collections::BTreeMap;

use cdevents_generated::advise::advise;
use cdevents_generated::{CdEvent, CustomData, JsonObject};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Runner {
    cores: u32,
    name: Option<String>,
}

fn event() -> CdEvent {
    let json = cdevents_tests::event("0.5.1", "build.started.0.3.0", &json!({}));
    CdEvent::from_value(json).unwrap()
}

/// Parses what was written, and asserts that the specification's advice on custom data is followed.
fn received(event: &CdEvent) -> (CustomData, String) {
    let json = event.to_vec();
    let advice = advise(event);
    let about_data = advice
        .iter()
        .filter(|advice| advice.code().as_str().contains("custom-data"));
    assert_eq!(about_data.count(), 0, "{}", event.to_json());
    let event = CdEvent::from_slice(&json).unwrap();
    let media_type = event.custom_data_content_type().unwrap().to_owned();
    (event.custom_data().unwrap().clone(), media_type)
}

#[test]
fn json_is_read_back_as_it_was_set() {
    let runner = Runner {
        cores: 8,
        name: Some("large".to_owned()),
    };
    let mut event = event();
    event.set_custom_data_json(&runner).unwrap();
    let (data, media_type) = received(&event);
    assert_eq!(media_type, "application/json");
    assert_eq!(data.read::<Runner>().unwrap(), runner);
    assert_eq!(data.text().unwrap(), r#"{"cores":8,"name":"large"}"#);
    assert_eq!(
        data,
        CustomData::Object(JsonObject::from_serialize(&runner).unwrap())
    );

    // What is no object is an error that changes nothing.
    let before = event.clone();
    assert!(event.set_custom_data_json("text").is_err());
    assert!(event.set_custom_data_json(&[1, 2]).is_err());
    assert!(event.set_custom_data_json(&None::<Runner>).is_err());
    assert!(
        event
            .set_custom_data_json(&BTreeMap::from([((1, 2), 3)]))
            .is_err()
    );
    assert_eq!(event, before);
}

#[test]
fn bytes_that_are_no_text_are_an_error_where_a_text_is_expected() {
    let mut event = event();
    event.set_custom_data_bytes([b'a', 0xff], "application/zip");
    let (data, media_type) = received(&event);
    assert_eq!(
        (data.bytes().unwrap(), media_type.as_str()),
        (vec![b'a', 0xff], "application/zip")
    );
    let error = data.text().unwrap_err();
    assert!(error.to_string().contains("byte 1"), "{error}");
    let error = CustomData::Text("not base64!".to_owned())
        .text()
        .unwrap_err();
    assert!(error.to_string().contains("base64"), "{error}");
}

proptest! {
    #[test]
    fn any_text_and_any_bytes_are_read_back(text in any::<String>(), bytes in any::<Vec<u8>>()) {
        let mut event = event();
        event.set_custom_data_text(&text, "text/plain; charset=utf-8");
        let (data, media_type) = received(&event);
        prop_assert_eq!(media_type, "text/plain; charset=utf-8");
        prop_assert_eq!(data.text().unwrap(), text);
        event.set_custom_data_bytes(&bytes, "application/octet-stream");
        let (data, _) = received(&event);
        prop_assert_eq!(data.bytes().unwrap(), bytes);
    }
}
