//! Validation by a required release, or else by the one that an event names.

use serde_json::Value;

use super::fast;
use super::report::Report;
use super::resolve::{named, resolved};
use crate::json::view;
use crate::read::attempt::attempt;
use crate::read::event::explain;
use crate::read::find::find;
use crate::read::input;
use crate::{Error, Release};

pub(crate) fn validate(value: &Value, required: Option<Release>) -> Result<(), Report> {
    resolved(value, required)?.validate(value)
}

pub(crate) fn is_valid(value: &Value, required: Option<Release>) -> bool {
    let context = value
        .as_object()
        .and_then(|event| view::property::<Value>(event, "context"));
    let context = context.and_then(Value::as_object);
    let found = context.and_then(|context| {
        let (named, event_type) = named::<Value>(context);
        find(event_type?.as_str()?, named, required)
    });
    found.is_some_and(|(entry, _)| fast::value::is_valid(entry.schema, value))
}

pub(crate) fn is_valid_slice(json: &[u8], required: Option<Release>) -> bool {
    std::str::from_utf8(json).is_ok_and(|text| is_valid_text(text, required))
}

fn is_valid_text(text: &str, required: Option<Release>) -> bool {
    let read = |entry| fast::text::judge_event(entry, text);
    let names = |_, names_release: &bool| *names_release;
    attempt(text, required, read, names, |_, _| None::<()>).is_ok()
}

pub(crate) fn validate_slice(json: &[u8], required: Option<Release>) -> Result<(), Error> {
    let text = input::text(json)?;
    if is_valid_text(text, required) {
        return Ok(());
    }
    explain(text, required).map_or(Ok(()), Err)
}
