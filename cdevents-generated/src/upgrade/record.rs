//! The record of what the target has no place for, which `Loss::Keep` leaves in the custom data.

use std::borrow::Cow;

use super::difference::Change;
use super::text::items;
use crate::Release;
use crate::json::lookup::{find, string};
use crate::json::write::{push_key, push_string, separate};

/// The key of the record in the custom data.
pub(super) const KEY: &str = "cdeventsUpgrade";

/// What an event was before it was converted.
pub(super) struct Record<'t> {
    pub(super) release: Release,
    pub(super) event_type: Cow<'t, str>,
    /// What turns the event that is converted back into the original one.
    pub(super) changes: Vec<Change<'t>>,
    /// The pointers and values that were filled in.
    pub(super) filled: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

impl<'t> Record<'t> {
    /// Finds the record in the JSON of an event. Something else under its key isn't one.
    pub(super) fn find(event: &'t str) -> Option<Self> {
        let record = find(event, ["customData", KEY])?;
        let pairs = |key| Some(items(find(record, [key])?));
        let mut changes = Vec::new();
        for item in pairs("changes")? {
            changes.push(Change {
                pointer: string(find(item, ["pointer"])?)?,
                before: find(item, ["before"]).map(Cow::Borrowed),
                after: find(item, ["after"]).map(Cow::Borrowed),
            });
        }
        let mut filled = Vec::new();
        for item in pairs("filled")? {
            let pointer = string(find(item, ["pointer"])?)?;
            filled.push((pointer.into(), find(item, ["value"])?.into()));
        }
        Some(Self {
            release: string(find(record, ["release"])?)?.parse().ok()?,
            event_type: string(find(record, ["type"])?)?.into(),
            changes,
            filled,
        })
    }

    /// Returns the record as JSON.
    pub(super) fn to_json(&self) -> String {
        let mut out = "{".to_owned();
        push_key(&mut out, "release");
        push_string(&mut out, self.release.as_str());
        push_key(&mut out, "type");
        push_string(&mut out, &self.event_type);
        push_key(&mut out, "changes");
        out.push('[');
        for change in &self.changes {
            push_item(
                &mut out,
                &change.pointer,
                &[("before", &change.before), ("after", &change.after)],
            );
        }
        out.push(']');
        push_key(&mut out, "filled");
        out.push('[');
        for (pointer, value) in &self.filled {
            push_item(&mut out, pointer, &[("value", &Some(value.clone()))]);
        }
        out + "]}"
    }
}

fn push_item(out: &mut String, pointer: &str, values: &[(&str, &Option<Cow<'_, str>>)]) {
    separate(out);
    out.push('{');
    push_key(out, "pointer");
    push_string(out, pointer);
    for (key, value) in values {
        if let Some(value) = value {
            push_key(out, key);
            out.push_str(value);
        }
    }
    out.push('}');
}
