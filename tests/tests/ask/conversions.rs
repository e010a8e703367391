//! Conversions of Rust values to free JSON, custom data and additional properties.

use std::collections::{BTreeMap, HashMap};

use cdevents_generated::shapes::{ContextReferenceV0_4_1, RelationTargetV0_4_1};
use cdevents_generated::{AdditionalProperties, CustomData, Json, JsonObject};
use serde_json::{Map, Value, json};

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(1), |inner, _| json!([inner]))
}

#[test]
fn scalars_become_json() {
    for (json, expected) in [
        (Json::from(true), "true"),
        (Json::from(-7_i8), "-7"),
        (Json::from(7), "7"),
        (Json::from(i64::MIN), "-9223372036854775808"),
        (Json::from(u64::MAX), "18446744073709551615"),
        (Json::from("a\"\n\u{1}é"), "\"a\\\"\\n\\u0001é\""),
        (Json::from("1".to_owned()), "\"1\""),
        (Json::from(serde_json::Number::from(7)), "7"),
        (Json::try_from(1.5).unwrap(), "1.5"),
        (Json::try_from(2.0).unwrap(), "2.0"),
        (Json::try_from(json!([1])).unwrap(), "[1]"),
    ] {
        assert_eq!(json.as_str(), expected);
        assert_eq!(expected.parse::<Json>().unwrap().as_str(), expected);
    }
    for infinite in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        let error = Json::try_from(infinite).unwrap_err();
        assert_eq!(error.expected(), "a finite number");
    }
}

#[test]
fn json_values_are_found_by_key_and_pointer() {
    let object: JsonObject = r#"{"a": {"b/c": [1.50, null]}, "": 2}"#.parse().unwrap();
    assert_eq!(object.get("").unwrap().as_str(), "2");
    assert_eq!(object.pointer("/a/b~1c/0").unwrap().as_str(), "1.50");
    assert_eq!(object.pointer("/").unwrap().as_str(), "2");
    assert_eq!(object.pointer("").unwrap(), Json::from(object.clone()));
    for absent in ["a", "/b", "/a/b~1c/2", "/a/b~1c/-", "/a/b~1c/0/x"] {
        assert_eq!(object.pointer(absent), None, "{absent}");
    }
    assert_eq!(object.get("b"), None);
}

