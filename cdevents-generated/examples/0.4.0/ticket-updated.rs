
let source = "https://ci.example.com/main".parse()?;
let content = ticket_updated::Content::new("https://tickets.example.com/SHOP-318".parse()?);
let mut event = TicketUpdated::new(source, "SHOP-318".parse()?, content);
event.subject.content.assignees = Some(vec!["kim".to_owned()]);
event.subject.content.creator = Some("alex".parse()?);
let json = event.to_json();
