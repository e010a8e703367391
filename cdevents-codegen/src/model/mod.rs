//! What the generator knows of the specification once it is lowered: plain data.

pub mod rules;

use std::fmt;
use std::str::FromStr;

use crate::examples::Examples;
use crate::model::rules::{Rules, SchemaId, Text};

/// Every release, and the shapes that their events are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The releases, oldest first.
    pub releases: Vec<Release>,
    /// The stages of the life of software that events belong to, in order.
    pub stages: Vec<String>,
    /// The shapes, each once, in the order of their first appearance.
    pub shapes: Vec<Shape>,
    /// What the schemas demand, of all releases.
    pub rules: Rules,
    /// The corrections that were made, in the order of their file.
    pub corrections: Vec<Correction>,
    /// The values that examples are made of.
    pub examples: Examples,
}

impl Model {
    /// A shape by its number.
    #[must_use]
    pub fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    /// Returns whether a shape is the context of an event.
    #[must_use]
    pub fn is_context(&self, id: ShapeId) -> bool {
        let mut events = self.releases.iter().flat_map(Release::all_events);
        events.any(|event| event.context == id)
    }
}

/// The name of a release: `draft`, or a version such as `0.5.1`.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct ReleaseName(Option<(u64, u64, u64)>);

impl ReleaseName {
    /// Does the specification have custom events by then?
    pub(crate) fn has_custom_events(&self) -> bool {
        self.0 >= Some((0, 4, 0))
    }

    /// Its Rust module: `v0_5_1`.
    #[must_use]
    pub fn module(&self) -> String {
        match self.0 {
            None => "draft".to_owned(),
            Some((major, minor, patch)) => format!("v{major}_{minor}_{patch}"),
        }
    }

    /// Its name in a sentence: `Release 0.5.1`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.0 {
            None => "The draft".to_owned(),
            Some(_) => format!("Release {self}"),
        }
    }

    /// Its Rust variant, and the end of a shape's name: `V0_5_1`.
    #[must_use]
    pub fn variant(&self) -> String {
        match self.0 {
            None => "Draft".to_owned(),
            Some((major, minor, patch)) => format!("V{major}_{minor}_{patch}"),
        }
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => formatter.write_str("draft"),
            Some((major, minor, patch)) => write!(formatter, "{major}.{minor}.{patch}"),
        }
    }
}

impl FromStr for ReleaseName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "draft" {
            return Ok(Self(None));
        }
        let numbers: Result<Vec<u64>, _> = text.split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok([major, minor, patch]) => Ok(Self(Some((*major, *minor, *patch)))),
            _ => Err(format!(
                "`{text}` is neither `draft` nor a version such as `0.5.1`"
            )),
        }
    }
}

/// A release of the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    /// Its name.
    pub name: ReleaseName,
    /// The events, sorted by type.
    pub events: Vec<Event>,
    /// The custom event, where the release has one.
    pub custom_event: Option<Event>,
    /// The links that travel by themselves, where the release has them.
    pub link: Option<Link>,
}

impl Release {
    /// The events, and behind them the custom event.
    pub fn all_events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().chain(&self.custom_event)
    }
}

impl Release {
    /// The type of the links in the contexts of events, where the release has them.
    #[must_use]
    pub fn embedded_link(&self, model: &Model) -> Option<ShapeId> {
        let contexts = self.events.iter().map(|event| model.shape(event.context));
        let mut fields = contexts.flat_map(|context| context.form.fields());
        fields.find_map(|field| match &field.value {
            FieldValue::Of(Type::List(items)) if field.key == "links" => match **items {
                Type::Shape(id) => Some(id),
                _ => None,
            },
            _ => None,
        })
    }
}

/// The links that travel by themselves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// Their shape: a [`Form::Union`].
    pub shape: ShapeId,
    /// For each alternative of the union: the schema's `$id`, and the schema.
    pub schemas: Vec<(String, SchemaId)>,
}

