
let source = "https://ci.example.com/main".parse()?;
let content = repository_created::Content::new(
    "checkout".parse()?,
    "https://git.example.com/shop/checkout.git".parse()?,
);
let mut event = RepositoryCreated::new(source, "shop/checkout".parse()?, content);
event.subject.content.owner = Some("shop".to_owned());
event.subject.content.view_url = Some("https://git.example.com/shop/checkout".to_owned());
let json = event.to_json();