#[test]
fn maps_of_scalars_become_objects() {
    let sorted = BTreeMap::from([("b", 2), ("a", 1)]);
    let expected: JsonObject = r#"{"a":1,"b":2}"#.parse().unwrap();
    assert_eq!(JsonObject::from(sorted.clone()).as_str(), expected.as_str());
    assert_eq!(
        JsonObject::from(HashMap::from([("b", 2), ("a", 1)])),
        expected
    );
    let texts: BTreeMap<String, String> = [("te\"am".to_owned(), "check\nout".to_owned())].into();
    let object = JsonObject::from(texts.clone());
    assert_eq!(object.read::<BTreeMap<String, String>>().unwrap(), texts);
    let flags: JsonObject = [("a", true), ("b", false), ("a", false)]
        .into_iter()
        .collect();
    assert_eq!(flags.as_str(), r#"{"a":false,"b":false}"#);
    let none: JsonObject = std::iter::empty::<(&str, &str)>().collect();
    assert_eq!(none, JsonObject::default());

    assert_eq!(
        CustomData::from(sorted.clone()),
        CustomData::Object(expected.clone())
    );
    assert_eq!(
        sorted.into_iter().collect::<CustomData>(),
        CustomData::Object(expected)
    );
    assert_eq!(CustomData::from(texts), CustomData::Object(object));
}

#[test]
fn maps_of_values_become_objects_unless_they_nest_too_deep() {
    let map = |depth: usize| -> Map<String, Value> {
        [("a".to_owned(), nested(depth))].into_iter().collect()
    };
    // The object itself is a level, too.
    let (right, wrong) = (map(119), map(120));
    let expected = JsonObject::try_from(Value::from(right.clone())).unwrap();
    assert_eq!(JsonObject::try_from(&right).unwrap(), expected);
    assert_eq!(JsonObject::try_from(right.clone()).unwrap(), expected);
    assert_eq!(
        CustomData::try_from(&right).unwrap(),
        CustomData::Object(expected.clone())
    );
    assert_eq!(
        CustomData::try_from(right).unwrap(),
        CustomData::Object(expected.clone())
    );
    JsonObject::try_from(&wrong).unwrap_err();
    CustomData::try_from(&wrong).unwrap_err();
    CustomData::try_from(Value::from(wrong)).unwrap_err();

    let json = |depth| Json::try_from(nested(depth)).unwrap();
    let (right, wrong) = (json(119), json(120));
    assert_eq!(
        JsonObject::try_from([("a", right.clone())]).unwrap(),
        expected
    );
    assert_eq!(
        JsonObject::try_from(vec![("a", right.clone())]).unwrap(),
        expected
    );
    assert_eq!(
        JsonObject::try_from(BTreeMap::from([("a", right.clone())])).unwrap(),
        expected
    );
    assert_eq!(
        JsonObject::try_from(HashMap::from([("a", right.clone())])).unwrap(),
        expected
    );
    let data = CustomData::try_from([("a", right), ("b", 1.into())]).unwrap();
    assert_eq!(data.read::<Map<String, Value>>().unwrap().len(), 2);
    for error in [
        JsonObject::try_from([("a", wrong.clone())]).unwrap_err(),
        JsonObject::try_from(BTreeMap::from([("a", wrong.clone())])).unwrap_err(),
        CustomData::try_from(vec![("a", wrong)])
            .map(drop)
            .unwrap_err(),
    ] {
        assert!(
            error.expected().contains("nested at most 120 deep"),
            "{error}"
        );
    }
}

#[test]
fn custom_data_is_converted_from_strings_json_and_values() {
    assert_eq!(CustomData::from("{}"), CustomData::Text("{}".to_owned()));
    assert_eq!(
        CustomData::from("AAE=".to_owned()),
        CustomData::from_bytes([0, 1])
    );
    let object: CustomData = r#"{ "a": 1.50 }"#.parse().unwrap();
    assert_eq!(object, CustomData::Object(r#"{"a":1.50}"#.parse().unwrap()));
    assert_eq!(
        "\"AAE=\"".parse::<CustomData>().unwrap(),
        CustomData::from_bytes([0, 1])
    );
    assert_eq!(CustomData::try_from(json!({"a": 1.5})).unwrap(), object);
    assert_eq!(
        CustomData::try_from(&json!("x")).unwrap(),
        CustomData::from("x")
    );
    assert_eq!(Json::from(object).as_str(), r#"{"a":1.50}"#);
    assert_eq!(Json::from(CustomData::from("x")).as_str(), "\"x\"");
    for wrong in ["[1]", "1", "null", "true"] {
        let error = wrong.parse::<CustomData>().unwrap_err();
        assert_eq!(
            (error.expected(), error.found()),
            ("an object or a string", wrong)
        );
        CustomData::try_from(wrong.parse::<Value>().unwrap()).unwrap_err();
        CustomData::try_from(wrong.parse::<Json>().unwrap()).unwrap_err();
    }
    for wrong in ["", "x", "{\"a\":1,\"a\":2}", "\"\\ud800\""] {
        wrong.parse::<CustomData>().unwrap_err();
    }
}

#[test]
fn additional_properties_are_collected_unless_the_schema_names_one() {
    type Additional = AdditionalProperties<ContextReferenceV0_4_1>;
    let expected = Additional::try_from([("stars", Json::from(5)), ("team", "a".into())]).unwrap();
    let map = BTreeMap::from([("stars", Json::from(5)), ("team", "a".into())]);
    assert_eq!(Additional::try_from(map).unwrap(), expected);
    let numbers = Additional::try_from_iter([("stars", 4), ("stars", 5)]).unwrap();
    assert_eq!(numbers.get("stars"), Some(&Json::from(5)));
    let error = Additional::try_from_iter([("contextId", 1)]).unwrap_err();
    assert_eq!(error.found(), "contextId");
}

/// What has no required property has a default, and fields can be set on top of it.
#[test]
fn open_structs_are_created_from_their_default() {
    let target = RelationTargetV0_4_1 {
        additional: AdditionalProperties::try_from_iter([("team", "a")]).unwrap(),
        ..RelationTargetV0_4_1::default()
    };
    assert_eq!(serde_json::to_string(&target).unwrap(), r#"{"team":"a"}"#);
    let reference = ContextReferenceV0_4_1 {
        context_id: "1".parse().unwrap(),
        additional: AdditionalProperties::default(),
    };
    assert_eq!(reference, ContextReferenceV0_4_1::new("1".parse().unwrap()));
}
