
let repository = change_reviewed::Repository::new("shop/checkout".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = change_reviewed::Content::new(repository);
let mut event = ChangeReviewed::new(source, "change/42".parse()?, content);
event.subject.source = Some("https://git.example.com".to_owned());
let json = event.to_json();
