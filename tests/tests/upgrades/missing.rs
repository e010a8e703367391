//! Declarations that are missing.

use cdevents_codegen::UPGRADES_FILE;

use super::{blocks, check, lines_to_add, lowered};

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
             [[question]]\nrelease = \"draft\"\nproperty = \"/context/source\"\nreason = \"Only the \
             caller knows it: a value of 0.1.0 may not be valid (from draft to 0.1.0: need no longer be a URI \
             reference).\"",
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
