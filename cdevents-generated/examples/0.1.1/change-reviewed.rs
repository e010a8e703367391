
let source = "https://ci.example.com/main".parse()?;
let content = change_reviewed::Content::default();
let mut event = ChangeReviewed::new(source, "change/42".parse()?, content);
event.subject.content.repository =
    Some(change_reviewed::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
