//! The generated examples.

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

/// Joins the examples of all releases.
pub(crate) const fn joined<const COUNT: usize>(releases: &[&[Example]]) -> [Example; COUNT] {
    let mut all = [releases[0][0]; COUNT];
    let (mut count, mut release) = (0, 0);
    while release < releases.len() {
        let mut index = 0;
        while index < releases[release].len() {
            all[count] = releases[release][index];
            count += 1;
            index += 1;
        }
        release += 1;
    }
    assert!(count == COUNT);
    all
}

/// Writes the list of examples, from those of each release.
macro_rules! examples {
    ($($release:ident,)*) => {
        /// The generated examples: one for each event of each release, with required properties
        /// only. They are sorted by release, and then by name; the custom event comes last.
        pub static EXAMPLES: &[crate::testkit::Example] = {
            const COUNT: usize = 0 $(+ crate::$release::EXAMPLES.len())*;
            static ALL: [crate::testkit::Example; COUNT] =
                crate::testkit::joined(&[$(crate::$release::EXAMPLES),*]);
            &ALL
        };
    };
}
pub(crate) use examples;
