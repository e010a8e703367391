
let source = "https://ci.example.com/main".parse()?;
let content = test_case_started::Content::default();
let mut event = TestCaseStarted::new(source, "checkout/pays-by-card".parse()?, content);
event.subject.source = Some("https://ci.example.com/main".parse()?);
let json = event.to_json();
