//! The event that a schema describes.

use semver::Version;

use crate::Error;
use crate::documents::Node;

use super::located::Located;
use super::rules::{Lowering, Policy};

const PREFIX: &str = "dev.cdevents.";

/// The maximum number of `$ref`s in a row.
const MAX_REFERENCES: usize = 100;

/// An event's subject, predicate and version.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) subject: String,
    pub(super) predicate: String,
    /// The version of the event type. The draft has none.
    pub(super) version: Option<String>,
    /// Whether the schema requires the event type. If not, its `$id` names the event.
    pub(super) is_type_pinned: bool,
}

impl Identity {
    /// Returns the event that a schema describes, by the constant `type` that it requires, or else by
    /// its `$id`. Lowers the schema of the type only, since other parts may not be supported.
    pub(super) fn of(document: &Node<'_>) -> Result<Self, Error> {
        let node = property(&property(document, "context")?, "type")?;
        let mut lowering = Lowering::new(Policy::STRICT);
        let id = lowering.document(&node)?;
        let rules = lowering.finish();
        let r#type = Located {
            rules: &rules,
            id,
            node,
        };
        let has_values = r#type.schema().values.is_some();
        match r#type.strings()?.as_deref() {
            Some([(text, place)]) => Self::of_type(text).ok_or_else(|| {
                place.error(format!(
                    "`{text}` is not an event type: expected `{PREFIX}<subject>.<predicate>`, with a \
                     version or without"
                ))
            }),
            Some(_) => Err(r#type.error("must be a constant: the event type")),
            None if has_values => {
                Err(r#type.error("must be a constant, the event type, without other keywords"))
            }
            None => Self::of_id(document.id()).ok_or_else(|| {
                r#type.error(format!(
                    "must be a constant, the event type, because the `$id` {} does not end with \
                     `<subject>-<predicate>-event`",
                    document.id()
                ))
            }),
        }
    }

    fn of_type(text: &str) -> Option<Self> {
        let parts: Vec<_> = text.strip_prefix(PREFIX)?.split('.').collect();
        let (name, version) = parts.split_at_checked(2)?;
        let version = version.join(".");
        let is_version = version.is_empty() || Version::parse(&version).is_ok();
        (is_version && name.iter().all(|part| !part.is_empty())).then(|| Self {
            subject: name[0].to_owned(),
            predicate: name[1].to_owned(),
            version: (!version.is_empty()).then_some(version),
            is_type_pinned: true,
        })
    }

    /// Parses `…/pipeline-run-finished-event`. In event types, a subject of several words is one word.
    fn of_id(id: &str) -> Option<Self> {
        let name = id.rsplit('/').next()?.strip_suffix("-event")?;
        let (subject, predicate) = name.rsplit_once('-')?;
        let subject = subject.replace('-', "");
        (!subject.is_empty() && !predicate.is_empty()).then(|| Self {
            subject,
            predicate: predicate.to_owned(),
            version: None,
            is_type_pinned: false,
        })
    }

    /// Returns the event's name: `service.deployed`.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.subject, self.predicate)
    }

    /// Returns the event type, or the start of it if the schema does not require one.
    pub(super) fn event_type(&self) -> String {
        let name = self.name();
        match &self.version {
            Some(version) => format!("{PREFIX}{name}.{version}"),
            None => format!("{PREFIX}{name}"),
        }
    }
}

fn property<'a>(object: &Node<'a>, key: &str) -> Result<Node<'a>, Error> {
    let start = object.require("properties")?.require(key)?;
    let mut node = start.clone();
    for _ in 0..MAX_REFERENCES {
        if node.get("$ref").is_none() {
            return Ok(node);
        }
        node = node.follow()?;
    }
    Err(start.error("this `$ref` leads back to itself"))
}
