
let environment = test_suite_run_finished::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = test_suite_run_finished::Content::new(
    test_suite_run_finished::Outcome::Failure,
    environment,
);
let mut event = TestSuiteRunFinished::new(source, "test-suite-run/61".parse()?, content);
event.subject.content.reason = Some("the card was declined".to_owned());
event.subject.content.severity = Some(test_suite_run_finished::Severity::Low);
let json = event.to_json();
