//! Findings as text, as JSON, and the page that explains them.

use cdevents_codegen::LINT_FILE;
use serde_json::Value;
use xtask::lint::{Code, lint, page};

use super::{files, report};

#[test]
fn a_release_can_be_looked_at_alone() {
    let report = report();
    let release = "0.5.0".parse().unwrap();
    let alone = report.of(&release);
    assert_eq!(alone.releases, [release]);
    assert!(alone.findings.len() > 5);
    assert!(
        alone
            .findings
            .iter()
            .all(|it| it.release.to_string() == "0.5.0")
    );
}

#[test]
fn text_and_json_say_what_is_known_and_why() {
    let report = report();
    let (short, long) = (report.to_text(false), report.to_text(true));
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
    let json = report.to_json();
    assert_eq!(json.len(), report.findings.len());
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
    let report = lint(&files).unwrap();
    assert!(report.to_text(false).contains("\n  and 41 more\n"));
    assert!(!report.to_text(true).contains(" more\n"));
}

#[test]
fn the_page_has_every_rule_under_its_code() {
    let page = page();
    for code in Code::ALL {
        assert_eq!(code.code().parse(), Ok(*code));
        let heading = format!("\n## {code}\n\n**{}.** ", code.title());
        assert!(page.contains(&heading), "{code}");
        assert!(page.contains(&format!("](#{code})")), "{code}");
        for part in [
            "\n\nWhy it hurts: ",
            "\n\nHow to mend it: ",
            "\n\n```json\n",
        ] {
            assert_eq!(
                code.explanation().matches(part).count(),
                1,
                "{code}: {part}"
            );
        }
        let (_, example) = code.explanation().split_once("```json\n").unwrap();
        let (example, _) = example.split_once("\n```").unwrap();
        let values = serde_json::Deserializer::from_str(example).into_iter::<Value>();
        assert!(values.collect::<Result<Vec<_>, _>>().is_ok(), "{code}");
    }
    assert!(page.lines().all(|it| it.trim_end() == it));
}
