
let source = "https://ci.example.com/main".parse()?;
let content = environment_deleted::Content::default();
let mut event = EnvironmentDeleted::new(source, "production".parse()?, content);
event.subject.content.name = Some("Production".to_owned());
let json = event.to_json();
