
let source = "https://ci.example.com/main".parse()?;
let content = task_run_started::Content::default();
let mut event = TaskRunStarted::new(source, "task/compile/311".parse()?, content);
event.subject.content.pipeline_run = Some(task_run_started::PipelineRun::new(
    "pipeline/release/58".parse()?,
));
event.subject.content.task_name = Some("compile".to_owned());
let json = event.to_json();
