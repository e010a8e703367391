
let source = "https://ci.example.com/main".parse()?;
let content = pipeline_run_finished::Content::default();
let mut event = PipelineRunFinished::new(source, "pipeline/release/58".parse()?, content);
event.subject.content.errors = Some("the compiler ran out of memory".to_owned());
event.subject.content.outcome = Some(pipeline_run_finished::Outcome::Failure);
let json = event.to_json();
