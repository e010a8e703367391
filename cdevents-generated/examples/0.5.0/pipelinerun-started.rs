
let source = "https://ci.example.com/main".parse()?;
let content = pipeline_run_started::Content::new(
    "release".to_owned(),
    "https://ci.example.com/runs/4711".parse()?,
);
let mut event = PipelineRunStarted::new(source, "pipeline/release/58".parse()?, content);
event.subject.source = Some("https://ci.example.com/main".parse()?);
let json = event.to_json();
