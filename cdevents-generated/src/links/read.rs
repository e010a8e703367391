//! Reading links from the JSON of a release.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::event_link::EventLink;
use super::reference::EventReference;
use super::spelling::{END, LinkType, PATH, Part, RELATION, Spelling};
use crate::Json;

/// Reads an array of links. Anything else has none.
pub(crate) fn links(spelling: Option<&Spelling>, json: &str) -> Vec<EventLink> {
    let links: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    let links = links.into_iter();
    links
        .filter_map(|link| {
            let known = spelling.and_then(|spelling| known(spelling, link));
            known.or_else(|| link.get().parse().ok().map(EventLink::Other))
        })
        .collect()
}

/// Returns the keys of all links in an array.
pub(crate) fn keys(json: &str) -> Vec<String> {
    let links: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    let links = links.into_iter().filter_map(Properties::of);
    links.flat_map(|link| link.0.into_keys()).collect()
}

/// Reads a link, unless it has something that an [`EventLink`] of its type has no place for.
fn known(spelling: &Spelling, json: &RawValue) -> Option<EventLink> {
    let mut link = Properties::of(json)?;
    let is_type = |r#type: &&LinkType| {
        let value = link.0.get(r#type.tag);
        let value = value.and_then(|value| serde_json::from_str::<String>(value.get()).ok());
        value.is_some_and(|value| value == r#type.value)
    };
    let r#type = spelling.types().iter().find(is_type)?;
    link.0.remove(r#type.tag);
    let tags = match link.take(r#type, Part::Tags) {
        Some(tags) => Some(tags.get().parse().ok()?),
        None => None,
    };
    let read = match r#type.value {
        END => EventLink::End {
            from: match link.take(r#type, Part::From) {
                Some(from) => Some(reference(r#type, Part::From, from)?),
                None => None,
            },
            tags,
        },
        PATH => EventLink::Path {
            from: reference(r#type, Part::From, link.take(r#type, Part::From)?)?,
            tags,
        },
        RELATION => EventLink::Relation {
            kind: serde_json::from_str(link.take(r#type, Part::Kind)?.get()).ok()?,
            target: reference(r#type, Part::Target, link.take(r#type, Part::Target)?)?,
            tags,
        },
        _ => return None,
    };
    link.0.is_empty().then_some(read)
}

/// The properties of an object that aren't read yet. They are kept as text, because what a link has
/// room for nests deeper than [`Json`] may.
struct Properties<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Properties<'a> {
    fn of(json: &'a RawValue) -> Option<Self> {
        serde_json::from_str(json.get()).ok().map(Self)
    }

    fn take(&mut self, r#type: &LinkType, part: Part) -> Option<&'a RawValue> {
        self.0.remove(r#type.key(part)?)
    }
}

fn reference(r#type: &LinkType, part: Part, json: &RawValue) -> Option<EventReference> {
    let mut properties = Properties::of(json)?.0;
    let id = r#type.id_key(part).and_then(|key| properties.remove(key));
    let id = match id {
        Some(id) => Some(serde_json::from_str(id.get()).ok()?),
        None => None,
    };
    let properties = properties.into_iter();
    let properties: Option<BTreeMap<String, Json>> = properties
        .map(|(key, value)| Some((key, value.get().parse().ok()?)))
        .collect();
    Some(EventReference::from_parts(id, properties?))
}
