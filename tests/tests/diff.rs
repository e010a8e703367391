//! What changed between two releases: what is found, and that nothing is overlooked.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_codegen::diff::{Change, Diff, Effect, Side, diff};
use cdevents_codegen::model::Model;
use cdevents_codegen::{Files, lower, read_folder};
use cdevents_tests::instances::{Extent, instance, mutate};
use cdevents_tests::{events, peers, schemas, upstream, workspace};
use fastrand::Rng;
use serde_json::{Value, json};

/// How many damaged events a pair of schemas is asked about, each way.
const CASES: usize = 150;

fn model() -> Model {
    lower(&read_folder(&workspace().join("schemas")).unwrap()).unwrap()
}

fn between(model: &Model, old: &str, new: &str) -> Diff {
    let release = |name: &str| {
        let mut releases = model.releases.iter();
        releases.find(|it| it.name.to_string() == name).unwrap()
    };
    diff(
        Side::new(model, release(old)),
        Side::new(model, release(new)),
    )
}

/// There is this kind of change, or a change of this keyword alone, with these effects.
#[track_caller]
fn assert_change<'a>(diff: &'a Diff, path: &str, what: &str, effects: &str) -> &'a Change {
    assert_change_of(diff, path, what, None, effects)
}

/// The same, where the change names a value or a path, too.
#[track_caller]
fn assert_change_of<'a>(
    diff: &'a Diff,
    path: &str,
    what: &str,
    named: Option<&str>,
    effects: &str,
) -> &'a Change {
    let found = diff.changes.iter().find(|it| {
        let json = serde_json::to_value(it).unwrap();
        let is_what =
            json["change"] == what || json["keyword"] == what || json["keywords"] == json!([what]);
        it.path == path && is_what && named.is_none_or(|text| names(&json, text))
    });
    let found = found.unwrap_or_else(|| panic!("{path} {what} {named:?} in {}", diff.text()));
    assert_eq!(format!("{} {}", found.producers, found.consumers), effects);
    found
}

/// Is this text one of a change's own: what it was, what came and what went?
fn names(change: &Value, text: &str) -> bool {
    let own = ["from", "to", "added", "removed", "values"];
    own.iter().any(|key| match &change[key] {
        Value::Array(values) => values.iter().any(|it| it == text),
        value => value == text,
    })
}

const BOTH: &str = "breaking breaking";
const PRODUCERS: &str = "breaking compatible";
const CONSUMERS: &str = "compatible breaking";
const NEITHER: &str = "compatible compatible";

#[test]
fn of_0_5_0_three_contexts_were_faulty() {
    let diff = between(&model(), "0.5.0", "0.5.1");
    let [change] = diff.changes.as_slice() else {
        panic!("{}", diff.text());
    };
    assert_change(&diff, "/context", "faultMended", NEITHER);
    let events = [
        "pipelinerun.finished",
        "testcaserun.finished",
        "testsuiterun.finished",
    ];
    assert_eq!(change.events, events);
    assert!(!diff.is_breaking());
    assert!(diff.versions.is_empty());
}

#[test]
fn release_0_5_0_renamed_and_removed_what_it_did() {
    let diff = between(&model(), "0.4.1", "0.5.0");
    let version = assert_change_of(
        &diff,
        "/context/specversion",
        "memberRenamed",
        Some("/context/version"),
        BOTH,
    );
    assert_eq!(version.events.len(), 46);
    assert!(version.events.contains(&"custom".to_owned()));
    let subject_type = assert_change(&diff, "/subject/type", "memberRemoved", BOTH);
    assert_eq!(subject_type.events.len(), 45);
    assert_change(&diff, "/subject/type", "optionalNow", CONSUMERS);
    let uri = assert_change(&diff, "/subject/content/uri", "memberRenamed", BOTH);
    assert_eq!(uri.events.len(), 10);
    let outcomes = "/subject/content/outcome";
    assert_change(&diff, outcomes, "valuesChanged", BOTH);
    assert_change_of(
        &diff,
        outcomes,
        "valuesClosed",
        Some("\"cancel\""),
        PRODUCERS,
    );
    let environment: Vec<_> = diff.of_event("environment.created").collect();
    assert_eq!(environment.len(), 4, "{}", diff.text());
    assert!(diff.is_breaking());
    assert_eq!(diff.versions.len(), 45);
}

