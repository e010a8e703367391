
let source = "https://ci.example.com/main".parse()?;
let content = test_output_published::Content::new(
    test_output_published::OutputType::Report,
    "text/html".to_owned(),
);
let mut event = TestOutputPublished::new(source, "report/905".parse()?, content);
event.subject.content.test_case_run = Some(test_output_published::TestCaseRun::new(
    "test-case-run/905".parse()?,
));
event.subject.content.uri = Some("https://ci.example.com/reports/905".parse()?);
let json = event.to_json();
