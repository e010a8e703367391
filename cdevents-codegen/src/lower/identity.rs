//! Which event a schema is of.

use crate::Error;
use crate::documents::resolve::Node;
use crate::model::ReleaseName;

use super::events::property;
use super::keywords;

const PREFIX: &str = "dev.cdevents.";

/// An event: what happened to what, in which version.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) subject: String,
    pub(super) predicate: String,
    /// The event's own version. The draft has none.
    pub(super) version: Option<String>,
    /// Does the schema demand the type? If not, its `$id` says which event it is.
    pub(super) is_type_pinned: bool,
}

impl Identity {
    /// The event that a schema is of: by the type that it demands, or else by its `$id`.
    pub(super) fn of(document: &Node<'_>) -> Result<Self, Error> {
        let r#type = property(&property(document, "context")?, "type")?;
        match keywords::strings(&r#type)?.as_deref() {
            Some([(text, place)]) => Self::of_type(text).ok_or_else(|| {
                place.error(format!(
                    "`{text}` is no event type: `{PREFIX}<subject>.<predicate>`, and a version if need be"
                ))
            }),
            Some(_) => Err(r#type.error("must be a constant: the event's type")),
            None if r#type.get("const").or(r#type.get("enum")).is_some() => {
                let reason = "must be a constant, the event's type, and say nothing else";
                Err(r#type.error(reason))
            }
            None => Self::of_id(document.id()).ok_or_else(|| {
                r#type.error(format!(
                    "must be a constant, the event's type, since the `$id` {} doesn't end \
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
        let is_version = version.is_empty() || version.parse::<ReleaseName>().is_ok();
        (is_version && name.iter().all(|part| !part.is_empty())).then(|| Self {
            subject: name[0].to_owned(),
            predicate: name[1].to_owned(),
            version: (!version.is_empty()).then_some(version),
            is_type_pinned: true,
        })
    }

    /// `…/pipeline-run-finished-event`: of a subject of several words, types make one.
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

    /// The type that the schema demands, or what the type begins with.
    pub(super) fn event_type(&self) -> String {
        let Self {
            subject, predicate, ..
        } = self;
        match &self.version {
            Some(version) => format!("{PREFIX}{subject}.{predicate}.{version}"),
            None => format!("{PREFIX}{subject}.{predicate}"),
        }
    }
}
