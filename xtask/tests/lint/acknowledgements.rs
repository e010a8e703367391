//! Acknowledged findings are not new, and each acknowledgement must match a finding.

use cdevents_codegen::{CORRECTIONS_FILE, Error, LINT_FILE, lower};
use xtask::lint::{Rule, lint};

use super::{files, findings, locations, of};

/// Linting also works on schemas that cannot be generated from.
#[test]
fn unacknowledged_findings_are_new() {
    let mut files = files();
    files.texts.remove(LINT_FILE);
    files.texts.remove(CORRECTIONS_FILE);
    assert!(lower(&files).is_err());
    let findings = lint(&files).unwrap();
    assert_eq!(findings.new_findings().count(), findings.findings.len());
    let count = |release: &str| of(&findings, release, Rule::UnsatisfiableRequired).len();
    assert_eq!((count("0.4.0"), count("0.5.0")), (10, 1));
}

#[test]
fn a_new_finding_is_new_even_if_others_of_its_rule_are_acknowledged() {
    let mut files = files();
    let path = "0.5.1/build/queued.json";
    let text = files.texts.get_mut(path).unwrap();
    *text = text.replace("schema/build-queued-event", "schema/build-queue-event");
    let findings = lint(&files).unwrap();
    let new: Vec<_> = findings.new_findings().cloned().collect();
    assert_eq!(locations(&new), [format!("{path}#/$id")]);
    let text = findings.of(&"0.5.1".parse().unwrap()).to_text(false);
    let expected = format!(
        "0.5.1 id-not-of-type (new): the `$id` names a different event than the type\n  {}#/$id: \
         expected `build-queued-event`, found `build-queue-event`\n  see \
         cdevents-generated/docs/lint.md#id-not-of-type\n",
        files.folder.join(path).display()
    );
    assert!(text.starts_with(&expected), "{text}");
    assert!(
        text.contains("\n14 findings: 1 new, 12 acknowledged, 1 corrected\nnext: "),
        "{text}"
    );
    assert!(text.contains("add \"0.5.1\" to the `releases`"), "{text}");
}

