//! Finds the declaration that provides what a release requires.

use crate::model::{Model, ReleaseName};

use super::needs::Need;
use super::pair::is_listed;
use super::problems::Kind;

/// Returns the first declaration that provides what is needed.
pub(super) fn provided_by(model: &Model, need: &Need<'_>) -> Option<(Kind, usize)> {
    let rules = &model.upgrades;
    let value = need.value();
    let by_value = rules.values.iter().position(|declared| {
        let found = if need.is_upgrade {
            &declared.old
        } else {
            &declared.new
        };
        need.pair
            .is_meant(&declared.since, declared.events.as_deref())
            && declared.property == need.newer_path
            && value.as_ref() == Some(found)
    });
    let is_meant = |release: &ReleaseName, events: Option<&[String]>, property: &str| {
        *release == need.release().name && is_listed(events, need.event()) && property == need.path
    };
    let by_default = || {
        rules.defaults.iter().position(|declared| {
            let events = declared.events.as_deref();
            is_meant(&declared.release, events, &declared.property)
        })
    };
    let by_question = || {
        rules.questions.iter().position(|declared| {
            let events = declared.events.as_deref();
            is_meant(&declared.release, events, &declared.property)
        })
    };
    by_value
        .map(|index| (Kind::Value, index))
        .or_else(|| by_default().map(|index| (Kind::Default, index)))
        .or_else(|| by_question().map(|index| (Kind::Question, index)))
}
