//! Reading links from the JSON of a release.

use std::collections::BTreeMap;

use super::event_link::EventLink;
use super::reference::EventReference;
use super::spelling::{END, LinkType, PATH, Part, RELATION, Spelling};
use crate::{Json, JsonObject};

/// Reads the links of an event.
pub(crate) fn links(spelling: &Spelling, links: Vec<Json>) -> Vec<EventLink> {
    let links = links.into_iter();
    links
        .map(|json| known(spelling, &json).unwrap_or(EventLink::Other(json)))
        .collect()
}

/// Reads a link, unless it has something that an [`EventLink`] of its type has no place for.
fn known(spelling: &Spelling, json: &Json) -> Option<EventLink> {
    let mut link = Properties(json.read().ok()?);
    let is_type = |r#type: &&LinkType| {
        let value = link.0.get(r#type.tag);
        let value = value.and_then(|value| value.read::<String>().ok());
        value.is_some_and(|value| value == r#type.value)
    };
    let r#type = spelling.types().iter().find(is_type)?;
    link.0.remove(r#type.tag);
    let tags = match link.take(r#type, Part::Tags) {
        Some(tags) => Some(JsonObject::try_from(tags).ok()?),
        None => None,
    };
    let read = match r#type.value {
        END => EventLink::End {
            from: match link.take(r#type, Part::From) {
                Some(from) => Some(reference(r#type, Part::From, &from)?),
                None => None,
            },
            tags,
        },
        PATH => EventLink::Path {
            from: reference(r#type, Part::From, &link.take(r#type, Part::From)?)?,
            tags,
        },
        RELATION => EventLink::Relation {
            kind: link.take(r#type, Part::Kind)?.read().ok()?,
            target: reference(r#type, Part::Target, &link.take(r#type, Part::Target)?)?,
            tags,
        },
        _ => return None,
    };
    link.0.is_empty().then_some(read)
}

/// The properties of a link that aren't read yet.
struct Properties(BTreeMap<String, Json>);

impl Properties {
    fn take(&mut self, r#type: &LinkType, part: Part) -> Option<Json> {
        self.0.remove(r#type.key(part)?)
    }
}

fn reference(r#type: &LinkType, part: Part, json: &Json) -> Option<EventReference> {
    let mut properties: BTreeMap<String, Json> = json.read().ok()?;
    let id = r#type.id_key(part).and_then(|key| properties.remove(key));
    let id = match id {
        Some(id) => Some(id.read().ok()?),
        None => None,
    };
    Some(EventReference::from_parts(id, properties))
}
