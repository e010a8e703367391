
let source = "https://ci.example.com/main".parse()?;
let content = artifact_downloaded::Content::default();
let mut event = ArtifactDownloaded::new(
    source,
    "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?,
    content,
);
event.subject.content.user = Some("alex".parse()?);
let json = event.to_json();
