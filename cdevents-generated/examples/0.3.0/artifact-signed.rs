
let source = "https://ci.example.com/main".parse()?;
let content = artifact_signed::Content::new("MEUCIQDk3bq0h9sVYtD1".parse()?);
let mut event = ArtifactSigned::new(
    source,
    "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?,
    content,
);
event.subject.source = Some("https://registry.example.com".parse()?);
let json = event.to_json();
