
let repository = change_abandoned::Repository::new("shop/checkout".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = change_abandoned::Content::new(repository);
let mut event = ChangeAbandoned::new(source, "change/42".parse()?, content);
event.subject.source = Some("https://git.example.com".to_owned());
let json = event.to_json();
