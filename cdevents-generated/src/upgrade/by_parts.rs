//! Converting an event part by part. A part that the target has, too, isn't written and parsed again.

use super::convert::convert_part;
use super::note::{Note, NoteKind};
use super::plan::Plan;
use super::ways::{OptionalWay, Path, SubjectType, Way};
use crate::event::known::Known;
use crate::event::new_event::{NewLinks, NewParts, OtherEvent};
use crate::event::parts::{AsParts as _, Parts};
use crate::json::write::string;
use crate::value::text::Text as _;
use crate::{CdEvent, NonEmptyString, Uri, UriReference};

/// The event has a part that can't be converted by itself.
struct Whole;

/// Converts an event part by part. Returns `None` if that needs the whole event or an answer.
pub(super) fn convert(plan: &'static Plan, event: &CdEvent) -> Option<(CdEvent, Vec<Note>)> {
    let Parts::Known(event) = event.parts() else {
        return None;
    };
    let is_named = event.release_name() == plan.source.release.as_str();
    if !is_named || event.event_type() != plan.source.event_type {
        return None;
    }
    let mut notes = Vec::new();
    let parts = parts(plan, event, &mut notes).ok()?;
    let event = CdEvent::make(plan.target, &mut OtherEvent { event, parts }).ok()?;
    Some((event, notes))
}

fn parts(plan: &'static Plan, event: Known<'_>, notes: &mut Vec<Note>) -> Result<NewParts, Whole> {
    let ways = plan.ways.as_ref().ok_or(Whole)?;
    if !ways.source.accepts(event.source()) {
        return Err(Whole);
    }
    let chain_id = moved(event.chain_id(), &ways.chain_id, notes)?;
    let links = links(plan, event, &ways.links, notes)?;
    let schema_uri = moved(event.schema_uri(), &ways.schema_uri, notes)?;
    let subject_source = moved(event.subject_source(), &ways.subject_source, notes)?;
    let content = if ways.content.is_same() {
        None
    } else {
        Some(converted(plan, event.content_text(), &ways.content, notes)?)
    };
    // The target's schema accepts the strings, so they are wrapped without a check.
    Ok(NewParts {
        chain_id: chain_id.map(NonEmptyString::wrap),
        links,
        schema_uri: schema_uri.map(Uri::wrap),
        subject_source: subject_source.map(UriReference::wrap),
        subject_type: subject_type(event, &ways.subject_type)?,
        content,
    })
}

/// Returns a string, if there is one and the target has a place for it.
fn moved(
    value: Option<&str>,
    way: &OptionalWay,
    notes: &mut Vec<Note>,
) -> Result<Option<String>, Whole> {
    let Some(value) = value else {
        return Ok(None);
    };
    match way {
        OptionalWay::Way(way) if way.accepts(value) => {
            if way.is_renamed() {
                let [object, old] = way.path;
                let note = Note::new(NoteKind::Moved).from(pointer([object, old]));
                notes.push(note.to(pointer([object, way.key])));
            }
            Ok(Some(value.to_owned()))
        }
        OptionalWay::Nowhere(path) => {
            notes.push(dropped(path, string(value)));
            Ok(None)
        }
        OptionalWay::Way(_) | OptionalWay::Unknown => Err(Whole),
    }
}

fn links(
    plan: &'static Plan,
    event: Known<'_>,
    way: &OptionalWay,
    notes: &mut Vec<Note>,
) -> Result<NewLinks, Whole> {
    if event.link_list().is_none() {
        return Ok(NewLinks::None);
    }
    match way {
        OptionalWay::Way(way) if way.is_same() => Ok(NewLinks::Same),
        OptionalWay::Way(way) => {
            converted(plan, event.links_text(), way, notes).map(NewLinks::Text)
        }
        OptionalWay::Nowhere(path) => {
            let links = event.links_text().ok_or(Whole)?;
            notes.push(dropped(path, links));
            Ok(NewLinks::None)
        }
        OptionalWay::Unknown => Err(Whole),
    }
}

/// Converts the text of a part.
fn converted(
    plan: &'static Plan,
    text: Option<String>,
    way: &Way,
    notes: &mut Vec<Note>,
) -> Result<String, Whole> {
    let converted = convert_part(plan, &text.ok_or(Whole)?, way.path, way.schemas, notes);
    converted.ok_or(Whole)
}

/// Returns the subject's type in the target, if that is optional there.
fn subject_type(event: Known<'_>, way: &SubjectType) -> Result<Option<String>, Whole> {
    match event.subject_type() {
        Some(own) if way.old.as_deref() != Some(own) => Err(Whole),
        None if way.stays_absent => Ok(None),
        _ => Ok(way.new.clone()),
    }
}

fn dropped(path: &Path, value: impl Into<Box<str>>) -> Note {
    let note = Note::new(NoteKind::Dropped).from(pointer(*path));
    note.with_old(value)
}

fn pointer([object, key]: Path) -> String {
    ["/", object, "/", key].concat()
}
