
let source = "https://ci.example.com/main".parse()?;
let content = test_case_finished::Content::default();
let mut event = TestCaseFinished::new(source, "checkout/pays-by-card".parse()?, content);
event.subject.source = Some("https://ci.example.com/main".parse()?);
let json = event.to_json();