#[test]
fn changes_without_a_new_version_of_the_type_are_called_out() {
    let diff = between(&model(), "0.4.0", "0.4.1");
    assert!(diff.versions.is_empty());
    let chain = assert_change(&diff, "/context/chainId", "memberRenamed", BOTH);
    assert_eq!(chain.without_new_version, chain.events);
    assert_eq!(chain.events.len(), 41);
    let text = diff.text();
    assert!(text.contains("without a new version of any of the types"));
}

#[test]
fn events_come_and_go() {
    let model = model();
    let gone = between(&model, "0.4.0", "0.3.0");
    let gone = assert_change(&gone, "", "eventRemoved", PRODUCERS);
    let new = between(&model, "0.3.0", "0.4.0");
    let new = assert_change(&new, "", "eventAdded", NEITHER);
    assert_eq!(gone.events, new.events);
    assert!(new.events.contains(&"ticket.created".to_owned()));
}

/// An edit of a schema, by its path below the release.
type Edit<'a> = &'a dyn Fn(&str, &mut Value);

/// Between two copies of 0.5.1, each under a name of its own, with an edit of its schemas.
fn between_copies(copies: [(&str, Edit<'_>); 2]) -> Diff {
    let all = read_folder(&workspace().join("schemas")).unwrap();
    let mut files = Files {
        is_part: true,
        ..Files::default()
    };
    for (file, text) in all.texts {
        if let Some(path) = file.strip_prefix("0.5.1/") {
            for (release, edit) in copies {
                let text = text.replace("/0.5.1/", &format!("/{release}/"));
                let mut schema = serde_json::from_str(&text).unwrap();
                edit(path, &mut schema);
                let file = format!("{release}/{path}");
                files.texts.insert(file, schema.to_string());
            }
        } else if !file.contains('/') {
            files.texts.insert(file, text);
        }
    }
    let [(old, _), (new, _)] = copies;
    between(&lower(&files).unwrap(), old, new)
}

/// Between 0.5.1, and it once more with an edit of one schema.
fn edited(path: &str, edit: impl Fn(&mut Value)) -> Diff {
    let edit = |of: &str, schema: &mut Value| {
        if of == path {
            edit(schema);
        }
    };
    between_copies([("0.5.1", &|_, _| ()), ("99.0.0", &edit)])
}

/// An edit of the content of `service.deployed`, and the one change that it makes.
#[track_caller]
fn assert_edit(pointer: &str, value: &Value, path: &str, what: &str, effects: &str) {
    assert_edit_of("service.deployed", pointer, value, path, what, effects);
}

#[track_caller]
fn assert_edit_of(
    event: &str,
    pointer: &str,
    value: &Value,
    path: &str,
    what: &str,
    effects: &str,
) {
    let file = format!("{}.json", event.replace('.', "/"));
    let diff = edited(&file, |schema| {
        let content = "/properties/subject/properties/content";
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = schema.pointer_mut(&format!("{content}{parent}")).unwrap();
        if value.is_null() {
            parent.as_object_mut().unwrap().remove(key).unwrap();
        } else {
            parent[key] = value.clone();
        }
    });
    assert_eq!(diff.changes.len(), 1, "{}", diff.text());
    let path = format!("/subject/content{path}");
    let change = assert_change(&diff, &path, what, effects);
    assert_eq!(change.events, [event]);
    assert_eq!(change.without_new_version, change.events);
    let (text, markdown) = (diff.text(), diff.markdown());
    assert!(text.contains(&path) && markdown.contains(&path));
}

#[test]
fn every_kind_of_change_is_found_and_classed() {
    let artifact = "/properties/artifactId";
    let text = |more: &Value| {
        let mut schema = json!({ "type": "string", "minLength": 1 });
        let members = more.as_object().unwrap().clone();
        schema.as_object_mut().unwrap().extend(members);
        schema
    };
    for (more, what, effects) in [
        (json!({ "minLength": 0 }), "minLength", CONSUMERS),
        (json!({ "minLength": 2 }), "minLength", PRODUCERS),
        (json!({ "maxLength": 9 }), "maxLength", PRODUCERS),
        (json!({ "pattern": "^pkg:" }), "pattern", PRODUCERS),
        (json!({ "format": "uri" }), "format", PRODUCERS),
        (
            json!({ "enum": ["pass", "fail"] }),
            "valuesClosed",
            PRODUCERS,
        ),
        (
            json!({ "not": { "const": "a" } }),
            "demandsChanged",
            PRODUCERS,
        ),
    ] {
        assert_edit(artifact, &text(&more), "/artifactId", what, effects);
    }
    let open = json!({ "anyOf": [{ "enum": ["pass"] }, { "type": "string", "minLength": 1 }] });
    assert_edit(
        artifact,
        &open,
        "/artifactId",
        "knownValuesChanged",
        NEITHER,
    );
    let types = [
        (json!({ "type": "integer" }), BOTH),
        (
            json!({ "type": ["string", "null"], "minLength": 1 }),
            CONSUMERS,
        ),
    ];
    for (r#type, effects) in types {
        assert_edit(artifact, &r#type, "/artifactId", "typesChanged", effects);
    }
    let required = json!(["environment", "artifactId", "environment"]);
    assert!(
        edited("service/deployed.json", |schema| {
            schema["properties"]["subject"]["properties"]["content"]["required"] = required.clone();
        })
        .changes
        .is_empty()
    );
    assert_edit(
        "/required",
        &json!(["environment"]),
        "/artifactId",
        "optionalNow",
        CONSUMERS,
    );
    let member = json!({ "type": "boolean" });
    assert_edit(
        "/properties/view",
        &member,
        "/view",
        "memberAdded",
        CONSUMERS,
    );
    assert_edit(
        "/additionalProperties",
        &Value::Null,
        "",
        "objectOpened",
        CONSUMERS,
    );
    assert_edit_of(
        "branch.created",
        "/minProperties",
        &json!(2),
        "",
        "minProperties",
        PRODUCERS,
    );
    let patterns = json!({ "^a": { "type": "string" } });
    assert_edit_of(
        "branch.created",
        "/patternProperties",
        &patterns,
        "",
        "patternProperties",
        CONSUMERS,
    );
}

#[test]
fn members_come_go_and_get_other_names() {
    type Edit = fn(&mut Value);
    let cases: [(Edit, &str, &str, &str); 7] = [
        (
            |content| {
                content["properties"]["view"] = json!({ "type": "string" });
                content["required"] = json!(["view"]);
            },
            "/view",
            "memberAdded",
            BOTH,
        ),
        (
            |content| {
                content["properties"]["view"] = json!({ "type": "string" });
                content["additionalProperties"] = json!(true);
            },
            "/view",
            "memberAdded",
            CONSUMERS,
        ),
        (
            |content| {
                drop(
                    content["properties"]
                        .as_object_mut()
                        .unwrap()
                        .remove("viewUrl"),
                );
            },
            "/viewUrl",
            "memberRemoved",
            PRODUCERS,
        ),
        (
            |content| {
                content["properties"]
                    .as_object_mut()
                    .unwrap()
                    .remove("name");
                content["required"] = json!([]);
            },
            "/name",
            "memberRemoved",
            BOTH,
        ),
        (
            |content| content["required"] = json!(["name", "owner"]),
            "/owner",
            "requiredNow",
            PRODUCERS,
        ),
        (
            |content| {
                let members = content["properties"].as_object_mut().unwrap();
                let view = members.remove("viewUrl").unwrap();
                members.insert("viewUri".to_owned(), view);
            },
            "/viewUri",
            "memberRenamed",
            BOTH,
        ),
        (
            |content| {
                let members = content["properties"].as_object_mut().unwrap();
                members.remove("viewUrl");
                members.insert("viewUri".to_owned(), json!({ "type": "boolean" }));
            },
            "/viewUri",
            "memberAdded",
            CONSUMERS,
        ),
    ];
    for (edit, path, what, effects) in cases {
        let diff = edited("repository/created.json", |schema| {
            edit(&mut schema["properties"]["subject"]["properties"]["content"]);
        });
        assert_change(&diff, &format!("/subject/content{path}"), what, effects);
    }
}

#[test]
fn numbers_and_arrays_are_compared_too() {
    let old =
        json!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 9 } });
    let with = |keyword: &str, value: Value, of_items: bool| {
        let mut new = old.clone();
        let place = if of_items {
            &mut new["items"]
        } else {
            &mut new
        };
        place[keyword] = value;
        new
    };
    for (new, path, what, effects) in [
        (with("minimum", json!(2), true), "/*", "minimum", PRODUCERS),
        (with("minimum", json!(0), true), "/*", "minimum", CONSUMERS),
        (with("maximum", json!(10), true), "/*", "maximum", CONSUMERS),
        (with("maximum", json!(8), true), "/*", "maximum", PRODUCERS),
        (
            with("multipleOf", json!(2), true),
            "/*",
            "multipleOf",
            PRODUCERS,
        ),
        (
            with("type", json!("number"), true),
            "/*",
            "typesChanged",
            CONSUMERS,
        ),
        (with("minItems", json!(1), false), "", "minItems", PRODUCERS),
        (with("maxItems", json!(1), false), "", "maxItems", PRODUCERS),
        (
            with("uniqueItems", json!(true), false),
            "",
            "uniqueItems",
            PRODUCERS,
        ),
        (
            with("contains", json!({ "const": 3 }), false),
            "",
            "contains",
            PRODUCERS,
        ),
        (
            with("prefixItems", json!([{ "const": 3 }]), false),
            "",
            "prefixItems",
            BOTH,
        ),
    ] {
        let with_labels = |path: &str, schema: &mut Value, member: &Value| {
            if path == "service/deployed.json" {
                let content = &mut schema["properties"]["subject"]["properties"]["content"];
                content["properties"]["labels"] = member.clone();
            }
        };
        let diff = between_copies([
            ("98.0.0", &|path, schema| with_labels(path, schema, &old)),
            ("99.0.0", &|path, schema| with_labels(path, schema, &new)),
        ]);
        assert_eq!(diff.changes.len(), 1, "{new} {}", diff.text());
        let path = format!("/subject/content/labels{path}");
        assert_change(&diff, &path, what, effects);
    }
}

