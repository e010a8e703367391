
let environment = incident_reported::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = incident_reported::Content::new(
    environment,
    "https://tickets.example.com/SHOP-318".parse()?,
);
let mut event = IncidentReported::new(source, "incident/9".parse()?, content);
event.subject.content.artifact_id = Some("pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?);
event.subject.content.description = Some("Every tenth order fails.".to_owned());
let json = event.to_json();
