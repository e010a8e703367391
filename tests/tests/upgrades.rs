//! What is declared about upgrades between releases: a required property that nothing provides is an error
//! with the lines to add, and so is a declaration that does not apply.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use cdevents_codegen::model::Model;
use cdevents_codegen::{Error, Files, UPGRADES_FILE, emit, lower, read_folder, upgrades};
use cdevents_tests::workspace;
use serde_json::{Value, json};

/// A newer value of an enum by the older one that means the same, and the other way around.
const VALUES: [(&str, &str); 2] = [("pass", "success"), ("fail", "failure")];

fn files() -> Files {
    read_folder(&workspace().join("schemas")).unwrap()
}

/// Returns the declarations, and the model of our schemas.
fn lowered() -> &'static (String, Model) {
    static LOWERED: OnceLock<(String, Model)> = OnceLock::new();
    LOWERED.get_or_init(|| {
        let files = files();
        let model = lower(&files).unwrap();
        (files.texts[UPGRADES_FILE].clone(), model)
    })
}

/// Checks other declarations.
fn check(model: &Model, declarations: &str) -> Result<(), Error> {
    let texts = [(UPGRADES_FILE.to_owned(), declarations.to_owned())];
    let files = Files {
        texts: BTreeMap::from(texts),
        ..Files::default()
    };
    let model = Model {
        upgrades: upgrades::read(&files)?,
        ..model.clone()
    };
    upgrades::check(&model)
}

/// Returns the lines of an error that are to be pasted, with everything filled in that is left open.
fn lines_to_add(error: &Error) -> String {
    let mut lines = String::new();
    for paragraph in error
        .reason()
        .split("\n\n")
        .filter(|part| part.starts_with("[["))
    {
        let mut paragraph = paragraph.to_owned();
        for (old, new) in VALUES {
            let open = format!("old = \"{old}\"\nnew = \"…\"");
            let filled = format!("old = \"{old}\"\nnew = \"{new}\"");
            paragraph = paragraph.replace(&open, &filled);
        }
        let paragraph = paragraph.replace("reason = \"…\"", "reason = \"It is so.\"");
        assert!(!paragraph.contains('…'), "{paragraph}");
        lines.extend(["\n", &paragraph, "\n"]);
    }
    lines
}

/// Splits the declarations: the comment at the top, and each declaration.
fn blocks(declarations: &str) -> Vec<&str> {
    let mut starts: Vec<_> = declarations
        .match_indices("\n[[")
        .map(|(start, _)| start + 1)
        .collect();
    starts.insert(0, 0);
    let ends = starts[1..].iter().copied().chain([declarations.len()]);
    let blocks = starts.iter().zip(ends);
    blocks
        .map(|(start, end)| &declarations[*start..end])
        .collect()
}

#[test]
fn every_declaration_is_needed_and_the_error_has_the_lines_to_add() {
    let (declarations, model) = lowered();
    check(model, declarations).unwrap();
    let blocks = blocks(declarations);
    assert!(blocks.len() > 10, "{}", blocks.len());
    for (index, block) in blocks.iter().enumerate().skip(1) {
        let mut others = blocks.clone();
        others.remove(index);
        let without = others.concat();
        let error = check(model, &without).expect_err(block);
        if block.starts_with("[[event]]") {
            assert!(error.to_string().contains("does not need this"), "{error}");
            continue;
        }
        let lines = lines_to_add(&error);
        assert_eq!(lines.matches("[[").count(), 1, "{block}\n{error}");
        check(model, &(without + &lines)).unwrap();
    }
}

#[test]
fn everything_that_is_missing_is_reported_in_one_run() {
    let (declarations, model) = lowered();
    let events = blocks(declarations).into_iter();
    let events: String = events
        .filter(|block| block.starts_with("[[event]]"))
        .collect();
    let error = check(model, &events).unwrap_err();
    let lines = lines_to_add(&error);
    let others = blocks(declarations).len() - 1 - events.matches("[[").count();
    assert_eq!(lines.matches("[[").count(), others, "{error}");
    assert!(error.reason().contains(" problems\n\n"), "{error}");
    check(model, &(events + &lines)).unwrap();
}

