
let source = "https://ci.example.com/main".parse()?;
let content = change_updated::Content::default();
let mut event = ChangeUpdated::new(source, "change/42".parse()?, content);
event.subject.content.repository =
    Some(change_updated::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
