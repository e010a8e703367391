//! What a receiver fills in.

use std::str::FromStr;

use super::error::Error;
use super::filled::{Completed, Filled, Origin, Property};
use super::gaps::Gaps;
use crate::read::input;
use crate::{CdEvent, NonEmptyString, Timestamp, UriReference};

/// What a receiver fills in if an event lacks it. Without a default, a missing property is an error.
///
/// ```
/// use cdevents_generated::partial::{Defaults, Error, Property};
///
/// let defaults = Defaults::new().with_source("/ci/main".parse()?);
/// let json = br#"{
///     "context": {
///         "specversion": "0.5.1", "type": "dev.cdevents.build.started.0.3.0",
///         "timestamp": "2026-03-20T14:27:05Z"
///     },
///     "subject": { "id": "build/7", "content": {} }
/// }"#;
/// match defaults.complete(json) {
///     Err(Error::Missing(missing)) => assert_eq!(missing, [Property::Id]),
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), cdevents_generated::InvalidValue>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    id: Option<Id>,
    source: Option<UriReference>,
    timestamp: Option<Time>,
}

#[derive(Clone, Debug)]
enum Id {
    Given(NonEmptyString),
    #[cfg(feature = "now")]
    Random,
    #[cfg(feature = "digest")]
    Content,
}

#[derive(Clone, Debug)]
enum Time {
    Given(Timestamp),
    #[cfg(feature = "now")]
    Now,
}

