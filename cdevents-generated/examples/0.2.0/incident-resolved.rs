
let environment = incident_resolved::Environment::new("production".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = incident_resolved::Content::new(environment);
let mut event = IncidentResolved::new(source, "incident/9".parse()?, content);
event.subject.content.artifact_id = Some("pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?);
event.subject.content.description = Some("Every tenth order fails.".to_owned());
let json = event.to_json();
