
let source = "https://ci.example.com/main".parse()?;
let content = test_case_run_skipped::Content::default();
let mut event = TestCaseRunSkipped::new(source, "test-case-run/905".parse()?, content);
event.subject.content.environment = Some(test_case_run_skipped::Environment::new(
    "production".parse()?,
));
event.subject.content.reason = Some("the card reader is under repair".to_owned());
let json = event.to_json();
