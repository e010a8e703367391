
let environment = test_case_run_queued::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = test_case_run_queued::Content::new(environment);
let mut event = TestCaseRunQueued::new(source, "test-case-run/905".parse()?, content);
event.subject.content.test_case = Some(test_case_run_queued::TestCase::new(
    "checkout/pays-by-card".parse()?,
));
event.subject.content.test_suite_run = Some(test_case_run_queued::TestSuiteRun::new(
    "test-suite-run/61".parse()?,
));
let json = event.to_json();
