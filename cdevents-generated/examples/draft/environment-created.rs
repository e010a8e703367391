
let source = "https://ci.example.com/main".parse()?;
let content = environment_created::Content::default();
let mut event = EnvironmentCreated::new(source, "production".parse()?, content);
event.subject.content.name = Some("Production".to_owned());
event.subject.content.url = Some("https://platform.example.com/production".parse()?);
let json = event.to_json();
