
let source = "https://ci.example.com/main".parse()?;
let content = repository_modified::Content::default();
let mut event = RepositoryModified::new(source, "shop/checkout".parse()?, content);
event.subject.content.name = Some("checkout".to_owned());
event.subject.content.owner = Some("shop".to_owned());
let json = event.to_json();
