
let source = "https://ci.example.com/main".parse()?;
let content = ticket_closed::Content::new(
    "https://tickets.example.com/SHOP-318".parse()?,
    ticket_closed::Resolution::Completed,
);
let mut event = TicketClosed::new(source, "SHOP-318".parse()?, content);
event.subject.content.assignees = Some(vec!["kim".to_owned()]);
event.subject.content.creator = Some("alex".parse()?);
let json = event.to_json();
