//! Events in one line each, and chains of them as trees.

mod chains;
mod description;
mod duration;

use cdevents_generated::CdEvent;

use crate::style::FAINT;
use description::description;

pub(crate) use chains::Chains;

/// Returns the time and the description of an event.
pub(crate) fn line(event: &CdEvent) -> String {
    let timestamp = event.timestamp();
    format!("{FAINT}{timestamp}{FAINT:#}  {}", description(event))
}