#[test]
fn how_a_schema_is_written_does_not_count() {
    let diff = edited("service/deployed.json", |schema| {
        schema["$defs"] = json!({ "text": { "type": "string", "minLength": 1 } });
        schema["description"] = json!("In other words.");
        let content = &mut schema["properties"]["subject"]["properties"]["content"];
        content["properties"]["artifactId"] = json!({ "$ref": "#/$defs/text", "type": "string" });
        content["required"] = json!(["artifactId", "environment"]);
        let r#type = &mut schema["properties"]["context"]["properties"]["type"];
        *r#type = json!({ "type": "string", "enum": ["dev.cdevents.service.deployed.0.3.0"] });
    });
    assert!(diff.changes.is_empty(), "{}", diff.text());
    assert!(diff.versions.is_empty());
}

#[test]
fn between_our_schemas_and_upstreams_of_a_release_nothing_changed() {
    let own = read_folder(&workspace().join("schemas")).unwrap();
    let ours = lower(&own).unwrap();
    for release in &ours.releases[1..] {
        let test = "between_our_schemas_and_upstreams_of_a_release_nothing_changed";
        let Some(folder) = upstream(&release.name.to_string(), test) else {
            continue;
        };
        let theirs = read_folder(&folder).unwrap().with_names_of(&own);
        let theirs = lower(&theirs).unwrap();
        let [their_release] = theirs.releases.as_slice() else {
            panic!("one release in {}", folder.display());
        };
        let diff = diff(Side::new(&ours, release), Side::new(&theirs, their_release));
        assert!(diff.changes.is_empty(), "{}", diff.text());
        assert!(diff.versions.is_empty());
    }
}

