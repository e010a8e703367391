
let source = "https://ci.example.com/main".parse()?;
let content = change_merged::Content::default();
let mut event = ChangeMerged::new(source, "change/42".parse()?, content);
event.subject.content.repository =
    Some(change_merged::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
