//! A first look at an event, which finds its release and its type.

use std::borrow::Cow;

use super::entry::Entry;
use super::find::find;
use super::named_release::{NamedRelease, SPECVERSION, VERSION};
use crate::Release;
use crate::json::scan::{Problem, Reader};

/// The release and the type that an event names.
#[derive(Default)]
pub(crate) struct Look<'a> {
    /// The property that names the release.
    property: &'static str,
    release: Option<Cow<'a, str>>,
    event_type: Option<Cow<'a, str>>,
}

impl Look<'_> {
    pub(crate) fn named(&self) -> NamedRelease<'_> {
        NamedRelease {
            property: self.property,
            name: self.release.as_deref(),
        }
    }

    /// Returns the entry of the event, in a required release or else the one that it names.
    pub(crate) fn entry(&self, required: Option<Release>) -> Option<&'static Entry> {
        self.find(required).map(|(entry, _)| entry)
    }

    /// Returns the entry, and whether the event names its release.
    pub(crate) fn find(&self, required: Option<Release>) -> Option<(&'static Entry, bool)> {
        find(self.event_type.as_deref()?, self.named(), required)
    }

    fn is_complete(&self) -> bool {
        // If both properties are there, this one counts, wherever it stands.
        self.property == SPECVERSION && self.event_type.is_some()
    }
}

/// Finds the release and the type of an event, unless it lacks a type or isn't JSON up to there.
pub(crate) fn look(text: &str) -> Option<Look<'_>> {
    let look = context(&mut Reader::new(text)).ok()?;
    look.event_type.is_some().then_some(look)
}

fn context<'a>(reader: &mut Reader<'a>) -> Result<Look<'a>, Problem> {
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
            SPECVERSION => (look.property, look.release) = (SPECVERSION, string(reader)?),
            VERSION if look.property != SPECVERSION => {
                (look.property, look.release) = (VERSION, string(reader)?);
            }
            _ => drop(string(reader)?),
        }
        goes_on = reader.next(b'}')?;
    }
    Ok(look)
}

/// Reads a string, or passes over another value, or a string with an invalid escape: deserializing
/// has to judge those.
fn string<'a>(reader: &mut Reader<'a>) -> Result<Option<Cow<'a, str>>, Problem> {
    if reader.peek()? == b'"' {
        Ok(reader.string().ok())
    } else {
        reader.pass().map(|()| None)
    }
}