#[test]
fn as_json_a_change_says_all_that_there_is() {
    let diff = serde_json::to_value(between(&model(), "0.4.1", "0.5.0")).unwrap();
    assert_eq!(
        (&diff["old"], &diff["new"]),
        (&json!("0.4.1"), &json!("0.5.0"))
    );
    let renamed = &diff["changes"][0];
    assert_eq!(renamed["change"], "memberRenamed");
    assert_eq!(renamed["from"], "/context/version");
    assert_eq!(renamed["path"], "/context/specversion");
    assert_eq!(renamed["producers"], "breaking");
    assert_eq!(renamed["rule"], "replaced");
    assert_eq!(
        diff["versions"]["service.deployed"],
        json!(["0.2.0", "0.3.0"])
    );
}

/// The event of a type, without the version.
fn name(event_type: &str) -> String {
    let parts: Vec<_> = event_type.split('.').skip(2).take(2).collect();
    parts.join(".")
}

/// Valid events of a release, some of them damaged, by the event's name.
fn documents(release: &str, rng: &mut Rng) -> BTreeMap<String, Vec<Value>> {
    let schemas = schemas(release);
    let mut documents: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (event_type, schema) in events(&schemas) {
        let id = schema["$id"].as_str().unwrap();
        let of_event = documents.entry(name(&event_type)).or_default();
        for extent in [Extent::Minimal, Extent::Complete] {
            let valid = instance(&schemas, id, extent);
            for _ in 0..CASES / 2 {
                let mut damaged = valid.clone();
                mutate(&mut damaged, rng);
                of_event.push(damaged);
            }
            of_event.push(valid);
        }
    }
    documents
}

