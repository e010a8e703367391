//! What is acknowledged is no news, and no acknowledgement is of no use.

use cdevents_codegen::lint::{Code, lint};
use cdevents_codegen::{CORRECTIONS_FILE, Error, LINT_FILE, lower};

use super::{files, places};

/// Without `lint.toml` and `corrections.toml`, everything is new; nothing can be generated.
#[test]
fn what_nothing_acknowledges_is_new() {
    let mut files = files();
    files.texts.remove(LINT_FILE);
    files.texts.remove(CORRECTIONS_FILE);
    assert!(lower(&files).is_err());
    let report = lint(&files).unwrap();
    assert_eq!(report.new_findings().count(), report.findings.len());
    let findings = report.findings.iter();
    let count = findings
        .filter(|it| it.code == Code::UnsatisfiableRequired)
        .count();
    assert_eq!(count, 11);
}

/// A fault more is new, though others of its kind are known.
#[test]
fn a_new_fault_is_new_beside_known_ones() {
    let mut files = files();
    let path = "0.5.1/build/queued.json";
    let text = files.texts.get_mut(path).unwrap();
    *text = text.replace("schema/build-queued-event", "schema/build-queue-event");
    let report = lint(&files).unwrap();
    let new: Vec<_> = report.new_findings().cloned().collect();
    assert_eq!(places(&new), [format!("{path}#/$id")]);
    let text = report.to_text(false);
    let expected = format!(
        "0.5.1 id-not-of-type (new): the `$id` names another event than the type\n  {}#/$id: \
         `build-queue-event`; by the type `build-queued-event`\n  see \
         cdevents-generated/docs/lint.md#id-not-of-type\n",
        files.folder.join(path).display()
    );
    assert!(text.starts_with(&expected), "{text}");
    assert!(
        text.ends_with("99 findings: 1 new, 77 acknowledged, 21 corrected\n"),
        "{text}"
    );
}

/// The error that follows from an addition to the acknowledgements.
fn error(addition: &str) -> Error {
    let mut files = files();
    let text = files.texts.get_mut(LINT_FILE).unwrap();
    text.push_str(addition);
    lint(&files).expect_err("these acknowledgements are wrong")
}

#[test]
fn an_acknowledgement_of_nothing_is_an_error() {
    let cases = [
        (
            "code = \"missing-id\"\nreleases = [\"0.5.1\"]\nreason = \"r\"",
            "/releases/0",
            "release 0.5.1 has no `missing-id`",
        ),
        (
            "code = \"missing-id\"\nreleases = [\"7.0.0\"]\nreason = \"r\"",
            "/releases/0",
            "release 7.0.0 has no",
        ),
        // What is corrected needs no acknowledgement.
        (
            "code = \"missing-id\"\nreleases = [\"0.4.0\"]\nreason = \"r\"",
            "/releases/0",
            "release 0.4.0 has no",
        ),
        // An earlier acknowledgement has it already.
        (
            "code = \"unpinned-type\"\nreleases = [\"0.1.0\"]\nreason = \"r\"",
            "/releases/0",
            "has no `unpinned-type` that this",
        ),
        (
            "code = \"no-such-rule\"\nreleases = [\"0.1.0\"]\nreason = \"r\"",
            "/code",
            "`no-such-rule` is no rule's code",
        ),
        (
            "code = \"unpinned-type\"\nreleases = [\"newest\"]\nreason = \"r\"",
            "/releases",
            "`newest` is neither",
        ),
        (
            "code = \"unpinned-type\"\nreleases = []\nreason = \"r\"",
            "/releases",
            "names no release",
        ),
        (
            "code = \"unpinned-type\"\nreleases = [\"0.1.0\"]\ndocuments = []\nreason = \"r\"",
            "/documents",
            "names no document",
        ),
        (
            "code = \"unpinned-type\"\nreleases = [\"0.1.0\"]\nreason = \" \"",
            "/reason",
            "must say something",
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
            .contains("no document `linkend` has a `optional-member`"),
        "{error}"
    );
}

/// A part of a name's last segment names nothing.
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
            .contains("release 0.3.0 has no `unknown-keyword`"),
        "{error}"
    );
}

/// A mended fault leaves its acknowledgement without use.
#[test]
fn no_acknowledgement_outlives_its_fault() {
    let mut files = files();
    let text = files.texts.get_mut("0.4.0/custom.json").unwrap();
    *text = text
        .replace("^dev.cdeventsx.", r"^dev\\.cdeventsx\\.")
        .replace("+.[a-zA-Z]+$", r"+\\.[a-zA-Z]+$");
    let error = lint(&files).unwrap_err();
    assert!(
        error
            .reason()
            .contains("release 0.4.0 has no `unescaped-dot`"),
        "{error}"
    );
}
