//! The output formats of `cdevents validate`, checked against what reads them.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::{Ran, event, run, run_with_input};
use serde_json::Value;

/// Returns a valid event, one with two violations and a nasty value, and a line that is not JSON.
fn input() -> String {
    let valid = event("0.5.1", "build-started");
    let mut broken: Value = serde_json::from_str(&valid).expect("JSON");
    broken["subject"]["id"] = "".into();
    broken["context"]["timestamp"] = "<&\">]]>%0A,:\u{1b}[31m\u{0}\u{fffe}".into();
    format!("{valid}\n{broken}\nno\n")
}

fn validated(format: &str, more: &[&str]) -> Ran {
    let arguments = [&["validate", "--format", format], more].concat();
    let ran = run_with_input(Path::new("."), &arguments, input().as_bytes());
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert_eq!(
        ran.errors,
        "2 events: 1 valid, 1 invalid; 1 passage not JSON\n"
    );
    ran
}

#[test]
fn text_is_a_line_for_each_violation_with_its_excerpt() {
    let ran = validated("text", &[]);
    let is_place = |line: &&str| line.starts_with("-:");
    assert_eq!(ran.output.lines().filter(is_place).count(), 3, "{ran:?}");
    let marks = ran
        .output
        .lines()
        .filter(|line| line.trim_end().ends_with('^'));
    assert_eq!(marks.count(), 3, "{ran:?}");
    assert!(!ran.output.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn json_has_an_object_for_each_event_that_is_not_valid() {
    let lines = |ran: &Ran| -> Vec<Value> {
        let lines = ran.output.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    };
    let ran = validated("json", &[]);
    let [invalid, not_json] = &lines(&ran)[..] else {
        panic!("{ran:?}");
    };
    assert_eq!(
        (&invalid["line"], &invalid["valid"]),
        (&2.into(), &false.into())
    );
    assert_eq!(invalid["errors"].as_array().map(Vec::len), Some(2));
    assert_eq!(invalid["errors"][1]["instanceLocation"], "/subject/id");
    assert!(invalid["errors"][1]["absoluteKeywordLocation"].is_string());
    assert_eq!(
        (&not_json["line"], &not_json["kind"]),
        (&3.into(), &"Syntax".into())
    );
    assert_eq!(lines(&validated("json", &["--verbose"])).len(), 3);
}

/// Reads a workflow command as the runner of GitHub does.
fn read_command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (command, message) = line
        .strip_prefix("::")
        .and_then(|line| line.split_once("::"))
        .expect("a command");
    let unescape = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let (level, properties) = command.split_once(' ').expect("properties");
    let properties = properties.split(',').map(|property| {
        let (key, value) = property.split_once('=').expect("a value");
        (key.to_owned(), unescape(value))
    });
    (level.to_owned(), properties.collect(), unescape(message))
}

#[test]
fn github_has_an_annotation_for_each_violation() {
    let ran = validated("github", &[]);
    let commands: Vec<_> = ran.output.lines().map(read_command).collect();
    assert_eq!(commands.len(), 3, "{ran:?}");
    let (level, properties, message) = &commands[1];
    assert_eq!(level, "error");
    assert!(message.starts_with("/subject/id: expected"), "{message}");
    // The same as in another format.
    let json = validated("json", &[]);
    let json: Value =
        serde_json::from_str(json.output.lines().next().expect("a line")).expect("JSON");
    let error = &json["errors"][0];
    let [path, text] = [&error["instanceLocation"], &error["error"]].map(|value| value.as_str());
    assert_eq!(
        commands[0].2,
        format!("{}: {}", path.expect("a path"), text.expect("a text"))
    );
    let keys: Vec<_> = properties.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        ["file", "line", "endLine", "col", "endColumn", "title"]
    );
    assert_eq!(properties[1].1, "2");
}

#[test]
fn sarif_has_the_structure_that_the_standard_requires() {
    let ran = validated("sarif", &[]);
    let log: Value = serde_json::from_str(&ran.output).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let sarif = &log["runs"][0];
    let driver = &sarif["tool"]["driver"];
    assert_eq!(driver["name"], "cdevents");
    let rules = driver["rules"].as_array().expect("rules");
    let rules: BTreeSet<_> = rules
        .iter()
        .map(|rule| rule["id"].as_str().expect("an ID"))
        .collect();
    let results = sarif["results"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    for result in results {
        assert!(
            rules.contains(result["ruleId"].as_str().expect("a rule")),
            "{result}"
        );
        assert_eq!(result["level"], "error");
        assert!(
            !result["message"]["text"]
                .as_str()
                .expect("a text")
                .is_empty()
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
        let region = |key: &str| place["region"][key].as_u64().expect("a number");
        assert!(
            region("startLine") >= 2 && region("startColumn") >= 1,
            "{result}"
        );
        assert!(
            (region("endLine"), region("endColumn")) > (region("startLine"), region("startColumn")),
            "{result}"
        );
    }
    assert_eq!(sarif["invocations"][0]["executionSuccessful"], true);

    let ran = run(
        Path::new("."),
        &["validate", "--format", "sarif", "no such file"],
    );
    let log: Value = serde_json::from_str(&ran.output).expect("JSON");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(invocation["toolExecutionNotifications"][0]["message"]["text"].is_string());
}

#[test]
fn junit_is_xml_with_counts_that_agree() {
    let ran = validated("junit", &[]);
    let document = roxmltree::Document::parse(&ran.output).expect("XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let suites: Vec<_> = root
        .children()
        .filter(roxmltree::Node::is_element)
        .collect();
    assert_eq!(suites.len(), 1);
    let cases = || {
        suites[0]
            .children()
            .filter(|node| node.has_tag_name("testcase"))
    };
    let failures =
        cases().filter(|case| case.children().any(|child| child.has_tag_name("failure")));
    assert_eq!(
        suites[0].attribute("tests"),
        Some(cases().count().to_string().as_str())
    );
    assert_eq!(
        suites[0].attribute("failures"),
        Some(failures.count().to_string().as_str())
    );
    assert_eq!(cases().count(), 3);
    for case in cases() {
        assert!(case.has_attribute("name") && case.has_attribute("classname"));
    }

    let ran = run(
        Path::new("."),
        &["validate", "--format", "junit", "no such file"],
    );
    let document = roxmltree::Document::parse(&ran.output).expect("XML");
    assert!(
        document
            .descendants()
            .any(|node| node.has_tag_name("error")),
        "{ran:?}"
    );
}

#[test]
fn an_event_type_can_be_any_string() {
    let nasty = "<&\">]]>%,:\n\u{1b}[31m\u{0}\u{fffe}é";
    let mut event: Value = serde_json::from_str(&event("0.5.1", "build-started")).expect("JSON");
    event["context"]["type"] = nasty.into();
    let input = event.to_string();
    let validated = |format| {
        let arguments = ["validate", "--format", format];
        run_with_input(Path::new("."), &arguments, input.as_bytes())
    };
    let ran = validated("junit");
    let document = roxmltree::Document::parse(&ran.output).expect("XML");
    let case = document
        .descendants()
        .find(|node| node.has_tag_name("testcase"));
    let name = case
        .and_then(|case| case.attribute("name"))
        .expect("a name");
    assert!(name.starts_with("1:1: <&\">]]>%,:\n\u{fffd}[31m"), "{name}");
    let ran = validated("github");
    let (_, properties, _) = read_command(ran.output.lines().next().expect("a line"));
    assert_eq!(properties[5], ("title".to_owned(), nasty.to_owned()));
}
