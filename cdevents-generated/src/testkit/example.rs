//! The generated examples.

use crate::read::find::is_equal;
use crate::{EventType, Release, peek};

/// A generated example: an event with its required properties only.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Example {
    /// The release of the event.
    pub release: Release,
    /// The name of the event, such as `service-deployed`; `custom` for a custom event.
    pub name: &'static str,
    /// The event, as JSON with indentation.
    pub json: &'static str,
}

impl Example {
    /// Returns the event type.
    ///
    /// ```
    /// use cdevents_generated::testkit::EXAMPLES;
    ///
    /// let mut types = EXAMPLES.iter().map(|example| example.event_type().to_string());
    /// assert!(types.any(|event_type| event_type == "dev.cdevents.service.deployed.0.3.0"));
    /// ```
    ///
    /// # Panics
    /// Never panics, because every example is an event.
    #[must_use]
    pub fn event_type(&self) -> EventType {
        let event_type = peek(self.json.as_bytes()).event_type;
        let event_type = event_type.and_then(|event_type| event_type.parse().ok());
        event_type.expect("an event")
    }
}

/// Returns a release by its name, at compile time.
pub(crate) const fn release(name: &str) -> Release {
    let mut index = 0;
    while index < Release::ALL.len() {
        let release = Release::ALL[index];
        if is_equal(release.as_str(), name) {
            return release;
        }
        index += 1;
    }
    panic!("no release has this name")
}

/// Writes the list of examples: for each event, the releases that have it.
macro_rules! examples {
    ($($name:literal: $($release:literal)*,)*) => {
        /// The generated examples: one for each event of each release, with required properties
        /// only. They are sorted by name, and then by release.
        pub static EXAMPLES: &[crate::testkit::Example] = &[$($(
            crate::testkit::Example {
                release: crate::testkit::release($release),
                name: $name,
                json: include_str!(concat!(
                    env!("CARGO_MANIFEST_DIR"), "/examples/", $release, "/", $name, ".minimal.json"
                )),
            },
        )*)*];
    };
}
pub(crate) use examples;
