
let source = "https://ci.example.com/main".parse()?;
let content = ticket_created::Content::new(
    "Prices are rounded up".to_owned(),
    "alex".parse()?,
    "https://tickets.example.com/SHOP-318".parse()?,
);
let mut event = TicketCreated::new(source, "SHOP-318".parse()?, content);
event.subject.content.assignees = Some(vec!["kim".to_owned()]);
event.subject.content.group = Some("checkout".to_owned());
let json = event.to_json();
