//! How an event is converted.

use std::fmt;

use super::by_parts;
use super::convert::{Answers, Asking, convert};
use super::error::{Error, Problem};
use super::keep::{keep, original};
use super::kind;
use super::note::Note;
use super::plan::plan;
use super::question::Question;
use super::record::KEY;
use crate::json::scan::Reader;
use crate::read::entry::Entry;
use crate::read::failure::{broken_rule, by, unexplained, violation};
use crate::read::find::find;
use crate::read::named_release::NamedRelease;
use crate::{CdEvent, CustomData, ErrorKind, Json, Release};

/// A converted event, and what the conversion did.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Upgraded {
    /// The event.
    pub event: CdEvent,
    /// What was moved, changed, dropped or filled in. Empty if the event was already of that release.
    pub notes: Vec<Note>,
}

/// What happens to parts of an event that the target has no place for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Loss {
    /// The conversion fails.
    Refuse,
    /// They are dropped, with a [`Note`] each.
    #[default]
    Report,
    /// They are kept in the custom data, and restored when the event is converted to another release
    /// again: see [the module](crate::upgrade#keeping-what-has-no-place).
    Keep,
}

/// A conversion to a release.
///
/// ```
/// use cdevents_generated::upgrade::{Loss, Upgrade};
/// use cdevents_generated::{CdEvent, Release};
///
/// # fn receive(event: CdEvent) -> Result<(), Box<dyn std::error::Error>> {
/// let artifact = r#""pkg:oci/checkout""#.parse()?;
/// let upgrade = Upgrade::new(Release::V0_5_1)
///     .loss(Loss::Refuse)
///     .answer("service.deployed", "/subject/content/artifactId", artifact);
/// let event = upgrade.convert(event)?.event;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct Upgrade<'a> {
    release: Release,
    loss: Loss,
    fixed: Vec<(String, String, Json)>,
    answers: Option<Box<Answers<'a>>>,
}

impl<'a> Upgrade<'a> {
    /// Creates a conversion to a release, which reports losses and has no answers.
    pub const fn new(release: Release) -> Self {
        Self {
            release,
            loss: Loss::Report,
            fixed: Vec::new(),
            answers: None,
        }
    }

    /// Creates a conversion to the newest release.
    pub const fn to_newest() -> Self {
        Self::new(Release::ALL[Release::ALL.len() - 1])
    }

    /// Chooses what happens to parts of an event that the target has no place for.
    pub fn loss(self, loss: Loss) -> Self {
        Self { loss, ..self }
    }

    /// Sets the value of a property that the target requires, for the events that lack it. `event` is
    /// the event's name in the target, such as `service.deployed`, and `pointer` the property's JSON
    /// Pointer there.
    pub fn answer(
        mut self,
        event: impl Into<String>,
        pointer: impl Into<String>,
        value: Json,
    ) -> Self {
        self.fixed.push((event.into(), pointer.into(), value));
        self
    }

    /// Sets a function that knows what the target requires and an event lacks. It is asked what
    /// [`answer`](Self::answer) doesn't answer, and returns `None` if it doesn't know either.
    ///
    /// ```
    /// use cdevents_generated::upgrade::Upgrade;
    ///
    /// let upgrade = Upgrade::to_newest().answers(|question| {
    ///     let is_environment = question.pointer().ends_with("/environment");
    ///     is_environment.then(|| r#"{"id":"test"}"#.parse().ok())?
    /// });
    /// ```
    pub fn answers(self, answers: impl Fn(&Question) -> Option<Json> + Send + Sync + 'a) -> Self {
        let answers: Option<Box<Answers<'a>>> = Some(Box::new(answers));
        Self { answers, ..self }
    }

    /// Converts an event. An event of the target release, and an unknown event, is returned as it is.
    ///
    /// # Errors
    /// Fails if the target doesn't have the event, if it requires a property that the event lacks
    /// and there is no answer, or if there is a loss and losses are refused. The error gives the
    /// event back.
    pub fn convert(&self, event: impl Into<CdEvent>) -> Result<Upgraded, Error> {
        self.convert_event(event.into())
    }

    fn convert_event(&self, event: CdEvent) -> Result<Upgraded, Error> {
        match event.release() {
            Some(release) if release != self.release => {}
            _ => {
                let notes = Vec::new();
                return Ok(Upgraded { event, notes });
            }
        }
        match self.converted_by_parts(&event) {
            Some(Ok(upgraded)) => return Ok(upgraded),
            Some(Err(problem)) => return Err(Error::new(event, self.release, problem)),
            None => {}
        }
        let mut event = event;
        // Custom data is the same in every release, and often large, so it is moved as it is.
        let data = self.separable_data(&event);
        if data.is_some() {
            event.set_custom_data(None);
        }
        match self.converted(&event) {
            Ok(mut upgraded) => {
                if data.is_some() {
                    upgraded.event.set_custom_data(data);
                }
                Ok(upgraded)
            }
            Err(problem) => {
                if data.is_some() {
                    event.set_custom_data(data);
                }
                Err(Error::new(event, self.release, problem))
            }
        }
    }

