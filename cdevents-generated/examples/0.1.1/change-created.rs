
let source = "https://ci.example.com/main".parse()?;
let content = change_created::Content::default();
let mut event = ChangeCreated::new(source, "change/42".parse()?, content);
event.subject.content.repository =
    Some(change_created::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
