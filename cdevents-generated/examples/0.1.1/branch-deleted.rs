
let source = "https://ci.example.com/main".parse()?;
let content = branch_deleted::Content::default();
let mut event = BranchDeleted::new(source, "fix-rounding".parse()?, content);
event.subject.content.repository =
    Some(branch_deleted::Repository::new("shop/checkout".parse()?));
let json = event.to_json();
