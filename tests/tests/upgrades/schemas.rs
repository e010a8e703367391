//! Declarations for schemas that are edited.

use cdevents_codegen::model::Model;
use cdevents_codegen::{UPGRADES_FILE, emit, lower, upgrades};
use serde_json::{Value, json};

use super::{check, declaration, files, lines_to_add, lowered};

/// The content of an event's schema.
const CONTENT: &str = "/properties/subject/properties/content";

/// Lowers our schemas after an edit of the content of one event.
fn lowered_with(path: &str, edit: impl Fn(&mut Value)) -> Model {
    let mut files = files();
    let text = files.texts.get_mut(path).unwrap();
    let mut schema: Value = serde_json::from_str(text).unwrap();
    edit(schema.pointer_mut(CONTENT).unwrap());
    *text = schema.to_string();
    lower(&files).unwrap()
}

/// Returns the names of the newest release and of the one before.
fn newest_two() -> [String; 2] {
    let (_, model) = lowered();
    let [.., before, newest] = model.releases.as_slice() else {
        panic!("there are two releases");
    };
    [before, newest].map(|release| release.name.to_string())
}

fn require(content: &mut Value, key: &str) {
    content["required"].as_array_mut().unwrap().push(json!(key));
}

#[test]
fn a_default_must_be_valid_and_is_generated() {
    let (declarations, _) = lowered();
    let model = lowered_with("0.5.1/service/deployed.json", |content| {
        content["properties"]["uri"] = json!({ "type": "string", "format": "uri" });
        require(content, "uri");
    });
    let error = check(&model, declarations).unwrap_err();
    let place =
        "release = '0.5.1'\nevents = ['service.deployed']\nproperty = '/subject/content/uri'";
    assert_eq!(
        lines_to_add(&error),
        declaration("question", &place.replace('\'', "\""))
    );
    let with = |value: &str| {
        let keys = format!("{place}\nvalue = {value}");
        declarations.clone() + &declaration("default", &keys)
    };
    let error = check(&model, &with("'no uri'")).unwrap_err();
    assert_eq!(
        error.reason(),
        "`\"no uri\"` is not valid for `/subject/content/uri` of `service.deployed` in 0.5.1; correct the value"
    );
    let valid = with("'https://example.com'");
    check(&model, &valid).unwrap();
    // A question for what a default provides is superfluous.
    let both = valid.clone() + &declaration("question", place);
    let error = check(&model, &both).unwrap_err();
    assert!(error.reason().contains("does not need this"), "{error}");

    let mut files = files();
    files.texts.insert(UPGRADES_FILE.to_owned(), valid);
    let upgrades = upgrades::read(&files).unwrap();
    let output = emit(&Model { upgrades, ..model }).unwrap();
    let row = "default(release = V0_5_1, events = [\"service.deployed\"], property = \"/subject/content/uri\", \
               value = \"\\\"https://example.com\\\"\")";
    let table = &output["src/generated/upgrades.rs"];
    assert!(table.contains(row), "{table}");
    let row = "| 0.5.0, 0.5.1 | `/subject/content/uri` | `\"https://example.com\"` | dropped |";
    let page = &output["docs/events/service-deployed.md"];
    assert!(page.contains(row), "{page}");
}

#[test]
fn the_properties_of_a_default_are_checked_too() {
    let (declarations, _) = lowered();
    let model = lowered_with("0.5.1/build/queued.json", |content| {
        let id = json!({ "type": "string", "minLength": 1 });
        content["properties"] = json!({ "service": {
            "type": "object", "properties": { "id": id }, "required": ["id"], "additionalProperties": false,
        } });
        content["required"] = json!(["service"]);
    });
    let cases = [
        ("{ id = 'a' }", true),
        ("{ id = '' }", false),
        ("{ id = 1 }", false),
        ("{}", false),
        ("{ id = 'a', b = 1 }", false),
        ("'a'", false),
    ];
    for (value, is_valid) in cases {
        let keys = format!(
            "release = '0.5.1'\nevents = ['build.queued']\nproperty = '/subject/content/service'\nvalue = {value}"
        );
        let result = check(
            &model,
            &(declarations.clone() + &declaration("default", &keys)),
        );
        assert_eq!(result.is_ok(), is_valid, "{value}: {result:?}");
    }
}