/// The events of which a document is valid by one release, and not by the other.
fn lost(from: &str, to: &str, rng: &mut Rng) -> BTreeMap<String, Value> {
    let schemas = [from, to].map(schemas);
    let [olds, news] = schemas.each_ref().map(|schemas| {
        let by_name = peers(schemas).into_iter();
        let by_name = by_name.map(|(event_type, peer)| (name(&event_type), (event_type, peer)));
        by_name.collect::<BTreeMap<_, _>>()
    });
    let mut lost = BTreeMap::new();
    for (name, documents) in documents(from, rng) {
        let (Some((_, old)), Some((event_type, new))) = (olds.get(&name), news.get(&name)) else {
            continue;
        };
        for mut document in documents.into_iter().filter(|it| old.is_valid(it)) {
            // Another version of the type is no change of the event.
            if !name.is_empty() {
                document["context"]["type"] = json!(event_type);
            }
            if !new.is_valid(&document) {
                let name = if name.is_empty() { "custom" } else { &name };
                lost.insert(name.to_owned(), document);
            }
        }
    }
    lost
}

#[test]
fn what_is_called_compatible_is_so_for_damaged_events() {
    let model = model();
    let mut rng = Rng::with_seed(11);
    let mut witnessed = 0;
    for pair in model.releases.windows(2) {
        let [old, new] = [&pair[0], &pair[1]].map(|it| it.name.to_string());
        let diff = between(&model, &old, &new);
        let breaks = |effect: fn(&Change) -> Effect| -> BTreeSet<&str> {
            let breaking = diff
                .changes
                .iter()
                .filter(|it| effect(it) == Effect::Breaking);
            let events = breaking.flat_map(|it| it.events.iter());
            events.map(String::as_str).collect()
        };
        let (producers, consumers) = (breaks(|it| it.producers), breaks(|it| it.consumers));
        for (from, to, called) in [(&old, &new, producers), (&new, &old, consumers)] {
            let lost = lost(from, to, &mut rng);
            for (event, document) in &lost {
                assert!(
                    called.contains(event.as_str()),
                    "{event}, valid by {from} and not by {to}: {document}\n{}",
                    diff.text()
                );
            }
            // Of what is called breaking, there is an event that shows it. Of links there is no
            // test, and the values that 0.1.1 has more than 0.1.0 are none of the examples'.
            let both: BTreeSet<_> = diff.common.iter().map(String::as_str).collect();
            let is_tried = |event: &&&str| !event.starts_with("link ") && from != "0.1.1";
            for event in called.intersection(&both).filter(is_tried) {
                assert!(
                    lost.contains_key(*event),
                    "{from} {to} {event}\n{}",
                    diff.text()
                );
                witnessed += 1;
            }
        }
    }
    assert!(witnessed > 300, "{witnessed} of them were seen");
}
