//! What users choose about generated events.

use std::ops::RangeInclusive;

/// What to choose about generated events. The default reaches everything that a schema allows, in
/// small sizes.
///
/// ```
/// use cdevents_generated::testkit::{Events, Knobs};
///
/// let knobs = Knobs::default().with_links(false).with_file_name_ids(true).with_text_lengths(0..=80);
/// let events = Events::all().with_knobs(knobs);
/// # assert!(!events.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, and only this module names them"
)]
#[must_use]
pub struct Knobs {
    pub(super) text_lengths: RangeInclusive<usize>,
    pub(super) list_lengths: RangeInclusive<usize>,
    pub(super) depth: u32,
    pub(super) optional: f64,
    pub(super) has_links: bool,
    pub(super) has_file_name_ids: bool,
    pub(super) has_odd_numbers: bool,
    pub(super) has_shuffled_keys: bool,
    pub(super) is_ascii: bool,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            text_lengths: 0..=16,
            list_lengths: 0..=3,
            depth: 3,
            optional: 0.5,
            has_links: true,
            has_file_name_ids: false,
            has_odd_numbers: true,
            has_shuffled_keys: true,
            is_ascii: false,
        }
    }
}

impl Knobs {
    /// Sets the length of strings, in characters: 0 to 16 by default. A string whose schema gives it
    /// another length, a format or a pattern has the length that it needs.
    pub const fn with_text_lengths(mut self, lengths: RangeInclusive<usize>) -> Self {
        self.text_lengths = lengths;
        self
    }

    /// Sets the length of lists, and of objects whose keys are free: 0 to 3 by default.
    pub const fn with_list_lengths(mut self, lengths: RangeInclusive<usize>) -> Self {
        self.list_lengths = lengths;
        self
    }

    /// Sets how many arrays and objects free JSON nests at most: 3 by default. Events nest free JSON
    /// at most 120 deep, and the time to make a strategy grows with the depth.
    pub const fn with_depth(mut self, depth: u32) -> Self {
        self.depth = depth;
        self
    }

    /// Sets the probability that an optional property is present: 0.5 by default. 0 makes events
    /// with required properties only, 1 makes complete ones.
    pub const fn with_optional(mut self, probability: f64) -> Self {
        self.optional = probability;
        self
    }

    /// Sets whether a context can have `links`: it can by default.
    pub const fn with_links(mut self, has_links: bool) -> Self {
        self.has_links = has_links;
        self
    }

    /// Sets whether the IDs of events, subjects and chains, and the references to them, are safe as
    /// names of files: only `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`, the first of them no `.` or `-`.
    /// By default, an ID is any string that is not empty.
    pub const fn with_file_name_ids(mut self, has_file_name_ids: bool) -> Self {
        self.has_file_name_ids = has_file_name_ids;
        self
    }

    /// Sets whether numbers in free JSON can be spelled as `-0`, `1.50` or `25E-2`, or have more
    /// digits than a 64-bit number: they can by default. If not, a `serde_json::Value` holds each of
    /// them without loss.
    pub const fn with_odd_numbers(mut self, has_odd_numbers: bool) -> Self {
        self.has_odd_numbers = has_odd_numbers;
        self
    }

    /// Sets whether the keys of objects can have any order: they can by default. If not, they have
    /// the order in which events are written.
    pub const fn with_shuffled_keys(mut self, has_shuffled_keys: bool) -> Self {
        self.has_shuffled_keys = has_shuffled_keys;
        self
    }

    /// Sets whether strings are printable ASCII: by default, they have any characters.
    pub const fn with_ascii(mut self, is_ascii: bool) -> Self {
        self.is_ascii = is_ascii;
        self
    }
}
