//! What a conversion did to an event.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::Json;
use crate::json::wording::{quoted, shortened};

/// A change that a conversion made to an event, other than to the release's name, the version in the
/// event type, and the subject's type, which follow from the event and the release.
///
/// Pointers are [JSON Pointers](https://www.rfc-editor.org/rfc/rfc6901). The `Display` form is one line.
///
/// It serializes as an object: `kind`, such as `moved`; `message`, its `Display` form; `loss`; and, if
/// they are known, `from`, `to`, `old` and `new`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    pub(super) kind: NoteKind,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) old: Option<Json>,
    pub(super) new: Option<Json>,
    pub(super) origin: Option<Origin>,
    pub(super) is_kept: bool,
}

/// The kind of a [`Note`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum NoteKind {
    /// A property has another name or place in the target.
    Moved,
    /// The target has another word for the same value.
    Changed,
    /// The target has no place for a value.
    Dropped,
    /// The target demands another value, and the old one is lost.
    Replaced,
    /// The target requires a property that the event lacked: see [`Note::origin`].
    Filled,
    /// A value was restored that an earlier conversion kept.
    Restored,
    /// A value was removed that an earlier conversion filled in.
    Removed,
}

impl NoteKind {
    /// Returns the kind as one word in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Dropped => "dropped",
            Self::Replaced => "replaced",
            Self::Filled => "filled",
            Self::Restored => "restored",
            Self::Removed => "removed",
        }
    }
}

/// Where a value comes from that the event lacked.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Origin {
    /// The caller's answer.
    Answer,
    /// The specification: the value holds for every such event.
    Specification,
    /// The event's type.
    EventType,
}

impl Note {
    pub(super) const fn new(kind: NoteKind) -> Self {
        Self {
            kind,
            from: None,
            to: None,
            old: None,
            new: None,
            origin: None,
            is_kept: false,
        }
    }

    pub(super) fn from(self, pointer: String) -> Self {
        let from = Some(pointer);
        Self { from, ..self }
    }

    pub(super) fn to(self, pointer: String) -> Self {
        let to = Some(pointer);
        Self { to, ..self }
    }

    pub(super) fn with_old(self, text: impl Into<Box<str>>) -> Self {
        let old = Some(Json::new(text));
        Self { old, ..self }
    }

    pub(super) fn with_new(self, text: impl Into<Box<str>>) -> Self {
        let new = Some(Json::new(text));
        Self { new, ..self }
    }

    /// Returns the kind of the note.
    #[must_use]
    pub const fn kind(&self) -> NoteKind {
        self.kind
    }

    /// Returns the place in the event as it was; `None` for what was filled in or restored.
    #[must_use]
    pub fn from_pointer(&self) -> Option<&str> {
        self.from.as_deref()
    }

    /// Returns the place in the converted event; `None` for what was dropped or removed.
    #[must_use]
    pub fn to_pointer(&self) -> Option<&str> {
        self.to.as_deref()
    }

    /// Returns the value that the event had; `None` if it is unchanged, or if there was none.
    #[must_use]
    pub const fn old(&self) -> Option<&Json> {
        self.old.as_ref()
    }

    /// Returns the value that the converted event has; `None` if it is unchanged, or if there is none.
    #[must_use]
    pub const fn new_value(&self) -> Option<&Json> {
        self.new.as_ref()
    }

    /// Returns where a value comes from that was filled in.
    #[must_use]
    pub const fn origin(&self) -> Option<Origin> {
        self.origin
    }

    /// Returns whether the old value comes back when the event is converted back, by
    /// [`Loss::Keep`](crate::upgrade::Loss::Keep).
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Returns whether the old value is lost.
    #[must_use]
    pub const fn is_loss(&self) -> bool {
        matches!(self.kind, NoteKind::Dropped | NoteKind::Replaced) && !self.is_kept
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = |pointer: &Option<String>| {
            let pointer = pointer.as_deref().unwrap_or_default();
            shortened(pointer).into_owned()
        };
        let value = |json: &Option<Json>| json.as_ref().map(excerpt).unwrap_or_default();
        let (from, to) = (pointer(&self.from), pointer(&self.to));
        let (old, new) = (value(&self.old), value(&self.new));
        match self.kind {
            NoteKind::Moved => write!(formatter, "moved `{from}` to `{to}`"),
            NoteKind::Changed => write!(formatter, "changed `{to}` from `{old}` to `{new}`"),
            NoteKind::Dropped => write!(formatter, "dropped `{from}`, which was `{old}`"),
            NoteKind::Replaced => write!(formatter, "replaced `{to}`: `{new}` instead of `{old}`"),
            NoteKind::Filled => {
                write!(formatter, "filled `{to}` with `{new}`, from ")?;
                formatter.write_str(match self.origin {
                    Some(Origin::Answer) | None => "the caller's answer",
                    Some(Origin::Specification) => "the specification",
                    Some(Origin::EventType) => "the event type",
                })
            }
            NoteKind::Restored => write!(formatter, "restored `{to}`, which is `{new}`"),
            NoteKind::Removed => write!(
                formatter,
                "removed `{from}`, which an earlier conversion filled with `{old}`"
            ),
        }?;
        if self.is_kept {
            formatter.write_str("; converting back restores it")?;
        }
        Ok(())
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut note = serializer.serialize_map(None)?;
        note.serialize_entry("kind", self.kind.as_str())?;
        note.serialize_entry("message", &self.to_string())?;
        note.serialize_entry("loss", &self.is_loss())?;
        for (key, pointer) in [("from", &self.from), ("to", &self.to)] {
            if let Some(pointer) = pointer {
                note.serialize_entry(key, pointer)?;
            }
        }
        for (key, value) in [("old", &self.old), ("new", &self.new)] {
            if let Some(value) = value {
                note.serialize_entry(key, value)?;
            }
        }
        note.end()
    }
}

/// Returns the beginning of a JSON text, in one line.
pub(super) fn excerpt(json: &Json) -> String {
    match json.read::<String>() {
        Ok(text) => quoted(&text),
        Err(_) => shortened(json.as_str()).into_owned(),
    }
}
