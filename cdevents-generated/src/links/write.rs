//! Writing links as the JSON of a release.

use super::event_link::EventLink;
use super::reference::EventReference;
use super::spelling::{END, LinkType, PATH, Part, RELATION, Spelling};
use crate::JsonObject;
use crate::json::write::{push_key, push_string, separate};

/// Returns an array of links. The error says what the release can't express.
pub(crate) fn links<'a>(
    spelling: &Spelling,
    links: impl IntoIterator<Item = &'a EventLink>,
) -> Result<String, String> {
    let mut json = String::from("[");
    for one in links {
        separate(&mut json);
        json.push_str(&link(spelling, one)?);
    }
    json.push(']');
    Ok(json)
}

/// Adds a link to an array of links, which is compact, or creates the array.
pub(crate) fn appended(links: Option<&str>, link: &str) -> String {
    match links.and_then(|links| links.strip_suffix(']')) {
        None | Some("[") => format!("[{link}]"),
        Some(others) => format!("{others},{link}]"),
    }
}

/// Returns a link. The error says what the release can't express.
pub(crate) fn link(spelling: &Spelling, link: &EventLink) -> Result<String, String> {
    let value = match link {
        EventLink::End { .. } => END,
        EventLink::Path { .. } => PATH,
        EventLink::Relation { .. } => RELATION,
        EventLink::Other(json) => return Ok(json.as_str().to_owned()),
    };
    let mut types = spelling.types().iter();
    let Some(r#type) = types.find(|r#type| r#type.value == value) else {
        return Err(format!("the release has no link of type `{value}`"));
    };
    let mut object = Object::new(r#type);
    object.text(r#type.tag, value);
    match link {
        EventLink::End {
            from: Some(from), ..
        }
        | EventLink::Path { from, .. } => {
            object.reference(Part::From, from)?;
        }
        EventLink::Relation { kind, target, .. } => {
            object.text(object.key(Part::Kind, "kind")?, kind.as_str());
            object.reference(Part::Target, target)?;
        }
        EventLink::End { from: None, .. } | EventLink::Other(_) => {}
    }
    if let Some(tags) = link.tags() {
        object.tags(tags)?;
    }
    Ok(object.finish())
}

/// A link that is being written.
struct Object<'a> {
    r#type: &'a LinkType,
    json: String,
}

impl<'a> Object<'a> {
    fn new(r#type: &'a LinkType) -> Self {
        let json = String::from("{");
        Self { r#type, json }
    }

    fn key(&self, part: Part, name: &str) -> Result<&'static str, String> {
        let key = self.r#type.key(part);
        key.ok_or_else(|| format!("a link of type `{}` has no `{name}`", self.r#type.value))
    }

    fn text(&mut self, key: &str, text: &str) {
        push_key(&mut self.json, key);
        push_string(&mut self.json, text);
    }

    fn tags(&mut self, tags: &JsonObject) -> Result<(), String> {
        let key = self.key(Part::Tags, "tags")?;
        push_key(&mut self.json, key);
        self.json.push_str(tags.as_str());
        Ok(())
    }

    fn reference(&mut self, part: Part, reference: &EventReference) -> Result<(), String> {
        let name = match part {
            Part::Target => "target",
            Part::From | Part::Kind | Part::Tags => "from",
        };
        let key = self.key(part, name)?;
        push_key(&mut self.json, key);
        self.json.push('{');
        let id_key = self.r#type.id_key(part);
        if let Some(id) = reference.id() {
            let Some(key) = id_key else {
                return Err(format!("`{name}` has no property for an event's ID"));
            };
            self.text(key, id);
        }
        for (key, value) in reference.iter() {
            if Some(key) == id_key {
                return Err(format!(
                    "`{name}` uses the key `{key}` for the event's ID; give the ID as such"
                ));
            }
            push_key(&mut self.json, key);
            self.json.push_str(value.as_str());
        }
        self.json.push('}');
        Ok(())
    }

    fn finish(mut self) -> String {
        self.json.push('}');
        self.json
    }
}