#[test]
fn a_property_that_moved_needs_no_question() {
    let (declarations, _) = lowered();
    let [before, newest] = newest_two();
    let path = &format!("{newest}/service/deployed.json");
    let model = lowered_with(path, |content| {
        let properties = content["properties"].as_object_mut().unwrap();
        let moved = properties.remove("artifactId").unwrap();
        properties.insert("uri".to_owned(), moved);
        content["required"] = json!(["environment", "uri"]);
    });
    let error = check(&model, declarations).unwrap_err();
    assert_eq!(
        lines_to_add(&error).matches("[[question]]").count(),
        2,
        "{error}"
    );
    let keys = format!(
        "since = '{newest}'\nevents = ['service.deployed']\nold = '/subject/content/artifactId'\n\
         new = '/subject/content/uri'"
    );
    let moved = declarations.clone() + &declaration("property", &keys);
    check(&model, &moved).unwrap();

    // If it was optional, a move doesn't provide it.
    let optional = lowered_with(path, |content| {
        let properties = content["properties"].as_object_mut().unwrap();
        let moved = properties.remove("artifactId").unwrap();
        properties.insert("uri".to_owned(), moved);
        content["required"] = json!(["environment"]);
    });
    let error = check(&optional, &moved).unwrap_err();
    let reason = format!(
        "{before} requires `/subject/content/artifactId` of `service.deployed`, but it is optional in {newest}"
    );
    assert!(error.reason().starts_with(&reason), "{error}");
}

#[test]
fn properties_that_are_unrelated_are_asked_for() {
    let (declarations, model) = lowered();
    let keys = "since = '0.5.0'\nevents = ['repository.created']\nold = '/subject/content/url'\n\
                new = '/subject/content/uri'";
    let error = check(
        model,
        &(declarations.clone() + &declaration("unrelated", keys)),
    )
    .unwrap_err();
    let asked = lines_to_add(&error);
    assert_eq!(
        asked,
        declaration(
            "question",
            "release = \"0.4.1\"\nevents = [\"repository.created\"]\nproperty = \"/subject/content/url\""
        ),
        "{error}"
    );
}

#[test]
fn values_that_are_gone_are_asked_for() {
    let (declarations, _) = lowered();
    let [before, newest] = newest_two();
    let path = format!("{newest}/testcaserun/finished.json");
    let outcome = |values: &[&str]| {
        let outcome = json!({ "type": "string", "enum": values });
        lowered_with(&path, move |content| {
            content["properties"]["outcome"] = outcome.clone();
        })
    };
    // With one value less, the older release allows all values of the newer one.
    let model = outcome(&["success", "failure", "cancel"]);
    let error = check(&model, declarations).unwrap_err();
    let reason = format!(
        "{newest} requires `/subject/content/outcome` of `testcaserun.finished`, and does not allow \
         `\"error\"` of {before}; declare which value means the same, or, if none does,"
    );
    assert!(error.reason().starts_with(&reason), "{error}");
    let keys = format!(
        "since = '{newest}'\nevents = ['testcaserun.finished']\nproperty = '/subject/content/outcome'\n\
         old = 'error'\nnew = 'failure'"
    );
    check(
        &model,
        &(declarations.clone() + &declaration("value", &keys)),
    )
    .unwrap();
    // With one value more, no value of the older release can mean the same.
    let model = outcome(&["success", "failure", "cancel", "error", "other"]);
    let error = check(&model, declarations).unwrap_err();
    assert_eq!(
        lines_to_add(&error),
        declaration(
            "question",
            &format!(
                "release = \"{before}\"\nevents = [\"testcaserun.finished\"]\nproperty = \"/subject/content/outcome\""
            )
        ),
        "{error}"
    );
    // Two values that become one are unclear on the way back.
    let model = outcome(&["unit", "cancel", "failure"]);
    let to_unit = |old: &str| {
        let keys = keys.replace("'error'", old).replace("'failure'", "'unit'");
        declaration("value", &keys)
    };
    let both = declarations.clone() + &to_unit("'success'") + &to_unit("'error'");
    let error = check(&model, &both).unwrap_err();
    let reason = "#/value/2 declares already what becomes of `\"unit\"` on the way back";
    assert!(error.reason().starts_with(reason), "{error}");
}
