//! Keeping what the target has no place for, and restoring it on the way back.

use super::convert::{Asking, Converted, convert};
use super::difference::{apply, differences, is_same};
use super::error::Problem;
use super::note::{Note, NoteKind};
use super::plan::{Plan, plan};
use super::record::{KEY, Record};
use super::tree::Tree;
use crate::read::entry::Entry;
use crate::read::find::find;
use crate::read::named_release::NamedRelease;

const CUSTOM_DATA: &str = "/customData";
const CONTENT_TYPE: &str = "/customDataContentType";

/// Adds a record to a converted event, unless converting it back restores the original event without
/// a loss as it is.
pub(super) fn keep(
    plan: &'static Plan,
    text: &str,
    event_type: &str,
    converted: &mut Converted,
) -> Result<(), Problem> {
    let back = self::plan(plan.target, plan.source.release);
    let Some(back) = back.filter(|back| std::ptr::eq(back.target, plan.source)) else {
        return Err(Problem::Invalid("the way back is unknown".to_owned()));
    };
    for note in &mut converted.notes {
        note.is_kept = matches!(note.kind, NoteKind::Dropped | NoteKind::Replaced);
    }
    let returned = convert(back, &converted.text, Asking::Record);
    let loses = returned.notes.iter().any(Note::is_loss);
    if !loses && differences(&returned.text, text).is_empty() {
        return Ok(());
    }
    let mut tree = Tree::parse(&converted.text);
    let data = tree.get(CUSTOM_DATA).map(Tree::print);
    if tree.get(&format!("{CUSTOM_DATA}/{KEY}")).is_some() {
        return Err(Problem::KeyTaken);
    }
    // A string has no room for a record, so it becomes part of the record.
    let is_string = data.as_ref().is_some_and(|data| data.starts_with('"'));
    if is_string {
        for pointer in [CUSTOM_DATA, CONTENT_TYPE] {
            if let Some(value) = tree.get(pointer) {
                let note = Note::new(NoteKind::Dropped).from(pointer.to_owned());
                let mut note = note.with_old(value.print());
                note.is_kept = true;
                converted.notes.push(note);
            }
            tree.set(pointer, None);
        }
    }
    without_empty_data(&mut tree);
    let returned = convert(back, &tree.print(), Asking::Record).text;
    let filled = converted.notes.iter().filter_map(|note| {
        let new = note.new.as_ref()?;
        let is_new = matches!(note.kind, NoteKind::Filled | NoteKind::Replaced);
        is_new.then_some((note.to.as_deref()?.into(), new.as_str().into()))
    });
    let record = Record {
        release: plan.source.release,
        event_type: event_type.into(),
        changes: differences(&returned, text),
        filled: filled.collect(),
    };
    if tree.get(CUSTOM_DATA).is_none() {
        tree.set(CUSTOM_DATA, Some(Tree::Object(Vec::new())));
    }
    let record = Tree::parse(&record.to_json());
    tree.set(&format!("{CUSTOM_DATA}/{KEY}"), Some(record));
    converted.text = tree.print();
    Ok(())
}

/// Returns the entry of the event that a record in an event is about, and that event, with notes.
/// There is none if the event can't be converted back, because it was edited.
pub(super) fn original(source: &'static Entry, text: &str) -> Option<(&'static Entry, Converted)> {
    let record = Record::find(text)?;
    let (entry, _) = find(
        &record.event_type,
        NamedRelease::default(),
        Some(record.release),
    )?;
    let plan = plan(source, record.release).filter(|plan| std::ptr::eq(plan.target, entry))?;
    let mut tree = Tree::parse(text);
    tree.set(&format!("{CUSTOM_DATA}/{KEY}"), None);
    without_empty_data(&mut tree);
    let mut converted = convert(plan, &tree.print(), Asking::Record);
    for note in &mut converted.notes {
        let is_filled = record.filled.iter().any(|(pointer, value)| {
            let old = note.old.as_ref().map(crate::Json::as_str);
            note.from.as_deref() == Some(pointer) && old.is_some_and(|old| is_same(old, value))
        });
        if note.is_loss() && is_filled {
            note.kind = NoteKind::Removed;
        }
    }
    let mut tree = Tree::parse(&converted.text);
    for change in &record.changes {
        let pointer = change.pointer.clone();
        let note = match (apply(change, &mut tree), &change.before, &change.after) {
            (true, _, Some(after)) => Note::new(NoteKind::Restored).to(pointer).with_new(&**after),
            (true, before, None) => {
                let note = Note::new(NoteKind::Removed).from(pointer);
                note.with_old(before.as_deref().unwrap_or("null"))
            }
            (false, _, Some(after)) => Note::new(NoteKind::Dropped)
                .from(pointer)
                .with_old(&**after),
            (false, _, None) => continue,
        };
        converted.notes.push(note);
    }
    converted.text = tree.print();
    Some((entry, converted))
}

fn without_empty_data(tree: &mut Tree) {
    if let Some(Tree::Object(properties)) = tree.get(CUSTOM_DATA)
        && properties.is_empty()
    {
        tree.set(CUSTOM_DATA, None);
    }
}
