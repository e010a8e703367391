
let source = "https://ci.example.com/main".parse()?;
let content = test_suite_started::Content::default();
let mut event = TestSuiteStarted::new(source, "checkout".parse()?, content);
event.subject.source = Some("https://ci.example.com/main".to_owned());
let json = event.to_json();