    /// Converts the event without writing what stays the same, if that is possible.
    fn converted_by_parts(&self, event: &CdEvent) -> Option<Result<Upgraded, Problem>> {
        if self.loss == Loss::Keep || may_have_record(event) {
            return None;
        }
        let plan = plan(entry(event).ok()?, self.release)?;
        let (event, notes) = by_parts::convert(plan, event)?;
        let checked = self.check(&notes);
        Some(checked.map(|()| Upgraded { event, notes }))
    }

    /// Returns the custom data, unless a record is or may become part of it.
    fn separable_data(&self, event: &CdEvent) -> Option<CustomData> {
        let data = event.custom_data()?;
        if self.loss == Loss::Keep || may_have_record(event) {
            return None;
        }
        let plan = plan(entry(event).ok()?, self.release)?;
        plan.has_same_data.then(|| data.clone())
    }

    fn converted(&self, event: &CdEvent) -> Result<Upgraded, Problem> {
        let text = event.to_json();
        let entry = entry(event)?;
        let mut notes = Vec::new();
        if may_have_record(event)
            && let Some((entry, restored)) = original(entry, &text)
            && let Ok(event) = parse(entry, &restored.text)
        {
            notes = restored.notes;
            if entry.release == self.release {
                self.check(&notes)?;
                return Ok(Upgraded { event, notes });
            }
            return self.convert_text(entry, &event, &event.to_json(), notes);
        }
        self.convert_text(entry, event, &text, notes)
    }

    fn convert_text(
        &self,
        source: &'static Entry,
        event: &CdEvent,
        text: &str,
        mut notes: Vec<Note>,
    ) -> Result<Upgraded, Problem> {
        let Some(plan) = plan(source, self.release) else {
            return Err(Problem::Missing(kind::missing(source, self.release)));
        };
        let answers = |question: &Question| self.answered(question);
        let mut converted = convert(plan, text, Asking::Caller(&answers));
        if !converted.questions.is_empty() {
            return Err(Problem::Questions(converted.questions));
        }
        if self.loss == Loss::Keep {
            keep(plan, text, event.event_type().as_str(), &mut converted)?;
        }
        notes.append(&mut converted.notes);
        self.check(&notes)?;
        let event = parse(plan.target, &converted.text)?;
        Ok(Upgraded { event, notes })
    }

    fn answered(&self, question: &Question) -> Option<Json> {
        let mut fixed = self.fixed.iter();
        let fixed = fixed
            .find(|(event, pointer, _)| event == question.event() && pointer == question.pointer());
        let answers = || self.answers.as_ref().and_then(|answers| answers(question));
        fixed.map(|(_, _, value)| value.clone()).or_else(answers)
    }

    /// Fails if there is a loss and losses are refused.
    fn check(&self, notes: &[Note]) -> Result<(), Problem> {
        let losses: Vec<_> = match self.loss {
            Loss::Refuse => notes.iter().filter(|note| note.is_loss()).collect(),
            Loss::Report | Loss::Keep => Vec::new(),
        };
        if losses.is_empty() {
            return Ok(());
        }
        Err(Problem::Loss(losses.into_iter().cloned().collect()))
    }
}

impl fmt::Debug for Upgrade<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Upgrade")
            .field("release", &self.release)
            .field("loss", &self.loss)
            .field("fixed", &self.fixed)
            .finish_non_exhaustive()
    }
}

/// Returns whether the custom data mentions the key of a record.
fn may_have_record(event: &CdEvent) -> bool {
    matches!(event.custom_data(), Some(CustomData::Object(data)) if data.as_str().contains(KEY))
}

/// Returns the index entry of an event.
fn entry(event: &CdEvent) -> Result<&'static Entry, Problem> {
    let event_type = event.event_type();
    let found = find(
        event_type.as_str(),
        NamedRelease::default(),
        event.release(),
    );
    found
        .map(|(entry, _)| entry)
        .ok_or_else(|| Problem::Invalid(format!("`{event_type}` isn't in the index")))
}

/// Parses a converted event.
fn parse(entry: &'static Entry, text: &str) -> Result<CdEvent, Problem> {
    let read = |reader: &mut Reader<'_>| CdEvent::make(entry, reader);
    read(&mut Reader::new(text)).map_err(|_| {
        let error = violation(text, by(entry.schema, entry.schema_id))
            .or_else(|| broken_rule(ErrorKind::Invalid, text, read))
            .unwrap_or_else(unexplained);
        Problem::Invalid(error.to_string())
    })
}

#[cfg(all(test, feature = "testkit"))]
mod tests;
