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

/// Reads an event from its text. On success, `parts` has a context and a subject.
pub(crate) fn read<'de>(
    reader: &mut Reader<'de>,
    parts: &mut dyn ReadParts<'de>,
    definition: &'static Definition,
) -> Result<CustomParts, Problem> {
    let mut event = EventReader {
        definition,
        parts,
        custom_data: None,
        custom_data_content_type: None,
    };
    event.read(reader)?;
    Ok((event.custom_data, event.custom_data_content_type))
}

/// The context and the subject of an event that is being read, of any types.
pub(crate) trait ReadParts<'de> {
    fn has_context(&self) -> bool;

    fn has_subject(&self) -> bool;

    fn own_event_type(&self) -> Option<&str>;

    fn read_context(
        &mut self,
        properties: &mut TextProperties<'_, 'de>,
        event_type: &'static str,
    ) -> Result<(), Problem>;

    fn read_subject(
        &mut self,
        reader: &mut Reader<'de>,
        subject_type: &'static str,
    ) -> Result<(), Problem>;
}

impl<'de, C: Context, S: Subject> ReadParts<'de> for (Option<C>, Option<S>) {
    fn has_context(&self) -> bool {
        self.0.is_some()
    }

    fn has_subject(&self) -> bool {
        self.1.is_some()
    }

    fn own_event_type(&self) -> Option<&str> {
        self.0.as_ref()?.own_event_type()
    }

    fn read_context(
        &mut self,
        properties: &mut TextProperties<'_, 'de>,
        event_type: &'static str,
    ) -> Result<(), Problem> {
        self.0 = Some(read_context(properties, event_type)?);
        Ok(())
    }

    fn read_subject(
        &mut self,
        reader: &mut Reader<'de>,
        subject_type: &'static str,
    ) -> Result<(), Problem> {
        self.1 = Some(read_subject(reader, subject_type)?);
        Ok(())
    }
}

// Functions of their own, so that they are compiled once for each type and not for each pair.

#[inline(never)]
fn read_context<C: Context>(
    properties: &mut TextProperties<'_, '_>,
    event_type: &'static str,
) -> Result<C, Problem> {
    C::read(&mut PropertyReader::new::<C>(properties, event_type))
}

#[inline(never)]
fn read_subject<S: Subject>(
    reader: &mut Reader<'_>,
    subject_type: &'static str,
) -> Result<S, Problem> {
    object::read(TextDeserializer::new(reader, 1), subject_type)
}

/// An event that is being read.
struct EventReader<'p, 'de> {
    definition: &'static Definition,
    parts: &'p mut dyn ReadParts<'de>,
    custom_data: Option<CustomData>,
    custom_data_content_type: Option<String>,
}

impl<'de> EventReader<'_, 'de> {
    fn read(&mut self, reader: &mut Reader<'de>) -> Result<(), Problem> {
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
        if !self.parts.has_context() {
            return Err(missing("context"));
        }
        if !self.parts.has_subject() {
            return Err(missing("subject"));
        }
        reader.end()
    }

    /// Reads the value of a key, by its index in [`KEYS`].
    fn property(&mut self, index: usize, reader: &mut Reader<'de>) -> Result<(), Problem> {
        let is_read = match index {
            0 => self.parts.has_context(),
            1 => self.parts.has_subject(),
            2 => self.custom_data.is_some(),
            _ => self.custom_data_content_type.is_some(),
        };
        if is_read {
            return Err(duplicate(KEYS[index]));
        }
        match index {
            0 => self.context(reader),
            1 => self
                .parts
                .read_subject(reader, self.definition.subject_type),
            2 => value(reader).map(|data| self.custom_data = Some(data)),
            _ => value(reader).map(|media_type| self.custom_data_content_type = Some(media_type)),
        }
        .map_err(|error| at(KEYS[index], error))
    }

    fn context(&mut self, reader: &mut Reader<'de>) -> Result<(), Problem> {
        let mut properties = TextProperties::enter(reader, 2)?;
        let event_type = self.definition.event_type;
        self.parts.read_context(&mut properties, event_type)?;
        properties.end()?;
        check_type(self.parts.own_event_type(), event_type)
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
