//! Reading an event of a known type from text. The loop over its properties is compiled once, and not
//! for each type.

use serde::de::{self, Deserialize};

use crate::CustomData;
use crate::error::path::at;
use crate::event::definition::{Context, Definition, Subject};
use crate::event::object::{self, PropertyReader, duplicate, missing, unknown};
use crate::json::deserialize::{TextDeserializer, TextProperties};
use crate::json::scan::{Problem, Reader};
use crate::value::event_type::continues;

/// The keys of an event.
pub(crate) const KEYS: &[&str] = &["context", "subject", "customData", "customDataContentType"];

/// The optional parts of an event.
pub(crate) type CustomParts = (Option<CustomData>, Option<String>);

/// Reads the parts of an event from its text into their places.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    definition: &'static Definition,
    context: &mut dyn ContextPlace,
    subject: &mut dyn SubjectPlace,
    custom: &mut CustomParts,
) -> Result<(), Problem> {
    let mut event = EventReader {
        definition,
        context,
        subject,
        custom,
        is_read: [false; KEYS.len()],
    };
    event.read(reader)
}

/// A place for a context of any type.
pub(crate) trait ContextPlace {
    fn read(
        &mut self,
        properties: &mut TextProperties<'_, '_>,
        event_type: &'static str,
    ) -> Result<(), Problem>;

    fn own_event_type(&self) -> Option<&str>;
}

impl<C: Context> ContextPlace for Option<C> {
    fn read(
        &mut self,
        properties: &mut TextProperties<'_, '_>,
        event_type: &'static str,
    ) -> Result<(), Problem> {
        *self = Some(C::read(&mut PropertyReader::new::<C>(
            properties, event_type,
        ))?);
        Ok(())
    }

    fn own_event_type(&self) -> Option<&str> {
        self.as_ref()?.own_event_type()
    }
}

/// A place for a subject of any type.
pub(crate) trait SubjectPlace {
    fn read(&mut self, reader: &mut Reader<'_>, subject_type: &'static str) -> Result<(), Problem>;
}

impl<S: Subject> SubjectPlace for Option<S> {
    fn read(&mut self, reader: &mut Reader<'_>, subject_type: &'static str) -> Result<(), Problem> {
        *self = Some(object::read(
            TextDeserializer::new(reader, 1),
            subject_type,
        )?);
        Ok(())
    }
}

/// An event that is being read.
struct EventReader<'p> {
    definition: &'static Definition,
    context: &'p mut dyn ContextPlace,
    subject: &'p mut dyn SubjectPlace,
    custom: &'p mut CustomParts,
    /// Which of [`KEYS`] were read.
    is_read: [bool; KEYS.len()],
}

impl EventReader<'_> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Problem> {
        let mut goes_on = reader.enter(b'{', b'}')?;
        let mut expected = 0;
        while goes_on {
            let index = match reader.position_of_key(KEYS, |key| key, expected) {
                Some(index) => index,
                None => index_of(&reader.key()?)?,
            };
            expected = index + 1;
            self.property(index, reader)?;
            goes_on = reader.next(b'}')?;
        }
        let required = KEYS.iter().zip(self.is_read).take(2);
        for (key, is_read) in required {
            if !is_read {
                return Err(missing(key));
            }
        }
        reader.end()
    }

    /// Reads the value of a key, by its index in [`KEYS`].
    fn property(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), Problem> {
        if std::mem::replace(&mut self.is_read[index], true) {
            return Err(duplicate(KEYS[index]));
        }
        match index {
            0 => self.context(reader),
            1 => self.subject.read(reader, self.definition.subject_type),
            2 => value(reader).map(|data| self.custom.0 = Some(data)),
            _ => value(reader).map(|media_type| self.custom.1 = Some(media_type)),
        }
        .map_err(|error| at(KEYS[index], error))
    }

    fn context(&mut self, reader: &mut Reader<'_>) -> Result<(), Problem> {
        let mut properties = TextProperties::enter(reader, 2)?;
        let event_type = self.definition.event_type;
        self.context.read(&mut properties, event_type)?;
        properties.end()?;
        check_type(self.context.own_event_type(), event_type)
    }
}

/// Checks the event type of a context, if its schema leaves that open.
pub(crate) fn check_type<E: de::Error>(own: Option<&str>, event_type: &str) -> Result<(), E> {
    match own {
        Some(own) if !continues(own, event_type) => {
            let expected = format!("`{event_type}`, with or without a version");
            let error = E::invalid_value(de::Unexpected::Str(own), &expected.as_str());
            Err(at("type", error))
        }
        _ => Ok(()),
    }
}

/// Returns the index of a key that may be written with escapes.
fn index_of(key: &str) -> Result<usize, Problem> {
    let index = KEYS.iter().position(|known| *known == key);
    index.ok_or_else(|| unknown(key, KEYS))
}

fn value<'de, T: Deserialize<'de>>(reader: &mut Reader<'de>) -> Result<T, Problem> {
    T::deserialize(TextDeserializer::new(reader, 1))
}
