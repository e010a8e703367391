
let environment = test_suite_run_started::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = test_suite_run_started::Content::new(environment);
let mut event = TestSuiteRunStarted::new(source, "test-suite-run/61".parse()?, content);
event.subject.content.test_suite =
    Some(test_suite_run_started::TestSuite::new("checkout".parse()?));
event.subject.content.trigger = Some(test_suite_run_started::Trigger::default());
let json = event.to_json();
