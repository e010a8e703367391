//! Custom events with a content of any type as events of any type.

use crate::traits::CustomDefinition;
use crate::{CdEvent, Error, Event, JsonObject};

impl<D: CustomDefinition> Event<D>
where
    CdEvent: From<Event<D::With<JsonObject>>>,
{
    /// Converts a custom event, with a content of any type, to an event of any type, for example to
    /// send it together with others. `CdEvent::try_from(&event)` does the same.
    ///
    /// ```
    /// use cdevents_generated::v0_5_1::CustomEvent;
    /// use cdevents_generated::{CdEvent, Kind};
    /// use serde_json::Value;
    ///
    /// # let json = br#"{
    /// #     "context": {
    /// #         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
    /// #         "type": "dev.cdeventsx.mytool-table.reserved.0.1.0"
    /// #     },
    /// #     "subject": { "id": "table/7", "content": { "seats": 4 } }
    /// # }"#;
    /// let event = CustomEvent::from_slice_with::<Value>(json)?;
    /// let any = event.to_cd_event()?;
    /// assert_eq!(any.kind(), Some(Kind::Custom));
    /// assert_eq!(any, CdEvent::try_from(event)?);
    /// # Ok::<(), cdevents_generated::Error>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the content doesn't serialize as an object, repeats a key, or nests more than 120
    /// deep.
    pub fn to_cd_event(&self) -> Result<CdEvent, Error> {
        self.with_content::<JsonObject>().map(CdEvent::from)
    }
}

impl<D: CustomDefinition> TryFrom<&Event<D>> for CdEvent
where
    CdEvent: From<Event<D::With<JsonObject>>>,
{
    type Error = Error;

    /// Fails if the content doesn't serialize as an object, repeats a key, or nests more than 120
    /// deep.
    fn try_from(event: &Event<D>) -> Result<Self, Error> {
        event.to_cd_event()
    }
}
