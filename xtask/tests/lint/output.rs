//! Findings as text, as JSON, and the page that explains them.

use cdevents_codegen::LINT_FILE;
use serde_json::Value;
use xtask::lint::{Rule, lint, page};

use super::{files, findings};

#[test]
fn a_release_can_be_looked_at_alone() {
    let findings = findings();
    let release = "0.5.0".parse().unwrap();
    let alone = findings.of(&release);
    assert_eq!(alone.releases, [release]);
    assert!(alone.findings.len() > 5);
    assert!(
        alone
            .findings
            .iter()
            .all(|finding| finding.release.to_string() == "0.5.0")
    );
}

#[test]
fn text_and_json_say_what_is_known_and_why() {
    let findings = findings();
    let (short, long) = (findings.to_text(false), findings.to_text(true));
    assert!(
        !short.contains("(acknowledged)") && !short.contains("schemas/"),
        "{short}"
    );
    assert!(long.contains("0.5.1 open-object (acknowledged)"), "{long}");
    assert!(
        long.contains("\n  acknowledged: 0.4.1 escapes the dots."),
        "{long}"
    );
    assert!(
        long.contains("\n  corrected: `version` is both required and forbidden"),
        "{long}"
    );
    assert!(!long.contains(" more\n"), "{long}");
    let json = findings.to_json();
    assert_eq!(json.len(), findings.findings.len());
    let draft: &Value = &json[0];
    assert_eq!(draft["code"], "malformed-type");
    assert_eq!(
        draft["link"],
        "cdevents-generated/docs/lint.md#malformed-type"
    );
    assert_eq!(draft["acknowledgement"]["kind"], "accepted");
    assert_eq!(
        draft["places"][0]["eventType"],
        "dev.cdevents.environment.created"
    );

    // Of what is new, a few places are enough.
    let mut files = files();
    files.texts.remove(LINT_FILE);
    let findings = lint(&files).unwrap();
    assert!(findings.to_text(false).contains("\n  and 41 more\n"));
    assert!(!findings.to_text(true).contains(" more\n"));
}

#[test]
fn the_page_has_every_rule_under_its_code() {
    let page = page();
    for rule in Rule::ALL {
        assert_eq!(rule.code().parse(), Ok(*rule));
        let heading = format!("\n## {rule}\n\n**{}.** ", rule.title());
        assert!(page.contains(&heading), "{rule}");
        assert!(page.contains(&format!("](#{rule})")), "{rule}");
        for part in ["\n\nWhy it hurts: ", "\n\nHow to fix it: ", "\n\n```json\n"] {
            assert_eq!(
                rule.explanation().matches(part).count(),
                1,
                "{rule}: {part}"
            );
        }
        let (_, example) = rule.explanation().split_once("```json\n").unwrap();
        let (example, _) = example.split_once("\n```").unwrap();
        let values = serde_json::Deserializer::from_str(example).into_iter::<Value>();
        assert!(values.collect::<Result<Vec<_>, _>>().is_ok(), "{rule}");
    }
    assert!(page.lines().all(|line| line.trim_end() == line));
}