#[test]
fn a_question_about_too_few_events_has_a_line_to_replace() {
    let (declarations, model) = lowered();
    let line = r#"events = ["service.deployed", "service.rolledback", "service.upgraded"]"#;
    let fewer = line.replace(r#", "service.upgraded""#, "");
    assert_eq!(declarations.matches(line).count(), 1);
    let error = check(model, &declarations.replace(line, &fewer)).unwrap_err();
    let index = declarations[..declarations.find(line).unwrap()]
        .matches("\n[[question]]")
        .count()
        - 1;
    let expected = format!(
        "0.1.0 requires `/subject/content/artifactId` of `service.upgraded`, but draft does not have it; if \
         the caller is asked for it, as #/question/{index} says of other events, replace its line `events` \
         with:\n\n{line}"
    );
    assert_eq!(error.reason(), expected);
}

#[test]
fn missing_declarations_say_why_they_are_needed() {
    let (declarations, model) = lowered();
    let cases = [
        (
            "release = \"draft\"\nproperty = \"/context/source\"",
            "draft requires `/context/source` of every event, but a value of 0.1.0 may not be valid (from \
             draft to 0.1.0: need no longer be a URI reference); confirm that the caller is asked for it, or \
             declare a `[[default]]` that is true for every event, or a `[[property]]` if it moved:\n\n\
             [[question]]\nrelease = \"draft\"\nproperty = \"/context/source\"\nreason = \"…\"",
        ),
        (
            "events = [\"service.published\", \"service.removed\"]",
            "draft requires `/subject/content/environment` of `service.published`, `service.removed`, but it \
             is optional in 0.1.0; confirm",
        ),
        (
            "old = \"pass\"",
            "0.5.0 requires `/subject/content/outcome` of `testcaserun.finished`, `testsuiterun.finished`, and \
             does not allow `\"pass\"` of 0.4.1; declare which value means the same (new are `\"success\"`), \
             or, if none does, a `[[question]]` of 0.5.0:\n\n[[value]]\nsince = \"0.5.0\"\nevents = \
             [\"testcaserun.finished\", \"testsuiterun.finished\"]\nproperty = \
             \"/subject/content/outcome\"\nold = \"pass\"\nnew = \"…\"\nreason = \"…\"",
        ),
    ];
    for (part, reason) in cases {
        let blocks = blocks(declarations).into_iter();
        let without: String = blocks.filter(|block| !block.contains(part)).collect();
        let error = check(model, &without).unwrap_err();
        assert!(error.reason().starts_with(reason), "{reason}\n\n{error}");
        assert!(error.file().ends_with(UPGRADES_FILE), "{error}");
    }
}

/// Returns a declaration for the end of the file.
fn declaration(kind: &str, keys: &str) -> String {
    format!("\n[[{kind}]]\n{keys}\nreason = \"It is so.\"\n")
}

#[test]
fn a_declaration_that_does_not_apply_is_an_error() {
    let (declarations, model) = lowered();
    let outcome = "property = '/subject/content/outcome'";
    let finished = "since = '0.5.0'\nevents = ['testcaserun.finished']";
    let cases = [
        // Events.
        (
            "event",
            "since = '0.9.0'\nold = 'a.b'\nnew = 'c.d'",
            "there is no release 0.9.0",
        ),
        (
            "event",
            "since = 'draft'\nold = 'a.b'\nnew = 'c.d'",
            "draft is the first release",
        ),
        (
            "event",
            "since = '0.3.0'\nold = 'a.b'\nnew = 'c.d'",
            "0.3.0 has no event `c.d`",
        ),
        (
            "event",
            "since = '0.3.0'\nold = 'a.b'\nnew = 'artifact.signed'",
            "0.2.0, the release before 0.3.0, has no event `a.b`",
        ),
        (
            "event",
            "since = '0.3.0'\nold = 'build.queued'\nnew = 'artifact.signed'",
            "0.3.0 still has the event `build.queued`, so it was not renamed",
        ),
        (
            "event",
            "since = '0.3.0'\nold = 'testcase.queued'\nnew = 'build.queued'",
            "0.2.0 already has the event `build.queued`, so it is not the new name of `testcase.queued`",
        ),
        (
            "event",
            "since = '0.3.0'\nold = 'testcase.queued'\nnew = 'testcaserun.queued'",
            "#/event/0 renames the same event already",
        ),
        // Properties.
        (
            "property",
            "since = '0.9.0'\nold = '/a'\nnew = '/b'",
            "there is no release 0.9.0",
        ),
        (
            "property",
            "since = '0.5.0'\nevents = ['a.b']\nold = '/a'\nnew = '/b'",
            "0.5.0 has no event `a.b`",
        ),
        (
            "property",
            "since = '0.3.0'\nevents = ['artifact.signed']\nold = '/a'\nnew = '/b'",
            "no release before 0.3.0 has the event `artifact.signed`",
        ),
        (
            "property",
            "since = '0.5.0'\nold = '/customData'\nnew = '/customData'",
            "applies to no event: `/customData` has the same name in both releases",
        ),
        (
            "property",
            "since = '0.5.0'\nevents = ['build.queued']\nold = '/a'\nnew = '/b'",
            "`build.queued` of 0.4.1 has no `/a`",
        ),
        (
            "property",
            "since = '0.5.0'\nevents = ['build.queued']\nold = '/subject/type'\nnew = '/b'",
            "`build.queued` of 0.5.0 has no `/b`",
        ),
        (
            "property",
            "since = '0.5.0'\nevents = ['build.queued']\nold = '/context/id'\nnew = '/subject/id'",
            "`build.queued` of 0.5.0 still has `/context/id`",
        ),
        (
            "property",
            "since = '0.5.0'\nevents = ['build.queued']\nold = '/subject/type'\nnew = '/subject/id'",
            "`build.queued` of 0.4.1 already has `/subject/id`",
        ),
        (
            "property",
            "since = '0.4.1'\nold = '/context/chain_id'\nnew = '/context/chainId'",
            "is the new name of `/context/chain_id` follows from the schemas",
        ),
        (
            "unrelated",
            "since = '0.5.0'\nevents = ['build.queued']\nold = '/a'\nnew = '/b'",
            "`/b` of `build.queued` is not taken for the new name of `/a`",
        ),
        // Values.
        (
            "value",
            &format!("{finished}\n{outcome}\nold = 'gone'\nnew = 'success'"),
            "`\"gone\"` is not valid for `/subject/content/outcome` of `testcaserun.finished` in 0.4.1",
        ),
        (
            "value",
            &format!("{finished}\n{outcome}\nold = 'cancel'\nnew = 'success'"),
            "`\"cancel\"` is still valid for `/subject/content/outcome` of `testcaserun.finished` in 0.5.0",
        ),
        (
            "value",
            &format!("{finished}\n{outcome}\nold = 'fail'\nnew = 'lost'"),
            "`\"lost\"` is not valid for `/subject/content/outcome` of `testcaserun.finished` in 0.5.0",
        ),
        (
            "value",
            &format!("{finished}\n{outcome}\nold = 'fail'\nnew = 'error'"),
            "#/value/1 declares what becomes of `\"fail\"` already",
        ),
        // Defaults and questions.
        (
            "default",
            "release = '0.9.0'\nproperty = '/subject/content'\nvalue = 1",
            "there is no release 0.9.0",
        ),
        (
            "default",
            "release = '0.5.1'\nevents = ['a.b']\nproperty = '/subject/content'\nvalue = 1",
            "0.5.1 has no event `a.b`",
        ),
        (
            "default",
            "release = '0.5.1'\nevents = ['build.queued']\nproperty = '/subject/content'\nvalue = {}",
            "`build.queued` of 0.5.1 does not need this for `/subject/content`: every event of the neighboring \
             releases has a valid value, or another declaration provides it; correct it or remove it",
        ),
        (
            "question",
            "release = '0.5.1'\nproperty = '/subject/content'",
            "no event of 0.5.1 needs this for `/subject/content`",
        ),
        (
            "question",
            "release = '0.1.0'\nevents = ['service.deployed']\nproperty = '/subject/content/artifactId'",
            "`service.deployed` of 0.1.0 does not need this",
        ),
    ];
    for (kind, keys, reason) in cases {
        let index = declarations.matches(&format!("\n[[{kind}]]")).count();
        let error =
            check(model, &(declarations.clone() + &declaration(kind, keys))).expect_err(keys);
        assert_eq!(error.pointer(), format!("/{kind}/{index}"), "{error}");
        assert!(error.reason().contains(reason), "{reason}\n\n{error}");
        assert!(!error.reason().contains('\n'), "{error}");
    }
}

#[test]
fn invalid_files_and_missing_reasons_are_errors() {
    let (declarations, model) = lowered();
    let error = |text: &str| check(model, text).unwrap_err();
    let found = error("events = 1");
    let reason = "is not a valid list of declarations about upgrades";
    assert!(found.reason().starts_with(reason), "{found}");
    let found = error("[[event]]\nsince = 'newest'\nold = 'a'\nnew = 'b'\nreason = 'c'");
    let reason = "`newest` is neither `draft` nor a version such as `0.5.1`";
    assert!(found.reason().contains(reason), "{found}");
    let found = error("[[event]]\nsince = '0.3.0'\nold = 'a'\nnew = 'b'");
    assert!(found.reason().contains("missing field `reason`"), "{found}");
    for reason in ["", " ", "…"] {
        let block = blocks(declarations)[1];
        let (start, _) = block.split_once("reason").unwrap();
        let edited = declarations.replacen(block, &format!("{start}reason = \"{reason}\"\n"), 1);
        let found = error(&edited);
        assert_eq!(found.pointer(), "/event/0", "{found}");
        assert_eq!(found.reason(), "`reason` must say why this is true");
    }
}

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
    let path = "0.5.1/service/deployed.json";
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
    let keys = "since = '0.5.1'\nevents = ['service.deployed']\nold = '/subject/content/artifactId'\n\
                new = '/subject/content/uri'";
    let moved = declarations.clone() + &declaration("property", keys);
    check(&model, &moved).unwrap();

    // If it was optional, a move doesn't provide it.
    let optional = lowered_with(path, |content| {
        let properties = content["properties"].as_object_mut().unwrap();
        let moved = properties.remove("artifactId").unwrap();
        properties.insert("uri".to_owned(), moved);
        content["required"] = json!(["environment"]);
    });
    let error = check(&optional, &moved).unwrap_err();
    let reason = "0.5.0 requires `/subject/content/artifactId` of `service.deployed`, but it is optional in 0.5.1";
    assert!(error.reason().starts_with(reason), "{error}");
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
    let outcome = |values: &[&str]| {
        let outcome = json!({ "type": "string", "enum": values });
        lowered_with("0.5.1/testcaserun/finished.json", move |content| {
            content["properties"]["outcome"] = outcome.clone();
        })
    };
    // With one value less, the older release allows all values of the newer one.
    let model = outcome(&["success", "failure", "cancel"]);
    let error = check(&model, declarations).unwrap_err();
    let reason = "0.5.1 requires `/subject/content/outcome` of `testcaserun.finished`, and does not allow \
                  `\"error\"` of 0.5.0; declare which value means the same, or, if none does,";
    assert!(error.reason().starts_with(reason), "{error}");
    let keys = "since = '0.5.1'\nevents = ['testcaserun.finished']\nproperty = '/subject/content/outcome'\n\
                old = 'error'\nnew = 'failure'";
    check(
        &model,
        &(declarations.clone() + &declaration("value", keys)),
    )
    .unwrap();
    // With one value more, no value of the older release can mean the same.
    let model = outcome(&["success", "failure", "cancel", "error", "other"]);
    let error = check(&model, declarations).unwrap_err();
    assert_eq!(
        lines_to_add(&error),
        declaration(
            "question",
            "release = \"0.5.0\"\nevents = [\"testcaserun.finished\"]\nproperty = \"/subject/content/outcome\""
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

/// Returns the rows of a page's section on upgrades, as cells.
fn rows(page: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(workspace().join("cdevents-generated/docs").join(page)).unwrap();
    let (_, section) = text.split_once("\n## Upgrade\n").expect(page);
    assert!(!section.contains("\n## "), "{page}");
    let lines = section.lines().filter(|line| line.starts_with("| "));
    let cells = lines.map(|line| {
        line.trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().to_owned())
    });
    cells.map(Iterator::collect).skip(1).collect()
}

#[test]
fn the_reference_says_what_is_asked_for() {
    let (_, model) = lowered();
    for question in &model.upgrades.questions {
        let release = question.release.to_string();
        let Some(events) = &question.events else {
            continue;
        };
        for event in events {
            let page = match event.as_str() {
                "custom" => "custom-events.md".to_owned(),
                name => format!("events/{}.md", name.replace('.', "-")),
            };
            let property = format!("`{}`", question.property);
            let rows = rows(&page);
            let mut rows = rows.iter().filter(|row| row[1].contains(&property));
            assert!(
                rows.any(|row| {
                    let (older, newer) = row[0].split_once(", ").unwrap();
                    newer == release && row[2].contains("asked for")
                        || older == release && row[3].contains("asked for")
                }),
                "{release}: {event} {property}"
            );
        }
    }
}

#[test]
fn every_event_has_a_section_on_upgrades() {
    let (_, model) = lowered();
    let events = model.releases.iter().flat_map(|release| &release.events);
    for event in events {
        let rows = rows(&format!("events/{}.md", event.file_name()));
        assert!(!rows.is_empty());
        for row in &rows {
            let words = row[2..].iter().flat_map(|cell| cell.split("; "));
            let distinct = row[2..]
                .iter()
                .flat_map(|cell| cell.split("; ").collect::<BTreeSet<_>>());
            assert_eq!(words.count(), distinct.count(), "{}: {row:?}", event.name);
        }
    }
    for pair in model.releases.windows(2) {
        rows(&format!(
            "migration/{}-to-{}.md",
            pair[0].name, pair[1].name
        ));
    }
}
