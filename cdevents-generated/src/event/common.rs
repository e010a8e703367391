//! What every event has.

use crate::{CustomData, Environment, EventTypeRef, Timestamp};

/// What every event has, whatever its type and release.
pub(crate) trait Common {
    fn event_type(&self) -> EventTypeRef<'_>;
    fn id(&self) -> &str;
    fn source(&self) -> &str;
    fn timestamp(&self) -> &Timestamp;
    fn subject_id(&self) -> &str;
    fn subject_source(&self) -> Option<&str>;
    fn custom_data(&self) -> Option<&CustomData>;
    fn custom_data_content_type(&self) -> Option<&str>;
    fn environment(&self) -> Option<Environment<'_>>;
    fn release_name(&self) -> Option<&str>;
}
