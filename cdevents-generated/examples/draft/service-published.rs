
let environment = service_published::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = service_published::Content::new(environment);
let mut event = ServicePublished::new(source, "service/checkout".parse()?, content);
event.subject.source = Some("https://platform.example.com".parse()?);
let json = event.to_json();
