//! Reading an event of any kind: a first look finds the release and the type, and the event is
//! then read straight into the type that these name.

pub(crate) mod embedded;
pub(crate) mod find;
mod not_json;
pub(crate) mod unknown_type;

use std::borrow::Cow;
use std::{fmt, io};

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::event::unknown::UnknownEvent;
use crate::json::capture::CowStr;
use crate::json::scan::{Problem, Reader};
use crate::read::find::{Entry, Named, SPECVERSION, VERSION, find};
use crate::{CdEvent, Error, ErrorKind, Release};

/// Returns the text of a JSON document.
pub(crate) fn text(json: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(json).map_err(|error| not_json::bytes(json, error.valid_up_to()))
}

/// Reads everything.
pub(crate) fn bytes(mut reader: impl io::Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = reader.read_to_end(&mut bytes);
    read.map_err(|error| Error::new(ErrorKind::Io, "", error.to_string()))?;
    Ok(bytes)
}

/// Parses an event of any kind, and keeps one that names a newer release and isn't valid by a known
/// one.
pub(crate) fn read_or_keep(text: &str) -> Result<CdEvent, Error> {
    let look = look(text)?;
    let error = match read_looked(text, &look, None) {
        Ok(event) => return Ok(event),
        Err(error) => error,
    };
    if look.named().is_newer()
        && matches!(
            error.kind(),
            ErrorKind::UnknownEventType | ErrorKind::Invalid
        )
        && let Ok(event) = UnknownEvent::read(text)
    {
        return Ok(CdEvent::Unknown(Box::new(event)));
    }
    Err(error)
}

/// Parses an event of any kind, and keeps one that isn't valid, together with the reason.
pub(crate) fn read_tolerant(text: &str) -> Result<(CdEvent, Option<Error>), Error> {
    let error = match read_any(text, None) {
        Ok(event) => return Ok((event, None)),
        Err(error) => error,
    };
    match UnknownEvent::read(text) {
        Ok(event) => Ok((CdEvent::Unknown(Box::new(event)), Some(error))),
        Err(_) => Err(error),
    }
}

/// Parses an event of any kind, or of one in a release.
pub(crate) fn read_any(text: &str, release: Option<Release>) -> Result<CdEvent, Error> {
    read_looked(text, &look(text)?, release)
}

fn read_looked(text: &str, look: &Look<'_>, release: Option<Release>) -> Result<CdEvent, Error> {
    let entry = look.entry(release)?;
    (entry.read)(text).map_err(|error| explain(text, ErrorKind::Invalid, &error))
}

/// Returns an error of that kind, or of the kind [`ErrorKind::Syntax`] if the text isn't JSON in the
/// first place.
pub(crate) fn explain(text: &str, kind: ErrorKind, error: &serde_json::Error) -> Error {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Error::from_json(kind, error),
        Err(error) => not_json::text(text, &error),
    }
}

/// Returns the kind of event that a text says that it is.
pub(crate) fn entry(text: &str, release: Option<Release>) -> Result<&'static Entry, Error> {
    look(text)?.entry(release)
}

/// What a first look at an event finds.
#[derive(Default)]
pub(crate) struct Look<'a> {
    /// A context was read to its end.
    has_context: bool,
    release: Option<Cow<'a, str>>,
    /// The member that names the release.
    key: &'static str,
    event_type: Option<Cow<'a, str>>,
}

impl Look<'_> {
    pub(crate) fn named(&self) -> Named<'_> {
        Named {
            key: self.key,
            release: self.release.as_deref(),
        }
    }

    pub(crate) fn entry(&self, release: Option<Release>) -> Result<&'static Entry, Error> {
        let event_type = self.event_type.as_deref().unwrap_or_default();
        let found = find(event_type, self.named(), release);
        found.map(|(entry, _)| entry).ok_or_else(|| {
            let message = unknown_type::message(event_type, self.named(), release);
            Error::new(ErrorKind::UnknownEventType, "/context/type", message)
        })
    }

    fn is_complete(&self) -> bool {
        // Where both members are there, this one counts, wherever it stands.
        self.key == SPECVERSION && self.event_type.is_some()
    }
}

pub(crate) fn look(text: &str) -> Result<Look<'_>, Error> {
    match quick_look(&mut Reader::new(text)) {
        Ok(look) => Ok(look),
        Err(_) => slow_look(text),
    }
}

/// Finds release and type, or any problem.
fn quick_look<'a>(reader: &mut Reader<'a>) -> Result<Look<'a>, Problem> {
    let mut look = Look::default();
    let mut goes_on = reader.enter(b'{', b'}')?;
    while goes_on && reader.key()? != "context" {
        reader.pass()?;
        goes_on = reader.next(b'}')?;
    }
    goes_on = goes_on && reader.enter(b'{', b'}')?;
    while goes_on && !look.is_complete() {
        match &*reader.key()? {
            "type" => look.event_type = Some(reader.string()?),
            SPECVERSION => (look.key, look.release) = (SPECVERSION, Some(reader.string()?)),
            VERSION if look.key != SPECVERSION => {
                (look.key, look.release) = (VERSION, Some(reader.string()?));
            }
            _ => reader.pass()?,
        }
        goes_on = reader.next(b'}')?;
    }
    match look.event_type {
        Some(_) => Ok(look),
        None => Err(Problem::Invalid),
    }
}

/// The same, with a reason where there is no type to be found.
fn slow_look(text: &str) -> Result<Look<'_>, Error> {
    let mut look = Look::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let outcome = deserializer.deserialize_map(LookVisitor(&mut look));
    if look.event_type.is_some() {
        return Ok(look);
    }
    let (path, message) = match outcome {
        _ if look.has_context => ("/context", "missing property `type`"),
        Ok(()) => ("", "missing property `context`"),
        Err(error) => return Err(explain(text, ErrorKind::NotAnEvent, &error)),
    };
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Err(Error::new(ErrorKind::NotAnEvent, path, message)),
        Err(error) => Err(not_json::text(text, &error)),
    }
}

/// Looks for the context, and no further than it must: an error ends the look.
struct LookVisitor<'look, 'a>(&'look mut Look<'a>);

impl<'a> Visitor<'a> for LookVisitor<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an event, which is an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(CowStr(key)) = map.next_key()? {
            if key == "context" {
                let context = map.next_value_seed(ContextLook(self.0));
                context.map_err(|error| crate::error::at("context", &error))?;
                self.0.has_context = true;
                return Ok(());
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

struct ContextLook<'look, 'a>(&'look mut Look<'a>);

impl<'a> DeserializeSeed<'a> for ContextLook<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for ContextLook<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(CowStr(key)) = map.next_key()? {
            match &*key {
                "type" => {
                    let text: Result<CowStr<'a>, _> = map.next_value();
                    let text = text.map_err(|error| crate::error::at(&key, &error))?;
                    self.0.event_type = Some(text.0);
                }
                SPECVERSION | VERSION if key == SPECVERSION || self.0.key != SPECVERSION => {
                    self.0.key = if key == SPECVERSION {
                        SPECVERSION
                    } else {
                        VERSION
                    };
                    let value: &RawValue = map.next_value()?;
                    // What is no string is for the event's schema to judge.
                    let text = serde_json::from_str::<CowStr<'a>>(value.get());
                    self.0.release = text.ok().map(|text| text.0);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if self.0.is_complete() {
                return Err(de::Error::custom("seen enough"));
            }
        }
        Ok(())
    }
}
