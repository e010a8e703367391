
let environment = service_deployed::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = service_deployed::Content::new(
    environment,
    "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?,
);
let mut event = ServiceDeployed::new(source, "service/checkout".parse()?, content);
event.subject.source = Some("https://platform.example.com".parse()?);
let json = event.to_json();
