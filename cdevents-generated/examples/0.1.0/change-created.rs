
let repository = change_created::Repository::new("shop/checkout".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = change_created::Content::new(repository);
let mut event = ChangeCreated::new(source, "change/42".parse()?, content);
event.subject.source = Some("https://git.example.com".to_owned());
let json = event.to_json();
