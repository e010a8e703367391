//! The entries of the index of known events.

use super::named_release::NamedRelease;
use crate::traits::EventDefinition;
use crate::validate::table::{Property, Schema, Values};
use crate::value::event_type::continues;
use crate::{EventTypeRef, Kind, Release};

/// An event of a release, as the generated index lists it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The event type, or how it begins if the schema leaves the rest open.
    pub(crate) event_type: &'static str,
    pub(crate) schema_id: &'static str,
    pub(crate) release: Release,
    pub(crate) schema: &'static Schema,
    /// The number of the event within its release, which finds its type there.
    pub(crate) number: usize,
}

impl Entry {
    /// Returns the entry of a definition.
    pub(crate) const fn of<D: EventDefinition>(number: usize) -> Self {
        Self {
            event_type: D::EVENT_TYPE,
            schema_id: D::SCHEMA_ID,
            release: D::RELEASE,
            schema: D::SCHEMA,
            number,
        }
    }

    /// Returns a property of the context.
    pub(crate) fn context_property(&self, key: &str) -> Option<&'static Property> {
        self.schema.property("context")?.target.property(key)
    }

    /// Returns whether the schema leaves open how the event type ends.
    pub(crate) fn has_open_type(&self) -> bool {
        let event_type = self.context_property("type");
        event_type.is_some_and(|event_type| event_type.target.values.is_none())
    }

    /// Returns the kind of the event.
    pub(crate) fn kind(&self) -> Kind {
        // Both are generated from the same schemas, so every entry has a kind.
        let kind = EventTypeRef::new(self.event_type).kind();
        kind.unwrap_or(Kind::Custom)
    }

    /// Returns whether this is the name of the event's kind, such as `service.deployed`, or the event
    /// type.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.kind().name() == name || self.event_type == name
    }

    /// Returns whether the event is named so, or may have that event type.
    pub(crate) fn is_found_by(&self, name: &str) -> bool {
        self.is_named(name) || (self.has_open_type() && continues(name, self.event_type))
    }

    /// Returns whether the schema lets an event name a release by that property. An event that
    /// names none can be of any release.
    pub(crate) fn accepts(&self, named: NamedRelease<'_>) -> bool {
        if named.property.is_empty() {
            return true;
        }
        let Some(property) = self.context_property(named.property) else {
            return false;
        };
        match (property.target.values, named.name) {
            (Some(Values::ConstText(text)), Some(name)) => text == name,
            (Some(Values::EnumTexts(texts)), Some(name)) => texts.contains(&name),
            _ => true,
        }
    }
}

/// Writes a table of the index, from the events' modules, the releases' modules and the events'
/// numbers.
macro_rules! entries {
    ($name:ident, $($event:ident [$($release:ident $number:literal),*],)*) => {
        pub(crate) static $name: &[$crate::read::entry::Entry] = &[$($(
            $crate::read::entry::Entry::of::<$crate::$release::$event::Definition>($number),
        )*)*];
    };
}
pub(crate) use entries;
