//! Declarations that do not apply, and files that are invalid.

use super::{blocks, check, declaration, lowered};

/// Asserts that each declaration is an error: its kind, its keys, and a part of the reason.
fn assert_errors(cases: &[(&str, &str, &str)]) {
    let (declarations, model) = lowered();
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
fn a_renamed_event_that_does_not_apply_is_an_error() {
    assert_errors(&[
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
    ]);
}

#[test]
fn a_moved_property_that_does_not_apply_is_an_error() {
    assert_errors(&[
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
    ]);
}

#[test]
fn a_renamed_value_that_does_not_apply_is_an_error() {
    let outcome = "property = '/subject/content/outcome'";
    let finished = "since = '0.5.0'\nevents = ['testcaserun.finished']";
    assert_errors(&[
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
    ]);
}

#[test]
fn a_default_or_question_that_no_event_needs_is_an_error() {
    assert_errors(&[
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
    ]);
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
