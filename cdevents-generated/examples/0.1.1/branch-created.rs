
let source = "https://ci.example.com/main".parse()?;
let content = branch_created::Content::default();
let mut event = BranchCreated::new(source, "fix-rounding".parse()?, content);
event.subject.content.repository =
    Some(branch_created::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
