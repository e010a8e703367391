
let repository = change_merged::Repository::new("shop/checkout".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = change_merged::Content::new(repository);
let mut event = ChangeMerged::new(source, "change/42".parse()?, content);
event.subject.source = Some("https://git.example.com".to_owned());
let json = event.to_json();
