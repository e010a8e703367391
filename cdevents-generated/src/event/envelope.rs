//! What every event has, whatever its type and release.

use crate::traits::sealed::Sealed;
use crate::{CustomData, Environment, EventTypeRef, Kind, Release, Timestamp};

/// What every event has, whatever its type and release.
///
/// Every [`Event`](crate::Event), each `AnyEvent`, [`CdEvent`](crate::CdEvent) and
/// [`UnknownEvent`](crate::UnknownEvent) implements this trait, and has the same methods itself. Use
/// the trait as a bound, or as `dyn Envelope`:
///
/// ```
/// use cdevents_generated::traits::Envelope;
///
/// fn key(event: &dyn Envelope) -> String {
///     format!("{} {}", event.source(), event.id())
/// }
/// ```
pub trait Envelope: Sealed {
    /// Returns the event type.
    fn event_type(&self) -> EventTypeRef<'_>;

    /// Returns the release that the event was parsed by, or created for; `None` for an unknown
    /// event.
    fn release(&self) -> Option<Release>;

    /// Returns the name of the release that the event names. An event can name a release that lacks
    /// its type; it is then parsed by another release.
    fn release_name(&self) -> Option<&str>;

    /// Returns the `$id` of the event's JSON Schema; `None` for an unknown event.
    fn schema_id(&self) -> Option<&'static str>;

    /// Returns the event's ID, unique within its source.
    fn id(&self) -> &str;

    /// Returns the event's producer.
    fn source(&self) -> &str;

    /// Returns when the event occurred.
    fn timestamp(&self) -> &Timestamp;

    /// Returns the subject's ID.
    fn subject_id(&self) -> &str;

    /// Returns the source that assigned the subject's ID, if the event names one.
    fn subject_source(&self) -> Option<&str>;

    /// Returns the data that the producer added.
    fn custom_data(&self) -> Option<&CustomData>;

    /// Returns the media type of the custom data.
    fn custom_data_content_type(&self) -> Option<&str>;

    /// Returns the environment of a continuous deployment event.
    fn environment(&self) -> Option<Environment<'_>>;

    /// Returns the event as compact JSON. Numbers and timestamps keep their digits.
    fn to_json(&self) -> String;

    /// Returns the kind of the event: its subject and its predicate, in any release and any version;
    /// `None` if this crate knows no such event.
    fn kind(&self) -> Option<Kind> {
        self.event_type().kind()
    }

    /// Returns the JSON text of the content, if there is one.
    #[doc(hidden)]
    fn content_text(&self) -> Option<String>;
}

/// Implements [`Envelope`] for an enum of events, by its method `envelope`.
macro_rules! delegate {
    ($name:ident) => {
        impl $crate::traits::sealed::Sealed for $name {}

        impl $crate::traits::Envelope for $name {
            fn event_type(&self) -> $crate::EventTypeRef<'_> {
                self.envelope().event_type()
            }

            fn release(&self) -> Option<$crate::Release> {
                self.envelope().release()
            }

            fn release_name(&self) -> Option<&str> {
                self.envelope().release_name()
            }

            fn schema_id(&self) -> Option<&'static str> {
                self.envelope().schema_id()
            }

            fn id(&self) -> &str {
                self.envelope().id()
            }

            fn source(&self) -> &str {
                self.envelope().source()
            }

            fn timestamp(&self) -> &$crate::Timestamp {
                self.envelope().timestamp()
            }

            fn subject_id(&self) -> &str {
                self.envelope().subject_id()
            }

            fn subject_source(&self) -> Option<&str> {
                self.envelope().subject_source()
            }

            fn custom_data(&self) -> Option<&$crate::CustomData> {
                self.envelope().custom_data()
            }

            fn custom_data_content_type(&self) -> Option<&str> {
                self.envelope().custom_data_content_type()
            }

            fn environment(&self) -> Option<$crate::Environment<'_>> {
                self.envelope().environment()
            }

            fn to_json(&self) -> String {
                self.envelope().to_json()
            }

            fn kind(&self) -> Option<$crate::Kind> {
                self.envelope().kind()
            }

            fn content_text(&self) -> Option<String> {
                self.envelope().content_text()
            }
        }
    };
}
pub(crate) use delegate;