impl Defaults {
    /// Creates defaults that fill in nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            id: None,
            source: None,
            timestamp: None,
        }
    }

    /// Sets the ID of events without one. An ID belongs to one event, so use these defaults once: for an
    /// ID that arrived beside the event.
    #[must_use]
    pub fn with_id(mut self, id: NonEmptyString) -> Self {
        self.id = Some(Id::Given(id));
        self
    }

    /// Gives each event without an ID a random UUID.
    #[cfg(feature = "now")]
    #[must_use]
    pub fn with_random_ids(mut self) -> Self {
        self.id = Some(Id::Random);
        self
    }

    /// Gives each event without an ID the digest of its content, so that the same event has the same ID
    /// each time it is sent: SHA-256 of the canonical form by RFC 8785, as 64 hexadecimal digits.
    ///
    /// The order of keys, white space, and the spelling of numbers and strings don't count. The source
    /// counts, also if it was filled in. A timestamp counts only if the producer sent it, so a producer
    /// whose events are equal in all else, but different events, has to send timestamps.
    ///
    /// ```
    /// use cdevents_generated::partial::Defaults;
    ///
    /// let defaults = Defaults::new()
    ///     .with_content_ids()
    ///     .with_source("/ci/main".parse()?)
    ///     .with_timestamp("2026-03-20T14:27:05Z".parse()?);
    /// let one = defaults.complete(br#"{
    ///     "context": { "specversion": "0.5.1", "type": "dev.cdevents.build.started.0.3.0" },
    ///     "subject": { "id": "build/7", "content": {} }
    /// }"#)?;
    /// let same = defaults.with_timestamp("2026-03-20T14:27:09Z".parse()?).complete(br#"{
    ///     "subject": { "content": {}, "id": "build/7" },
    ///     "context": { "type": "dev.cdevents.build.started.0.3.0", "specversion": "0.5.1" }
    /// }"#)?;
    /// assert_eq!(one.event.id(), same.event.id());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "digest")]
    #[must_use]
    pub fn with_content_ids(mut self) -> Self {
        self.id = Some(Id::Content);
        self
    }

    /// Sets the source of events without one.
    #[must_use]
    pub fn with_source(mut self, source: UriReference) -> Self {
        self.source = Some(source);
        self
    }

    /// Sets the timestamp of events without one, such as the time at which you received them.
    #[must_use]
    pub fn with_timestamp(mut self, timestamp: Timestamp) -> Self {
        self.timestamp = Some(Time::Given(timestamp));
        self
    }

    /// Sets the timestamp of events without one to the time at which they are completed.
    #[cfg(feature = "now")]
    #[must_use]
    pub fn with_timestamp_now(mut self) -> Self {
        self.timestamp = Some(Time::Now);
        self
    }

    /// Completes an event, and parses it as [`CdEvent::from_slice`] does.
    ///
    /// # Errors
    /// Fails if the event lacks a property for which there is no default, and where
    /// [`CdEvent::from_slice`] fails.
    pub fn complete(&self, json: &[u8]) -> Result<Completed<CdEvent>, Error> {
        self.complete_as(json)
    }

    /// Completes an event, and parses it as an [`Event`](crate::Event) of one type, or as an event of
    /// one release.
    ///
    /// # Errors
    /// Fails if the event lacks a property for which there is no default, and where `from_slice` of
    /// that type fails.
    pub fn complete_as<E: FromStr<Err = crate::Error>>(
        &self,
        json: &[u8],
    ) -> Result<Completed<E>, Error> {
        let text = input::text(json)?;
        let gaps = Gaps::find(text).filter(|gaps| gaps.has_type);
        let Some(gaps) = gaps.filter(|gaps| gaps.missing().next().is_some()) else {
            let (event, filled) = (text.parse()?, Vec::new());
            return Ok(Completed { event, filled });
        };
        let Some(filled) = self.values(text, &gaps)? else {
            // What has no digest isn't JSON, and parsing says why.
            let (event, filled) = (text.parse()?, Vec::new());
            return Ok(Completed { event, filled });
        };
        let values = filled.iter();
        let values = values.map(|filled| (filled.property, filled.value.as_str()));
        let completed = gaps.fill(text, values);
        let event = completed.text.parse();
        let event = event.map_err(|error: crate::Error| {
            error.map_position(|position| completed.original_position(position))
        })?;
        Ok(Completed { event, filled })
    }

    /// Returns the values of all missing properties; `None` if the text has no digest.
    fn values(&self, text: &str, gaps: &Gaps) -> Result<Option<Vec<Filled>>, Error> {
        let (mut filled, mut missing) = (Vec::new(), Vec::new());
        for property in gaps.missing() {
            match self.value(property, text, gaps) {
                Some(Ok((value, from))) => filled.push(Filled {
                    property,
                    value,
                    from,
                }),
                Some(Err(NoDigest)) => return Ok(None),
                None => missing.push(property),
            }
        }
        if missing.is_empty() {
            Ok(Some(filled))
        } else {
            Err(Error::Missing(missing))
        }
    }

    /// Returns the value of a property, if there is a default for it.
    #[cfg_attr(not(feature = "digest"), expect(unused_variables))]
    fn value(
        &self,
        property: Property,
        text: &str,
        gaps: &Gaps,
    ) -> Option<Result<(String, Origin), NoDigest>> {
        let (value, from) = match property {
            Property::Id => match self.id.as_ref()? {
                Id::Given(id) => (id.as_str().to_owned(), Origin::Given),
                #[cfg(feature = "now")]
                Id::Random => (NonEmptyString::unique().into(), Origin::Random),
                #[cfg(feature = "digest")]
                Id::Content => match self.content_id(text, gaps) {
                    Some(id) => (id, Origin::Content),
                    None => return Some(Err(NoDigest)),
                },
            },
            Property::Source => (self.source.as_ref()?.as_str().to_owned(), Origin::Given),
            Property::Timestamp => match self.timestamp.as_ref()? {
                Time::Given(timestamp) => (timestamp.to_string(), Origin::Given),
                #[cfg(feature = "now")]
                Time::Now => (Timestamp::now().to_string(), Origin::Clock),
            },
        };
        Some(Ok((value, from)))
    }

    /// Returns the digest of the event with its source, and without a timestamp that it lacks; `None`
    /// if it isn't JSON.
    #[cfg(feature = "digest")]
    fn content_id(&self, text: &str, gaps: &Gaps) -> Option<String> {
        let mut missing = gaps.missing();
        let source = missing.find(|property| *property == Property::Source);
        let source = source.and_then(|property| Some((property, self.source.as_ref()?.as_str())));
        super::canonical::digest(&gaps.fill(text, source).text)
    }
}

/// A text has no digest, because it isn't JSON.
struct NoDigest;