impl Link {
    /// The kinds of links: each with the `$id` of its schema, and the schema.
    pub fn kinds<'a>(
        &'a self,
        model: &'a Model,
    ) -> impl Iterator<Item = (&'a Alternative, &'a str, SchemaId)> {
        let alternatives = model.shape(self.shape).form.alternatives().iter();
        let schemas = self.schemas.iter();
        let kinds = alternatives.zip(schemas);
        kinds.map(|(alternative, (id, schema))| (alternative, id.as_str(), *schema))
    }
}

/// A correction of the specification's schemas.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Correction {
    /// The release that has the fault.
    pub release: ReleaseName,
    /// The documents: their `$id`s; of those without one, how their paths end.
    pub documents: Vec<String>,
    /// The place in each of them: a JSON Pointer.
    pub pointer: String,
    /// What is wrong.
    pub problem: String,
    /// What is done about it.
    pub correction: String,
    /// Why that is right.
    pub reason: String,
    /// The release that has it so.
    pub fixed_in: Option<String>,
    /// Where it was reported.
    pub issue: Option<String>,
}

/// A kind of event.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event {
    /// Its name: what happened to what, such as `service.deployed`; of custom events, `custom`.
    pub name: String,
    /// The stage that it belongs to; custom events belong to none.
    pub stage: Option<String>,
    /// Its Rust type: `ServiceDeployed`.
    pub type_name: String,
    /// Its Rust module: `service_deployed`.
    pub module_name: String,
    /// What it means.
    pub description: String,
    /// The event type; of custom events, what all of them begin with.
    pub event_type: String,
    /// Does the schema demand this type? If not, it may have anything behind it.
    pub is_type_pinned: bool,
    /// The type of the subject.
    pub subject_type: String,
    /// The schema's `$id`.
    pub schema_id: String,
    /// The schema, among the release's rules.
    pub schema: SchemaId,
    /// The shape of the context.
    pub context: ShapeId,
    /// The shape of the subject, in which [`Type::Content`] stands for the content.
    pub subject: ShapeId,
    /// The content.
    pub content: Type,
    /// The shapes within the content, each with a name that tells it from the event's others.
    pub parts: Vec<(String, ShapeId)>,
    /// Where the environment is, in a continuous deployment event.
    pub environment: Option<EnvironmentPlace>,
}

impl Event {
    /// The version of its type, if that has one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let (_, behind) = self.event_type.split_once(&self.name)?;
        behind.strip_prefix('.')
    }

    /// What files about it are called: `service-deployed`.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.name.replace('.', "-")
    }

    /// Is it the event of those who have events of their own?
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.event_type.starts_with("dev.cdeventsx.")
    }
}

/// Where an event has its environment.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnvironmentPlace {
    /// Is it the subject, or else a member of the content?
    pub is_subject: bool,
    /// Must the event have it?
    pub required: bool,
    /// The Rust field with its name for people.
    pub name: Option<String>,
    /// The Rust field that says where it is.
    pub url: Option<String>,
    /// The Rust field that says who gave it its id.
    pub source: Option<String>,
}

/// The number of a shape in its model.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ShapeId(pub usize);

/// A type that is generated: once, however many events have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shape {
    /// Its Rust name.
    pub name: String,
    /// What it stands for, in the words of its first appearance.
    pub description: String,
    /// Where it appeared first: `service.deployed.0.3.0/content`.
    pub origin: String,
    /// What it is.
    pub form: Form,
}

/// What a shape is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Form {
    /// An object with known members.
    Object {
        /// The members: the required ones first.
        fields: Vec<Field>,
        /// May it have members that it doesn't know?
        open: bool,
    },
    /// A string out of a few.
    ClosedEnum(Vec<EnumValue>),
    /// A string with demands that no other type makes.
    Text(Text),
    /// Any JSON that fits a schema.
    Checked(SchemaId),
    /// A string, of which some values are known.
    OpenEnum {
        /// The known ones.
        values: Vec<EnumValue>,
        /// What any other must be.
        other: Type,
    },
    /// An object out of a few, told apart by the value of one member.
    Union {
        /// The key of that member.
        tag: String,
        /// The objects.
        alternatives: Vec<Alternative>,
    },
}

