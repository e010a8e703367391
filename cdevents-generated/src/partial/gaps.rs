//! Finding what the text of an event lacks, and filling it in.

use super::filled::Property;
use crate::json::locate::position;
use crate::json::scan::{Problem, Reader};
use crate::json::write::push_string;

/// What the context of an event lacks.
pub(super) struct Gaps {
    /// Where the first property of the context starts.
    start: usize,
    /// Whether the context has any property.
    is_empty: bool,
    /// Whether the context has an event type.
    pub(super) has_type: bool,
    /// Which properties the context has, in the order of [`Property::ALL`].
    has: [bool; Property::ALL.len()],
}

impl Gaps {
    /// Looks at the text up to the end of the context. Returns `None` if there is no context, or if
    /// the text isn't JSON up to there.
    pub(super) fn find(text: &str) -> Option<Self> {
        Self::read(&mut Reader::new(text)).ok()?
    }

    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, Problem> {
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on && reader.key()? != "context" {
            reader.pass()?;
            goes_on = reader.next(b'}')?;
        }
        if !goes_on {
            return Ok(None);
        }
        // The bracket is one byte, and an empty context ends later.
        let start = reader.start()? + 1;
        let mut goes_on = reader.enter(b'{', b'}')?;
        let mut gaps = Self {
            start,
            is_empty: !goes_on,
            has_type: false,
            has: Property::ALL.map(|_| false),
        };
        while goes_on {
            let key = reader.key()?;
            gaps.has_type |= key == "type";
            for (has, property) in gaps.has.iter_mut().zip(Property::ALL) {
                *has |= key == property.key();
            }
            reader.pass()?;
            goes_on = reader.next(b'}')?;
        }
        Ok(Some(gaps))
    }

    /// Returns the properties that the context lacks.
    pub(super) fn missing(&self) -> impl Iterator<Item = Property> {
        let properties = Property::ALL.into_iter().zip(self.has);
        properties
            .filter(|(_, has)| !has)
            .map(|(property, _)| property)
    }

    /// Inserts properties at the start of the context.
    pub(super) fn fill<'a>(
        &self,
        text: &str,
        values: impl IntoIterator<Item = (Property, &'a str)>,
    ) -> FilledText {
        let mut inserted = String::new();
        for (property, value) in values {
            if !inserted.is_empty() {
                inserted.push(',');
            }
            push_string(&mut inserted, property.key());
            inserted.push(':');
            push_string(&mut inserted, value);
        }
        if !inserted.is_empty() && !self.is_empty {
            inserted.push(',');
        }
        let (before, after) = text.split_at(self.start);
        FilledText {
            text: [before, &inserted, after].concat(),
            start: self.start,
            length: inserted.len(),
        }
    }
}

/// A text with inserted properties.
pub(super) struct FilledText {
    pub(super) text: String,
    start: usize,
    length: usize,
}

impl FilledText {
    /// Returns the position in the original text, given one in this text. Inserted properties have no
    /// line break.
    pub(super) fn original_position(&self, (line, column): (usize, usize)) -> (usize, usize) {
        let (first_line, first_column) = position(&self.text, self.start);
        if line == first_line && column > first_column {
            (line, column.saturating_sub(self.length).max(first_column))
        } else {
            (line, column)
        }
    }
}
