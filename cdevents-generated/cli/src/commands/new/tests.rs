//! The flags of every event of every release.

use cdevents_generated::{Kind, Release, vocabulary};
use serde_json::json;

use super::properties::{Properties, Property};
use super::source::Source;
use super::{flags, missing, parse, questions, values};

/// Custom events: release 0.4.0 has them without a version.
const CUSTOM: &str = "dev.cdeventsx.mytool-build.queued.0.1.0";
const CUSTOM_WITHOUT_VERSION: &str = "dev.cdeventsx.mytool-build.queued";

/// Returns the events of all releases by their names and releases.
fn events() -> impl Iterator<Item = (String, Release)> {
    vocabulary::all().map(|known| {
        let release = known.release();
        let name = match known.kind() {
            Kind::Custom if release == Release::V0_4_0 => CUSTOM_WITHOUT_VERSION.to_owned(),
            Kind::Custom => CUSTOM.to_owned(),
            kind => kind.to_string(),
        };
        (name, release)
    })
}

/// Returns a value that the schema of most texts allows.
fn sample(property: &Property) -> String {
    let schema = property.value_schema();
    if let Some(allowed) = flags::allowed(schema) {
        return allowed[0].clone();
    }
    match flags::value_name(property) {
        "TIME" => "2026-03-20T14:27:05Z",
        "URI" => "https://example.com/a",
        "JSON" | "FILE|JSON" => "{}",
        "NUMBER" => "1",
        "BOOLEAN" => "true",
        _ => "mytool-build",
    }
    .to_owned()
}

/// Makes an event from samples for some of its properties.
fn make(
    name: &str,
    source: &Source,
    properties: &Properties,
    selected: impl Fn(&Property) -> bool,
) {
    let words = properties.iter().filter(|property| selected(property));
    let words: Vec<_> = words
        .flat_map(|property| [format!("--{}", property.flag), sample(property)])
        .collect();
    let release = source.release();
    let matches = flags::command(name, source, properties).try_get_matches_from(&words);
    let matches = matches.unwrap();
    let mut event = source.start(None).unwrap();
    for (property, texts) in flags::given(properties, &matches) {
        let value = property.value(&texts).unwrap();
        values::insert(&mut event, &property.path, value).unwrap();
    }
    let missing = missing::complete(&source.schema, &mut event);
    assert!(missing.is_empty(), "{name} of {release}: {missing:?}");
    let parsed = parse(&event, properties);
    let parsed = parsed.unwrap_or_else(|error| panic!("{name} of {release}: {error}"));
    assert!(parsed.into_known().is_ok(), "{name} of {release}");
}

#[test]
fn every_event_can_be_made_with_its_required_flags_and_with_all_flags() {
    for (name, release) in events() {
        let source = Source::find(&name, Some(release)).unwrap();
        let properties = Properties::of(&source);
        let has_default =
            |property: &Property| ["id", "timestamp"].contains(&property.flag.as_str());
        make(&name, &source, &properties, |property| {
            property.is_required && !has_default(property)
        });
        make(&name, &source, &properties, |_| true);

        // What is missing is named by a flag that the help calls required.
        let mut event = source.start(None).unwrap();
        for path in missing::complete(&source.schema, &mut event) {
            let property = properties.get(&path);
            assert!(
                property.is_some_and(|property| property.is_required),
                "{name}: {path:?}"
            );
        }
    }
}

#[test]
fn answers_complete_an_event_and_wrong_ones_are_asked_again() {
    let source = Source::find("service.deployed", None).unwrap();
    let properties = Properties::of(&source);
    let mut event = source.start(None).unwrap();
    let missing = missing::complete(&source.schema, &mut event);
    assert!(!missing.is_empty());
    let answers = format!("\n{}", "/ci\n".repeat(missing.len()));
    let mut shown = Vec::new();
    questions::ask(
        &missing,
        &properties,
        &mut event,
        answers.as_bytes(),
        &mut shown,
    )
    .unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("this is required"), "{shown}");
    assert!(parse(&event, &properties).is_ok());
    let ended = questions::ask(
        &missing,
        &properties,
        &mut event,
        b"".as_slice(),
        Vec::new(),
    );
    assert!(ended.unwrap_err().starts_with("no answer for --"));
}

#[test]
fn a_setting_reaches_into_objects_and_arrays() {
    let mut event = json!({ "a": [1] });
    let mut set =
        |pointer: &str, value| values::insert(&mut event, &super::names::keys(pointer), value);
    set("/a/0", json!(2)).unwrap();
    set("/a/-", json!({})).unwrap();
    set("/a/1/x~1y", json!("z")).unwrap();
    set("/b/c/d", json!(null)).unwrap();
    let error = set("/a/9", json!(0)).unwrap_err();
    assert_eq!(error, "the array `/a` has 2 items, not 9");
    let error = set("/a/x", json!(0)).unwrap_err();
    assert_eq!(error, "`x` is no index of the array `/a`");
    let error = set("/a/0/x", json!(0)).unwrap_err();
    assert_eq!(error, "`/a/0` is no object or array");
    assert_eq!(
        event,
        json!({ "a": [2, { "x/y": "z" }], "b": { "c": { "d": null } } })
    );
}
