
let environment = test_suite_run_queued::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = test_suite_run_queued::Content::new(environment);
let mut event = TestSuiteRunQueued::new(source, "test-suite-run/61".parse()?, content);
event.subject.content.test_suite =
    Some(test_suite_run_queued::TestSuite::new("checkout".parse()?));
event.subject.content.trigger = Some(test_suite_run_queued::Trigger::default());
let json = event.to_json();
