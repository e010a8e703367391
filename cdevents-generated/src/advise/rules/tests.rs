use serde_json::json;

use super::*;

fn codes(event: &Value) -> Vec<(AdviceCode, String)> {
    let findings = findings(event);
    findings.map(|(code, (path, _))| (code, path)).collect()
}

#[test]
fn the_rules_are_in_the_order_of_the_codes() {
    let codes: Vec<_> = RULES.iter().map(|(code, _)| *code).collect();
    let is_enabled =
        |code: &AdviceCode| cfg!(feature = "purl") || *code != AdviceCode::ArtifactIdNotPurl;
    let expected: Vec<_> = AdviceCode::ALL.iter().copied().filter(is_enabled).collect();
    assert_eq!(codes, expected);
}

/// Release 0.4.0 has underscores in names; releases 0.1 to 0.4 have `version` and `pass`.
#[test]
fn the_names_of_older_releases_are_known() {
    let event = json!({
        "context": {
            "version": "0.4.0", "id": "1", "source": "a b", "chain_id": "7",
            "type": "dev.cdevents.testcaserun.finished.0.1.0",
            "links": [
                { "link_type": "PATH", "from": { "context_id": "1" }, "tags": { "a/~b": 1 } },
                { "link_type": "RELATION", "link_kind": "K", "target": { "context_id": "1" } },
                { "link_type": "END", "from": { "context_id": "2" }, "tags": { "a": "b" } },
            ],
        },
        "subject": { "id": "1", "type": "testCaseRun", "content": {
            "outcome": "pass", "reason": "tired",
        }},
    });
    let found = codes(&event);
    // This test doesn't depend on which releases are known.
    let found: Vec<_> = found
        .iter()
        .map(|(code, path)| (*code, path.as_str()))
        .filter(|(code, _)| *code != AdviceCode::TypeNotOfRelease)
        .collect();
    assert_eq!(
        found,
        [
            (AdviceCode::SourceNotReference, "/context/source"),
            (AdviceCode::ChainIdNotUuid, "/context/chain_id"),
            (AdviceCode::LinkToItself, "/context/links/0/from/context_id"),
            (
                AdviceCode::LinkToItself,
                "/context/links/1/target/context_id"
            ),
            (AdviceCode::LinkTagNotString, "/context/links/0/tags/a~1~0b"),
            (AdviceCode::ReasonOnSuccess, "/subject/content/reason"),
        ]
    );
}

#[test]
fn other_json_has_no_advice() {
    for value in [json!(null), json!([]), json!({}), json!({ "context": 7 })] {
        assert_eq!(codes(&value), []);
    }
}
