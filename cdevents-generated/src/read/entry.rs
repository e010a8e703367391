//! The entries of the index of known events.

use super::named_release::NamedRelease;
use crate::Release;
use crate::traits::EventDefinition;
use crate::validate::table::{Schema, Values};
use crate::value::event_type::CUSTOM_PREFIX;

/// An event of a release, as the generated index lists it.
pub(crate) struct Entry {
    /// The event type, or how it begins if the schema leaves the rest open.
    pub(crate) event_type: &'static str,
    pub(crate) schema_id: &'static str,
    pub(crate) release: Release,
    pub(crate) schema: &'static Schema,
    /// The number of the event within its release, which finds its type there.
    pub(crate) number: usize,
}

/// Returns whether an event type, as an entry has it, has a name: the whole type, or the subject and
/// the predicate, such as `service.deployed`; `custom` for custom events.
pub(crate) fn is_named(event_type: &str, name: &str) -> bool {
    if event_type == CUSTOM_PREFIX {
        return name == "custom" || name.starts_with(CUSTOM_PREFIX);
    }
    let short = event_type.strip_prefix("dev.cdevents.");
    let rest = short.and_then(|short| short.strip_prefix(name));
    let is_short = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    event_type == name || is_short
}

impl Entry {
    pub(crate) const fn of<D: EventDefinition>(number: usize) -> Self {
        Self {
            event_type: D::EVENT_TYPE,
            schema_id: D::SCHEMA_ID,
            release: D::RELEASE,
            schema: D::SCHEMA,
            number,
        }
    }

    /// Returns whether the schema lets an event name a release by that property. An event that
    /// names none can be of any release.
    pub(crate) fn accepts(&self, named: NamedRelease<'_>) -> bool {
        let property = |schema: &'static Schema, key: &str| {
            let mut properties = schema.target().object?.properties.iter();
            properties
                .find(|property| property.key == key)
                .map(|property| property.target)
        };
        if named.property.is_empty() {
            return true;
        }
        let context = property(self.schema, "context");
        let Some(schema) = context.and_then(|context| property(context, named.property)) else {
            return false;
        };
        match (schema.values, named.name) {
            (Some(Values::ConstText(text)), Some(name)) => text == name,
            (Some(Values::EnumTexts(texts)), Some(name)) => texts.contains(&name),
            _ => true,
        }
    }
}

/// Writes a table of the index, from the releases' and the events' modules and the events' numbers.
macro_rules! entries {
    ($name:ident, $($release:ident::$event:ident $number:literal,)*) => {
        pub(crate) static $name: &[$crate::read::entry::Entry] = &[$(
            $crate::read::entry::Entry::of::<$crate::$release::$event::Definition>($number),
        )*];
    };
}
pub(crate) use entries;
