//! Generated types.

use super::rules::{JsonType, SchemaId, StringRules};

/// The number of a generated type in its model.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ShapeId(pub usize);

/// A generated type. Events with equal types share it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shape {
    /// The Rust name.
    pub name: String,
    /// The description at its first appearance, as Markdown.
    pub description: String,
    /// The place of its first appearance: `0.5.1/service.deployed/content`.
    pub origin: String,
    /// The definition.
    pub form: Form,
}

/// The definition of a generated type.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Form {
    /// An object with named properties.
    Object {
        /// The properties, the required ones first.
        fields: Vec<Field>,
        /// Whether other properties are allowed.
        open: bool,
    },
    /// One of a few strings.
    ClosedEnum(Vec<EnumValue>),
    /// A string with rules that no type of the runtime has.
    String(StringRules),
    /// JSON that is valid against a schema.
    Checked(SchemaId),
    /// A value of a type that is valid against a schema.
    Wrapped {
        /// The type.
        inner: Type,
        /// The schema.
        schema: SchemaId,
    },
    /// A value that one of several schemas allows.
    Choice {
        /// The alternatives.
        alternatives: Vec<ChoiceAlternative>,
        /// The schema of all values.
        schema: SchemaId,
    },
    /// A string with some known values. Other values are allowed.
    OpenEnum {
        /// The known values.
        values: Vec<EnumValue>,
        /// The type of all other values.
        other: Type,
    },
    /// One of a few objects, which the value of one property tells apart.
    Union {
        /// The key of that property.
        tag: String,
        /// The objects.
        alternatives: Vec<Alternative>,
    },
}

impl Form {
    /// Returns the properties of an object; none for other forms.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Object { fields, .. } => fields,
            _ => &[],
        }
    }

    /// Returns the property with this key, if this is an object that has it.
    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// Returns the key of the property that tells the objects of a union apart.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        match self {
            Self::Union { tag, .. } => Some(tag),
            _ => None,
        }
    }

    /// Returns the objects of a union; none for other forms.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        match self {
            Self::Union { alternatives, .. } => alternatives,
            _ => &[],
        }
    }
}

/// A property of an object.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Field {
    /// The JSON key.
    pub key: String,
    /// The Rust name.
    pub name: String,
    /// The description, as Markdown.
    pub description: String,
    /// Whether the property is required.
    pub required: bool,
    /// The value.
    pub value: FieldValue,
}

/// The value of a property.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FieldValue {
    /// A value of a type.
    Of(Type),
    /// A constant string, which needs no field.
    Constant(String),
    /// The event type, a constant that differs between events.
    EventType,
    /// The type of the subject, a constant that differs between subjects.
    SubjectType,
}

impl Type {
    /// Returns the generated type in this type, outside of lists and maps.
    pub(crate) fn shape(&self) -> Option<ShapeId> {
        match self {
            Self::Shape(id) => Some(*id),
            Self::Nullable(inner) => inner.shape(),
            _ => None,
        }
    }
}

/// Returns the properties that are fields of the struct: all but constants.
pub fn stored(fields: &[Field]) -> impl Iterator<Item = (&Field, &Type)> {
    fields.iter().filter_map(|field| match &field.value {
        FieldValue::Of(r#type) => Some((field, r#type)),
        FieldValue::Constant(_) | FieldValue::EventType | FieldValue::SubjectType => None,
    })
}

/// The keys of the property that names the release. Every context has one of them.
pub(crate) const RELEASE_KEYS: [&str; 2] = ["specversion", "version"];

/// Returns the hidden fields of a context, which users cannot set, so that an event never has the release
/// or type of another: the release, and the event type if the schema allows several.
pub fn hidden(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let hidden = stored(fields).filter(|(field, r#type)| {
        let is_open_type = field.key == "type" && **r#type == Type::NonEmptyString;
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

/// An object of a union.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alternative {
    /// The value of the property that tells the objects apart.
    pub tag: String,
    /// The Rust name of the variant.
    pub name: String,
    /// The type of the object.
    pub shape: ShapeId,
}

/// An alternative of a choice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChoiceAlternative {
    /// The Rust name of the variant.
    pub name: String,
    /// The type of the value.
    pub r#type: Type,
    /// Which values belong to it, unless they belong to one before it.
    pub holds: Holds,
}

/// Which values belong to an alternative.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Holds {
    /// Those that a schema allows.
    Schema(SchemaId),
    /// Those of a JSON type.
    Type(JsonType),
    /// All.
    All,
}

/// The type of a value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Type {
    /// Any string.
    String,
    /// A non-empty string.
    NonEmptyString,
    /// A URI.
    Uri,
    /// A non-empty URI reference.
    UriReference,
    /// A date and time.
    Timestamp,
    /// The type of a custom event.
    CustomEventType,
    /// `true` or `false`.
    Boolean,
    /// Any object.
    FreeObject,
    /// Any JSON.
    Json,
    /// A number.
    Number,
    /// An array.
    List(Box<Type>),
    /// An object whose properties have any names.
    Map(Box<Type>),
    /// A value or `null`.
    Nullable(Box<Type>),
    /// A generated type.
    Shape(ShapeId),
    /// In a subject: the content of the event.
    Content,
}
