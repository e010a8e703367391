
let environment = test_case_run_finished::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content =
    test_case_run_finished::Content::new(test_case_run_finished::Outcome::Fail, environment);
let mut event = TestCaseRunFinished::new(source, "test-case-run/905".parse()?, content);
event.subject.content.reason = Some("the card was declined".to_owned());
event.subject.content.severity = Some(test_case_run_finished::Severity::Low);
let json = event.to_json();