impl Form {
    /// The members of an object.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Object { fields, .. } => fields,
            _ => &[],
        }
    }

    /// The member that tells the objects of a union apart.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        match self {
            Self::Union { tag, .. } => Some(tag),
            _ => None,
        }
    }

    /// The objects of a union.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        match self {
            Self::Union { alternatives, .. } => alternatives,
            _ => &[],
        }
    }
}

/// A member of an object.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Field {
    /// The JSON key.
    pub key: String,
    /// The Rust name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Must it be there?
    pub required: bool,
    /// What it holds.
    pub value: FieldValue,
}

/// What a member holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FieldValue {
    /// A value of a type.
    Of(Type),
    /// One string and no other, so that there is nothing to keep.
    Constant(String),
    /// The event's type, which is another constant in every kind of event.
    EventType,
    /// The subject's type, which is another constant in every kind of subject.
    SubjectType,
}

/// The members that hold something: those of which a struct has a field.
pub fn stored(fields: &[Field]) -> impl Iterator<Item = (&Field, &Type)> {
    fields.iter().filter_map(|field| match &field.value {
        FieldValue::Of(r#type) => Some((field, r#type)),
        FieldValue::Constant(_) | FieldValue::EventType | FieldValue::SubjectType => None,
    })
}

/// The properties that name the release. Every context has one.
pub(crate) const RELEASE_KEYS: [&str; 2] = ["specversion", "version"];

/// Returns the private fields of a context: the release, and the event type if the schema allows
/// several. Users can't set them, so an event never names another release or type than its own.
pub fn hidden(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let hidden = stored(fields).filter(|(field, r#type)| {
        let is_open_type = field.key == "type" && **r#type == Type::NonEmptyText;
        is_open_type || RELEASE_KEYS.contains(&field.key.as_str())
    });
    hidden.map(|(field, _)| field)
}

/// A value of an enum.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnumValue {
    /// The JSON string.
    pub text: String,
    /// The Rust name.
    pub name: String,
}

/// One object of a union.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alternative {
    /// The value of the member that tells the objects apart.
    pub tag: String,
    /// The Rust name of the variant.
    pub name: String,
    /// The object.
    pub shape: ShapeId,
}

/// The type of a value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Type {
    /// Any string.
    Text,
    /// A string that is not empty.
    NonEmptyText,
    /// A URI.
    Uri,
    /// A URI reference that is not empty.
    UriReference,
    /// A date and time.
    Timestamp,
    /// The type of a custom event.
    CustomEventType,
    /// `true` or `false`.
    Boolean,
    /// Any object.
    FreeObject,
    /// An array.
    List(Box<Type>),
    /// A generated type.
    Shape(ShapeId),
    /// Within a subject: the content of the event at hand.
    Content,
}

impl Type {
    /// It as it stands in Rust, without a path.
    #[must_use]
    pub fn rust_name(&self, model: &Model) -> String {
        match self {
            Self::Text => "String".to_owned(),
            Self::NonEmptyText => "NonEmptyString".to_owned(),
            Self::Uri => "Uri".to_owned(),
            Self::UriReference => "UriReference".to_owned(),
            Self::Timestamp => "Timestamp".to_owned(),
            Self::CustomEventType => "CustomEventType".to_owned(),
            Self::Boolean => "bool".to_owned(),
            Self::FreeObject => "JsonObject".to_owned(),
            Self::List(items) => format!("Vec<{}>", items.rust_name(model)),
            Self::Shape(id) => model.shape(*id).name.clone(),
            Self::Content => "Content".to_owned(),
        }
    }
}
