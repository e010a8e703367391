use cdevents_generated::JsonObject;
use serde_json::json;

let source = "https://ci.example.com/main".parse()?;
let content = JsonObject::try_from(&json!({ "percent": 15, "products": ["socks", "shoes"] }))?;
let subject = custom_event::Subject::new(
    "discount/spring".parse()?,
    "shop-discount".parse()?,
    content.into(),
);
let mut event: CustomEvent = CustomEvent::of_type(
    "dev.cdeventsx.shop-discount.started".parse()?,
    source,
    subject,
);
event.subject.source = Some("https://shop.example.com".parse()?);
let json = event.to_json();
