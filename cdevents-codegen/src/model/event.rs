//! Events.

use super::rules::SchemaId;
use super::shape::{ShapeId, Type};

/// The start of the type of each custom event.
pub(crate) const CUSTOM_PREFIX: &str = "dev.cdeventsx.";

/// The pattern that the schemas of custom events require of the event type.
pub(crate) const CUSTOM_EVENT_TYPE: &str =
    r"^dev\.cdeventsx\.[a-zA-Z0-9]+-[a-zA-Z]+\.[a-zA-Z]+\.[0-9]\.[0-9]\.[0-9]$";

/// An event of a release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event {
    /// The subject and the predicate, such as `service.deployed`; for custom events, `custom`.
    pub name: String,
    /// The stage of the software life cycle. Custom events have none.
    pub stage: Option<String>,
    /// The Rust type: `ServiceDeployed`.
    pub type_name: String,
    /// The Rust module: `service_deployed`.
    pub module_name: String,
    /// What the event means, as Markdown.
    pub description: String,
    /// The event type; for custom events, its first segments.
    pub event_type: String,
    /// Whether the schema requires this type. If not, more may follow it.
    pub is_type_pinned: bool,
    /// The type of the subject.
    pub subject_type: String,
    /// The `$id` of the schema.
    pub schema_id: String,
    /// The number of the schema.
    pub schema: SchemaId,
    /// The type of the context.
    pub context: ShapeId,
    /// The type of the subject, in which [`Type::Content`] stands for the content.
    pub subject: ShapeId,
    /// The type of the content.
    pub content: Type,
    /// The types within the content, by their names in the event's module.
    pub parts: Vec<(String, ShapeId)>,
    /// The position of the environment, if this is a continuous deployment event.
    pub environment: Option<EnvironmentPlace>,
}

impl Event {
    /// Returns the version of the event type, if it has one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let (_, rest) = self.event_type.split_once(&self.name)?;
        rest.strip_prefix('.')
    }

    /// Returns the name of the event's files: `service-deployed`.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.name.replace('.', "-")
    }

    /// Returns whether this event stands for all custom events.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.event_type.starts_with(CUSTOM_PREFIX)
    }
}

/// The position of the environment in an event.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnvironmentPlace {
    /// Whether the environment is the subject, rather than a property of the content.
    pub is_subject: bool,
    /// Whether the event must have it.
    pub required: bool,
    /// The Rust field with its name.
    pub name: Option<String>,
    /// The Rust field with its URL.
    pub url: Option<String>,
    /// The Rust field with the source of its ID.
    pub source: Option<String>,
}
