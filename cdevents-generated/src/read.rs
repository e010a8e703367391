//! Reading an event of any kind: a first look finds the release and the type, and the event is
//! then read straight into the type that these name.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::find::{Entry, Named, SPECVERSION, VERSION, find};
use crate::scan::{Problem, Reader};
use crate::unknown::UnknownEvent;
use crate::validate;
use crate::{CdEvent, Error, ErrorKind, Release};

/// The text that bytes are.
pub(crate) fn text(json: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(json).map_err(|error| {
        let message = format!("not UTF-8 from byte {} on", error.valid_up_to());
        Error::new(ErrorKind::Syntax, "", message)
    })
}

/// Reads an event of whatever kind it says that it is, and one that is newer than all that is known
/// as such.
pub(crate) fn read_or_keep(text: &str) -> Result<CdEvent, Error> {
    let error = match read_any(text, None) {
        Ok(event) => return Ok(event),
        Err(error) => error,
    };
    let may_be_newer = match error.kind() {
        ErrorKind::UnknownEventType => true,
        ErrorKind::Invalid => names_newer_release(text),
        ErrorKind::Syntax | ErrorKind::NotAnEvent => false,
    };
    if may_be_newer && let Ok(event) = UnknownEvent::read(text) {
        return Ok(CdEvent::Unknown(Box::new(event)));
    }
    Err(error)
}

/// Does an event name a release that is newer than all that are known?
fn names_newer_release(text: &str) -> bool {
    let version = |release: &str| -> Option<Vec<u64>> {
        let numbers = release.split(['.', '-']).take(3);
        numbers.map(|it| it.parse().ok()).collect()
    };
    let newest = Release::ALL.last().and_then(|it| version(it.as_str()));
    let look = look(text).ok();
    let named = look.and_then(|look| version(look.release.as_deref()?));
    named.is_some_and(|named| named.len() == 3 && Some(named) > newest)
}

/// Reads an event of whatever kind it says that it is, or of one in a release.
pub(crate) fn read_any(text: &str, release: Option<Release>) -> Result<CdEvent, Error> {
    let entry = entry(text, release)?;
    (entry.read)(text).map_err(|error| explain(text, ErrorKind::Invalid, &error))
}

/// An error of that kind, unless the text isn't JSON in the first place: a path in front of its
/// message hides from an error what it was.
pub(crate) fn explain(text: &str, kind: ErrorKind, error: &serde_json::Error) -> Error {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Error::from_json(kind, error),
        Err(error) => Error::from_json(ErrorKind::Syntax, &error),
    }
}

/// The kind of event that a text says that it is.
pub(crate) fn entry(text: &str, release: Option<Release>) -> Result<&'static Entry, Error> {
    let look = look(text)?;
    let event_type = look.event_type.as_deref().unwrap_or_default();
    let found = find(event_type, look.named(), release);
    found.map(|(entry, _)| entry).ok_or_else(|| {
        let message = validate::unknown(event_type, release);
        Error::new(ErrorKind::UnknownEventType, "/context/type", message)
    })
}

/// What a first look at an event finds.
#[derive(Default)]
struct Look<'a> {
    /// A context was read to its end.
    has_context: bool,
    release: Option<Cow<'a, str>>,
    /// The member that names the release.
    key: &'static str,
    event_type: Option<Cow<'a, str>>,
}

impl Look<'_> {
    fn named(&self) -> Named<'_> {
        Named {
            key: self.key,
            release: self.release.as_deref(),
        }
    }

    fn is_complete(&self) -> bool {
        // Where both members are there, this one counts, wherever it stands.
        self.key == SPECVERSION && self.event_type.is_some()
    }
}

fn look(text: &str) -> Result<Look<'_>, Error> {
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
        _ if look.has_context => ("/context", "missing field `type`"),
        Ok(()) => ("", "missing field `context`"),
        Err(error) => return Err(explain(text, ErrorKind::NotAnEvent, &error)),
    };
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Err(Error::new(ErrorKind::NotAnEvent, path, message)),
        Err(error) => Err(Error::from_json(ErrorKind::Syntax, &error)),
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
        while let Some(Text(key)) = map.next_key()? {
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
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                "type" => {
                    let text: Result<Text<'a>, _> = map.next_value();
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
                    let text = serde_json::from_str::<Text<'a>>(value.get());
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

/// A string, borrowed where it can be.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

impl<'de> Deserialize<'de> for CdEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        read_or_keep(text.get()).map_err(|error| de::Error::custom(error.first()))
    }
}
