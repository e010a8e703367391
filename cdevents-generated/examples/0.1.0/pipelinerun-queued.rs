
let source = "https://ci.example.com/main".parse()?;
let content = pipeline_run_queued::Content::default();
let mut event = PipelineRunQueued::new(source, "pipeline/release/58".parse()?, content);
event.subject.content.pipeline_name = Some("release".to_owned());
event.subject.content.url = Some("https://ci.example.com/runs/4711".to_owned());
let json = event.to_json();
