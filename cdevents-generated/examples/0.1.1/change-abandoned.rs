
let source = "https://ci.example.com/main".parse()?;
let content = change_abandoned::Content::default();
let mut event = ChangeAbandoned::new(source, "change/42".parse()?, content);
event.subject.content.repository =
    Some(change_abandoned::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
