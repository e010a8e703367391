
let environment = service_removed::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = service_removed::Content::new(environment);
let mut event = ServiceRemoved::new(source, "service/checkout".parse()?, content);
event.subject.source = Some("https://platform.example.com".parse()?);
let json = event.to_json();
