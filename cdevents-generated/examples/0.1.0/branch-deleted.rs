
let repository = branch_deleted::Repository::new("shop/checkout".parse()?);
let source = "https://ci.example.com/main".parse()?;
let content = branch_deleted::Content::new(repository);
let mut event = BranchDeleted::new(source, "fix-rounding".parse()?, content);
event.subject.source = Some("https://git.example.com".to_owned());
let json = event.to_json();
