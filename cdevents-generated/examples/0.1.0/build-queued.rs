
let source = "https://ci.example.com/main".parse()?;
let content = build_queued::Content::default();
let mut event = BuildQueued::new(source, "build/1207".parse()?, content);
event.subject.source = Some("https://builds.example.com".to_owned());
let json = event.to_json();
