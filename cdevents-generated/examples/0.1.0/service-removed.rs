
let source = "https://ci.example.com/main".parse()?;
let content = service_removed::Content::default();
let mut event = ServiceRemoved::new(source, "service/checkout".parse()?, content);
event.subject.content.environment =
    Some(service_removed::Environment::new("production".parse()?));
let json = event.to_json();
