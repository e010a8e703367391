//! The short ways to convert an event to the newest release.

use super::error::{Error, Problem};
use super::options::{Upgrade, Upgraded};
use crate::read::event::Indexed as _;
use crate::{CdEvent, Release, latest};

impl CdEvent {
    /// Converts the event to the newest release. What that has no place for is dropped, with a note.
    ///
    /// ```
    /// use cdevents_generated::{CdEvent, Release};
    ///
    /// let event: CdEvent = r#"{
    ///     "context": {
    ///         "version": "0.4.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
    ///         "type": "dev.cdevents.repository.created.0.2.0"
    ///     },
    ///     "subject": {
    ///         "id": "shop/checkout", "type": "repository",
    ///         "content": { "name": "checkout", "url": "https://example.com/shop/checkout" }
    ///     }
    /// }"#.parse()?;
    /// let upgraded = event.upgrade()?;
    /// assert_eq!(upgraded.event.release(), Release::ALL.last().copied());
    /// let notes: Vec<_> = upgraded.notes.iter().map(ToString::to_string).collect();
    /// assert_eq!(notes, ["moved `/subject/content/url` to `/subject/content/uri`"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the newest release doesn't have the event, or requires a property that the event
    /// lacks: [`Upgrade::answers`] provides it.
    pub fn upgrade(self) -> Result<Upgraded, Error> {
        Upgrade::to_newest().convert(self)
    }

    /// Converts the event to the newest release and returns it as one of that release, so that you
    /// match a single release.
    ///
    /// ```
    /// use cdevents_generated::{CdEvent, latest};
    ///
    /// # fn receive(body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    /// match CdEvent::from_slice(body)?.into_latest()? {
    ///     latest::AnyEvent::ServiceDeployed(event) => {
    ///         println!("{} runs", event.subject.content.artifact_id);
    ///     }
    ///     other => println!("{} of {}", other.event_type(), other.subject_id()),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails where [`upgrade`](Self::upgrade) does, and if the event is unknown.
    pub fn into_latest(self) -> Result<latest::AnyEvent, Error> {
        let newest = latest::AnyEvent::RELEASE.unwrap_or(Release::ALL[Release::ALL.len() - 1]);
        let event = Upgrade::new(newest).convert(self)?.event;
        latest::AnyEvent::try_from(event)
            .map_err(|error| Error::new(error.into_event(), newest, Problem::Unknown))
    }
}
