
let repository = branch_created::Repository::new("shop/checkout".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = branch_created::Content::new(repository);
let mut event = BranchCreated::new(source, "fix-rounding".parse()?, content);
event.subject.source = Some("https://git.example.com".to_owned());
let json = event.to_json();
