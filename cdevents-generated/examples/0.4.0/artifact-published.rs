
let source = "https://ci.example.com/main".parse()?;
let content = artifact_published::Content::default();
let mut event = ArtifactPublished::new(
    source,
    "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?,
    content,
);
event.subject.content.sbom = Some(artifact_published::Sbom::new(
    "https://registry.example.com/checkout.spdx.json".parse()?,
));
event.subject.content.user = Some("alex".parse()?);
let json = event.to_json();
