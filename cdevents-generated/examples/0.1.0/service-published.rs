
let source = "https://ci.example.com/main".parse()?;
let content = service_published::Content::default();
let mut event = ServicePublished::new(source, "service/checkout".parse()?, content);
event.subject.content.environment =
    Some(service_published::Environment::new("production".parse()?));
let json = event.to_json();
