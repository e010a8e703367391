
let source = "https://ci.example.com/main".parse()?;
let content = build_finished::Content::default();
let mut event = BuildFinished::new(source, "build/1207".parse()?, content);
event.subject.content.artifact_id =
    Some("pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".to_owned());
let json = event.to_json();
