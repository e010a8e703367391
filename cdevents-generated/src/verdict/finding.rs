//! A finding, and its place.

use std::ops::Range;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::validate::Keyword;

/// A violation of the schema, or another reason why a text isn't a valid event.
///
/// It serializes as an error of JSON Schema's *basic* output, with `keyword`, `line`, `column`, `bytes`
/// and `utf16` if they are known.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The JSON Pointer of the invalid value.
    pub instance_path: String,
    /// What was expected and what was found.
    pub message: String,
    /// The violated keyword; `None` if the finding isn't about a schema.
    pub keyword: Option<Keyword>,
    /// The JSON Pointer of the keyword from the root of the event's schema, through every `$ref`.
    pub keyword_path: Option<String>,
    /// The URI of the keyword: the `$id` of the schema's document and the JSON Pointer in it.
    pub keyword_uri: Option<String>,
    /// Where the invalid value is, or the key that isn't allowed; `None` if no place is to blame.
    pub place: Option<Place>,
}

/// A place in a text.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The bytes. Empty at the end of a text that ends too early.
    pub bytes: Range<usize>,
    /// The UTF-16 units, which JavaScript and editors count.
    pub utf16: Range<usize>,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut finding = serializer.serialize_map(None)?;
        finding.serialize_entry("instanceLocation", &self.instance_path)?;
        finding.serialize_entry("error", &self.message)?;
        for (key, value) in [
            ("keyword", self.keyword.map(Keyword::as_str)),
            ("keywordLocation", self.keyword_path.as_deref()),
            ("absoluteKeywordLocation", self.keyword_uri.as_deref()),
        ] {
            if let Some(value) = value {
                finding.serialize_entry(key, value)?;
            }
        }
        if let Some(place) = &self.place {
            finding.serialize_entry("line", &place.line)?;
            finding.serialize_entry("column", &place.column)?;
            finding.serialize_entry("bytes", &[place.bytes.start, place.bytes.end])?;
            finding.serialize_entry("utf16", &[place.utf16.start, place.utf16.end])?;
        }
        finding.end()
    }
}
