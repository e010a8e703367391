//! Finds the first violation in an event that could not be read, from the offset where reading stopped.
//! Only the innermost object that has the offset is parsed into a tree.

use super::collect;
use super::fast::text::{is_next_valid, is_string};
use super::location::InstanceStep;
use super::table::{Mode, ObjectRules, Property, Schema};
use super::violation::Violation;
use crate::json::pointer;
use crate::json::scan::{MAX_DEPTH, Problem, Reader};
use crate::json::tree::Node;
use crate::read::entry::Entry;
use crate::read::named_release::{SPECVERSION, VERSION};

/// Returns the violation that is the first in a report, if that can be told without a report. Whatever
/// ends before the offset must be valid.
pub(crate) fn first_violation(
    schema: &'static Schema,
    text: &str,
    stopped: usize,
) -> Option<Violation> {
    Search::new(stopped).violation(schema, text)
}

/// Returns the same for an event that was read by a guess, if the guess is right.
pub(crate) fn first_violation_of(
    guessed: &'static Entry,
    text: &str,
    stopped: usize,
) -> Option<Violation> {
    let mut search = Search::new(stopped);
    search.guessed = Some((guessed, guessed.schema.property("context")?.target.object?));
    let violation = search.violation(guessed.schema, text)?;
    (search.names_type && search.names_release).then_some(violation)
}

/// Searches for the place of the first violation.
struct Search {
    stopped: usize,
    /// The guess, and the rules of the context, which has to confirm it.
    guessed: Option<(&'static Entry, &'static ObjectRules)>,
    names_type: bool,
    names_release: bool,
}

/// A value that has the first violation.
struct Place<'a> {
    schema: &'static Schema,
    /// A reader of the value.
    start: Reader<'a>,
    /// The steps from the value to the document.
    steps: Vec<&'static Property>,
}

impl<'a> Place<'a> {
    const fn new(schema: &'static Schema, start: Reader<'a>) -> Self {
        let steps = Vec::new();
        Self {
            schema,
            start,
            steps,
        }
    }
}

/// How many objects are open within the context of an event.
const CONTEXT_DEPTH: usize = 2;

impl Search {
    const fn new(stopped: usize) -> Self {
        Self {
            stopped,
            guessed: None,
            names_type: false,
            names_release: false,
        }
    }

    fn violation(&mut self, schema: &'static Schema, text: &str) -> Option<Violation> {
        let mut reader = Reader::new(text);
        let place = self.step(schema, &mut reader, 0).ok()?;
        reader.end().ok()?;
        let mut place = place.unwrap_or_else(|| Place::new(schema, Reader::new(text)));
        let (last, outer) = match place.steps.split_first() {
            Some((last, outer)) => (InstanceStep::to(last), outer),
            None => (InstanceStep::Same, &[][..]),
        };
        let mut path = String::new();
        for step in outer.iter().rev() {
            pointer::push(&mut path, step.key);
        }
        let node = Node::next(&mut place.start).ok()?;
        let mut violation = collect::first(place.schema, &node, last)?;
        violation.instance_path.insert_str(0, &path);
        Some(violation)
    }

    /// Passes a value, and returns the place within it that has the first violation, if it isn't the
    /// value itself. Fails where this can't be told.
    fn step<'a>(
        &mut self,
        schema: &'static Schema,
        reader: &mut Reader<'a>,
        depth: usize,
    ) -> Result<Option<Place<'a>>, Problem> {
        let schema = schema.target();
        match (schema.mode, schema.object) {
            (Mode::Object, Some(rules)) if reader.peek()? == b'{' && depth < MAX_DEPTH => {
                self.object(rules, reader, depth + 1)
            }
            // If the value was read, it is JSON. If not, it becomes a tree.
            _ => reader.pass().map(|()| None),
        }
    }

    fn object<'a>(
        &mut self,
        rules: &'static ObjectRules,
        reader: &mut Reader<'a>,
        depth: usize,
    ) -> Result<Option<Place<'a>>, Problem> {
        let mut place: Option<Place<'a>> = None;
        let (mut seen, mut expected) = (0, 0);
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on {
            let first = place.as_ref().and_then(|place| place.steps.last());
            let key = reader.key()?;
            // Violations are sorted by key.
            let is_before = first.is_some_and(|first| *key < *first.key);
            match rules.index_of(&key, expected) {
                // Of duplicate keys, the last one counts, which was not read.
                Some(index) if seen & (1 << index) != 0 => return Err(Problem::Duplicate),
                Some(index) => {
                    seen |= 1 << index;
                    expected = index + 1;
                    let property = &rules.properties[index];
                    let start = reader.clone();
                    if first.is_none() {
                        let inner = self.step(property.schema, reader, depth)?;
                        if start.position() <= self.stopped && self.stopped <= reader.position() {
                            let start = start.clone();
                            let mut inner =
                                inner.unwrap_or_else(|| Place::new(property.schema, start));
                            inner.steps.push(property);
                            place = Some(inner);
                        }
                    } else if !is_before {
                        reader.skip(depth)?;
                    } else {
                        reader.clone().skip(depth)?;
                        if !is_next_valid(property.schema, reader) {
                            return Err(Problem::Invalid);
                        }
                    }
                    if depth == CONTEXT_DEPTH {
                        self.confirm(rules, property, reader.since(start.position()));
                    }
                }
                // Another name of the release may count instead.
                None if is_before || [SPECVERSION, VERSION].contains(&&*key) => {
                    return Err(Problem::Invalid);
                }
                None => reader.skip(depth)?,
            }
            goes_on = reader.next(b'}')?;
        }
        // A missing property comes before the violations of others.
        Ok(place.filter(|_| rules.has_required(seen)))
    }

    /// Looks whether a property of the context confirms the guess.
    fn confirm(&mut self, rules: &'static ObjectRules, property: &Property, value: &str) {
        let Some((guessed, _)) = self
            .guessed
            .filter(|(_, context)| std::ptr::eq(*context, rules))
        else {
            return;
        };
        match property.key {
            "type" => self.names_type = is_string(value, guessed.event_type),
            SPECVERSION | VERSION => {
                self.names_release = is_string(value, guessed.release.as_str());
            }
            _ => {}
        }
    }
}
