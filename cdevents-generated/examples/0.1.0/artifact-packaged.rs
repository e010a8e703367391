
let change = artifact_packaged::Change::new("change/42".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = artifact_packaged::Content::new(change);
let mut event = ArtifactPackaged::new(
    source,
    "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?,
    content,
);
event.subject.source = Some("https://registry.example.com".to_owned());
let json = event.to_json();
