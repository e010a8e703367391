//! Each knob does what it says.

use cdevents_generated::testkit::{Events, Knobs};
use serde_json::Value;

use cdevents_tests::cases::series;

/// Some events of each kind of content: custom ones have free JSON, the others do not.
fn some(knobs: Knobs) -> impl Iterator<Item = (String, Value)> {
    let events = Events::all().with_knobs(knobs);
    let of_type = |name: &str| series(&events.clone().of_type(name)).take(200);
    let json = of_type("custom")
        .chain(of_type("ticket.created"))
        .chain(of_type("testcaserun.finished"));
    let with_value = json.map(|json| {
        let value = serde_json::from_str(&json).expect("JSON");
        (json, value)
    });
    with_value.collect::<Vec<_>>().into_iter()
}

fn visit<'a>(value: &'a Value, path: &str, visitor: &mut impl FnMut(&str, &'a Value)) {
    visitor(path, value);
    match value {
        Value::Array(items) => {
            for item in items {
                visit(item, &format!("{path}/*"), visitor);
            }
        }
        Value::Object(properties) => {
            for (key, value) in properties {
                visit(value, &format!("{path}/{key}"), visitor);
            }
        }
        _ => {}
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(properties) => 1 + properties.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

#[test]
fn links_can_be_left_out() {
    let has_links = |value: &Value| value["context"].get("links").is_some();
    assert!(some(Knobs::default()).any(|(_, value)| has_links(&value)));
    let without = Knobs::default().with_links(false).with_optional(1.0);
    assert!(some(without).all(|(_, value)| !has_links(&value)));
}

#[test]
fn ids_can_be_safe_as_names_of_files() {
    let is_safe = |id: &str| {
        !id.is_empty()
            && !id.starts_with(['.', '-'])
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    let unsafe_ids = |knobs: Knobs| {
        let mut found = 0;
        for (_, value) in some(knobs.with_optional(1.0)) {
            visit(&value, "", &mut |path, value| {
                let is_id = ["/id", "/chainId", "/contextId", "/context_id", "/chain_id"]
                    .iter()
                    .any(|key| path.ends_with(key));
                // Free JSON can have any key.
                let is_free =
                    path.starts_with("/customData") || path.starts_with("/subject/content");
                found +=
                    usize::from(is_id && !is_free && !is_safe(value.as_str().unwrap_or_default()));
            });
        }
        found
    };
    assert!(unsafe_ids(Knobs::default()) > 100);
    assert_eq!(unsafe_ids(Knobs::default().with_file_name_ids(true)), 0);
}

#[test]
fn optional_properties_can_be_always_absent_or_always_present() {
    let keys = |probability: f64| {
        let mut keys = std::collections::BTreeSet::new();
        let events = Events::all().of_type("ticket.created");
        let events =
            events.of_release(*cdevents_generated::Release::ALL.last().expect("a release"));
        let events = events.with_knobs(Knobs::default().with_optional(probability));
        for json in series(&events).take(20) {
            let value: Value = serde_json::from_str(&json).expect("JSON");
            let content = value["subject"]["content"].as_object().expect("an object");
            keys.insert(content.keys().cloned().collect::<Vec<_>>());
        }
        keys.into_iter().collect::<Vec<_>>()
    };
    let ([none], [all]) = (&*keys(0.0), &*keys(1.0)) else {
        panic!("the same properties are expected in each event");
    };
    assert!(none.len() < all.len());
    assert!(keys(0.5).len() > 5);
}

#[test]
fn sizes_are_obeyed() {
    let knobs = Knobs::default()
        .with_text_lengths(3..=20)
        .with_list_lengths(1..=5)
        .with_depth(4);
    let (mut longest, mut shortest, mut most, mut deepest) = (0, usize::MAX, 0, 0);
    for (_, value) in some(knobs) {
        deepest = deepest.max(depth(&value["customData"]));
        visit(&value["customData"], "", &mut |_, value| match value {
            Value::String(text) => {
                longest = longest.max(text.chars().count());
                shortest = shortest.min(text.chars().count());
            }
            Value::Array(items) => most = most.max(items.len()),
            _ => {}
        });
    }
    assert_eq!((longest, shortest, most), (20, 3, 5));
    assert!((3..=4).contains(&deepest), "{deepest}");
    let flat = some(Knobs::default().with_depth(1));
    assert!(flat.map(|(_, value)| depth(&value["customData"])).max() <= Some(1));
}

#[test]
fn numbers_can_be_those_that_a_value_holds() {
    // Writing a value spells each number in the usual way.
    let odd = |knobs: Knobs| {
        let knobs = knobs.with_shuffled_keys(false).with_ascii(true);
        let differs = |(json, value): &(String, Value)| sorted(json) != sorted(&value.to_string());
        some(knobs).filter(differs).count()
    };
    assert!(odd(Knobs::default()) > 50);
    assert_eq!(odd(Knobs::default().with_odd_numbers(false)), 0);
}

/// Returns the characters of a text, sorted: two texts that differ only in the order of their keys
/// have the same.
fn sorted(text: &str) -> Vec<char> {
    let mut chars: Vec<_> = text.chars().collect();
    chars.sort_unstable();
    chars
}

#[test]
fn keys_can_have_the_order_of_the_schema() {
    let starts = |knobs: Knobs| {
        let is_first = |(json, _): &(String, Value)| json.starts_with(r#"{"context":{"#);
        some(knobs).filter(is_first).count()
    };
    let all = some(Knobs::default()).count();
    assert_eq!(starts(Knobs::default().with_shuffled_keys(false)), all);
    assert!((all / 10..all * 3 / 4).contains(&starts(Knobs::default())));
}

#[test]
fn strings_can_be_ascii() {
    let odd = |knobs: Knobs| some(knobs).filter(|(json, _)| !json.is_ascii()).count();
    assert!(odd(Knobs::default()) > 100);
    assert_eq!(odd(Knobs::default().with_ascii(true)), 0);
}