#[test]
fn a_new_finding_names_its_acknowledgement_in_the_release_before() {
    let mut files = files();
    let newest = "0.5.1/";
    let texts = files.texts.clone();
    for (path, text) in texts {
        if let Some(name) = path.strip_prefix(newest) {
            let text = text.replace("/0.5.1/", "/99.0.0/");
            files.texts.insert(format!("99.0.0/{name}"), text);
        }
    }
    let path = "99.0.0/build/queued.json";
    let text = files.texts.get_mut(path).unwrap();
    *text = text.replace("schema/build-queued-event", "schema/build-queue-event");
    files.is_part = true;
    files.texts.retain(|path, _| {
        !path.contains('/') || path.starts_with(newest) || path.starts_with("99")
    });
    let release = "99.0.0".parse().unwrap();
    let findings = lint(&files).unwrap().of(&release);
    let (known, unknown): (Vec<_>, Vec<_>) = findings
        .new_findings()
        .partition(|finding| finding.before.is_some());
    assert_eq!(
        locations(&unknown.into_iter().cloned().collect::<Vec<_>>()),
        [format!("{path}#/$id")]
    );
    let of_ids: Vec<_> = known
        .iter()
        .filter(|finding| finding.rule == Rule::IdNotOfType)
        .collect();
    let before = of_ids[0].before.as_ref().unwrap();
    assert_eq!(before.release.to_string(), "0.5.1");
    let json = of_ids[0].to_json();
    assert_eq!(json["acknowledgedBefore"]["release"], "0.5.1");
    assert_eq!(json["acknowledgedBefore"]["reason"], before.reason);
    let text = findings.to_text(false);
    let count = known.len();
    for part in [
        "99.0.0 id-not-of-type (new): ",
        "99.0.0 id-not-of-type (new; acknowledged in 0.5.1): ",
        &format!("\n  in 0.5.1: {}\n", before.reason),
        &format!(
            ": {} new ({count} acknowledged in the release before), ",
            count + 1
        ),
        "add \"99.0.0\" to the `releases`",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn one_finding_is_singular() {
    let findings = findings().of(&"draft".parse().unwrap());
    assert!(
        findings
            .to_text(false)
            .contains("\n1 finding: 0 new, 1 acknowledged")
    );
}

/// Returns the error of an addition to the acknowledgements.
fn error(addition: &str) -> Error {
    let mut files = files();
    let text = files.texts.get_mut(LINT_FILE).unwrap();
    text.push_str(addition);
    lint(&files).expect_err("these acknowledgements are wrong")
}

#[test]
fn an_acknowledgement_without_a_finding_is_an_error() {
    let cases = [
        (
            "code = \"missing-id\"\nreleases = [\"0.5.1\"]\nreason = \"r\"",
            "/releases/0",
            "release 0.5.1 has no unacknowledged `missing-id`; remove it",
        ),
        (
            "code = \"missing-id\"\nreleases = [\"7.0.0\"]\nreason = \"r\"",
            "/releases/0",
            "release 7.0.0 has no",
        ),
        // A corrected finding needs no acknowledgement.
        (
            "code = \"missing-id\"\nreleases = [\"0.4.0\"]\nreason = \"r\"",
            "/releases/0",
            "release 0.4.0 has no",
        ),
        // An earlier entry matches first.
        (
            "code = \"unpinned-type\"\nreleases = [\"0.1.0\"]\nreason = \"r\"",
            "/releases/0",
            "has no unacknowledged `unpinned-type`",
        ),
        (
            "code = \"no-such-rule\"\nreleases = [\"0.1.0\"]\nreason = \"r\"",
            "/code",
            "there is no rule `no-such-rule`",
        ),
        (
            "code = \"unpinned-type\"\nreleases = [\"newest\"]\nreason = \"r\"",
            "/releases",
            "`newest` is neither",
        ),
        (
            "code = \"unpinned-type\"\nreleases = []\nreason = \"r\"",
            "/releases",
            "must not be empty",
        ),
        (
            "code = \"unpinned-type\"\nreleases = [\"0.1.0\"]\ndocuments = []\nreason = \"r\"",
            "/documents",
            "must not be empty",
        ),
        (
            "code = \"unpinned-type\"\nreleases = [\"0.1.0\"]\nreason = \" \"",
            "/reason",
            "must not be empty",
        ),
    ];
    let number = files().texts[LINT_FILE].matches("[[acknowledged]]").count();
    for (addition, pointer, reason) in cases {
        let error = error(&format!("\n[[acknowledged]]\n{addition}\n"));
        assert!(error.file().ends_with(LINT_FILE), "{error}");
        assert_eq!(
            error.pointer(),
            format!("/acknowledged/{number}{pointer}"),
            "{error}"
        );
        assert!(error.reason().contains(reason), "{reason}: {error}");
    }
    let error = error("\npages = 1");
    assert!(
        error.reason().contains("is not a list of acknowledgements"),
        "{error}"
    );
}

#[test]
fn an_acknowledged_document_without_the_fault_is_an_error() {
    let mut files = files();
    let text = files.texts.get_mut(LINT_FILE).unwrap();
    *text = text.replace(
        "\"links/embeddedlinkrelation\"]",
        "\"links/embeddedlinkrelation\", \"linkend\"]",
    );
    let error = lint(&files).unwrap_err();
    assert!(error.pointer().ends_with("/documents/1"), "{error}");
    assert!(
        error
            .reason()
            .contains("document `linkend` has no unacknowledged `optional-property`"),
        "{error}"
    );
}

#[test]
fn a_document_is_named_by_whole_segments() {
    let mut files = files();
    let text = files.texts.get_mut(LINT_FILE).unwrap();
    *text = text.replace(
        "\"test-output-published-event\"",
        "\"output-published-event\"",
    );
    let error = lint(&files).unwrap_err();
    assert!(
        error
            .reason()
            .contains("release 0.3.0 has no unacknowledged `unknown-keyword`"),
        "{error}"
    );
}

#[test]
fn an_acknowledgement_of_a_fixed_fault_is_an_error() {
    let mut files = files();
    let text = files.texts.get_mut("0.4.0/custom.json").unwrap();
    *text = text
        .replace("^dev.cdeventsx.", r"^dev\\.cdeventsx\\.")
        .replace("+.[a-zA-Z]+$", r"+\\.[a-zA-Z]+$");
    let error = lint(&files).unwrap_err();
    assert!(
        error
            .reason()
            .contains("release 0.4.0 has no unacknowledged `unescaped-dot`"),
        "{error}"
    );
}
