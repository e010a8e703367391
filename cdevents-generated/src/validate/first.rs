//! Finds the first violation in an event that could not be read, from the offset where reading stopped.
//! Only the innermost value there is parsed into a tree.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::check::object::MOST_UNKNOWN;
use super::collect;
use super::fast::text::{is_next_valid, is_string};
use super::keyword::Keyword;
use super::location::{InstanceStep, Location};
use super::table::{Mode, ObjectRules, Property, Schema, Types};
use super::violation::{Cause, Violation};
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

/// Where the first violation is.
struct Place<'a> {
    found: Found<'a>,
    /// The steps from the value to the document.
    steps: Vec<&'static Property>,
}

enum Found<'a> {
    /// In a value, from which a reader starts.
    Value(&'static Schema, Reader<'a>),
    /// An object lacks a property. It has these unknown ones.
    Missing(&'static str, Vec<String>, usize),
    /// An object has a property that its rules don't allow.
    Unknown(Cow<'a, str>, &'static ObjectRules, usize),
}

impl<'a> Place<'a> {
    const fn new(found: Found<'a>) -> Self {
        let steps = Vec::new();
        Self { found, steps }
    }

    /// Returns the key of the property that has the violation, or is the violation.
    fn key(&self) -> &str {
        match (&self.found, self.steps.last()) {
            (_, Some(property)) => property.key,
            (Found::Unknown(key, ..), None) => key,
            (Found::Value(..) | Found::Missing(..), None) => "",
        }
    }

    /// Returns the violation, whose path starts with a step to the value.
    fn violation(self, step: InstanceStep<'_>) -> Option<Violation> {
        let (offset, keyword, cause) = match self.found {
            Found::Value(schema, mut start) => {
                return collect::first(schema, &Node::next(&mut start).ok()?, step);
            }
            Found::Missing(key, unknown, offset) => {
                (offset, Keyword::Required, Cause::Missing(key, unknown))
            }
            Found::Unknown(key, rules, offset) => {
                let cause = Cause::Unknown(key.into_owned(), rules);
                (offset, Keyword::AdditionalProperties, cause)
            }
        };
        let location = Location::apart(step, "", &Node::null());
        Some(location.violation(keyword, cause).at(Some(offset)))
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
        let whole = || Place::new(Found::Value(schema, Reader::new(text)));
        let mut place = place.unwrap_or_else(whole);
        let steps = std::mem::take(&mut place.steps);
        let (last, outer) = match steps.split_first() {
            Some((last, outer)) => (InstanceStep::to(last), outer),
            None => (InstanceStep::Same, &[][..]),
        };
        let mut path = String::new();
        for step in outer.iter().rev() {
            pointer::push(&mut path, step.key);
        }
        let mut violation = place.violation(last)?;
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
        let mut unknown = Vec::new();
        let (mut seen, mut expected) = (0, 0);
        let offset = reader.start()?;
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on {
            let key_offset = reader.start()?;
            let known = reader.position_of_key(rules.properties, |property| property.key, expected);
            let (key, index) = if let Some(index) = known {
                (Cow::Borrowed(rules.properties[index].key), known)
            } else {
                let key = reader.key()?;
                let index = rules.index_of(&key, expected);
                (key, index)
            };
            // Violations are sorted by key. Of duplicate keys, the last one counts, which was not read.
            let order = place.as_ref().map(|place| (*key).cmp(place.key()));
            let start = reader.clone();
            if let Some(index) = index {
                if seen & (1 << index) != 0 {
                    return Err(Problem::Duplicate);
                }
                seen |= 1 << index;
                expected = index + 1;
                let property = &rules.properties[index];
                match order {
                    Some(Ordering::Less) => {
                        reader.clone().skip(depth)?;
                        if !is_next_valid(property.schema, reader) {
                            return Err(Problem::Invalid);
                        }
                    }
                    Some(_) => reader.skip(depth)?,
                    None => {
                        let inner = self.step(property.schema, reader, depth)?;
                        if start.position() <= self.stopped && self.stopped <= reader.position() {
                            let value = || Place::new(Found::Value(property.schema, start.clone()));
                            let mut inner = inner.unwrap_or_else(value);
                            inner.steps.push(property);
                            place = Some(inner);
                        }
                    }
                }
                if depth == CONTEXT_DEPTH {
                    self.confirm(rules, property, reader.since(start.position()));
                }
            } else {
                // Another name of the release may count instead.
                if order.is_some_and(Ordering::is_le) || [SPECVERSION, VERSION].contains(&&*key) {
                    return Err(Problem::Invalid);
                }
                reader.skip(depth)?;
                unknown.push(key.clone());
                if order.is_none() && rules.additional.types == Types::NONE {
                    place = Some(Place::new(Found::Unknown(key, rules, key_offset)));
                }
            }
            goes_on = reader.next(b'}')?;
        }
        // A missing property comes before the violations of others.
        match rules.missing(seen, |_| false).next() {
            None => Ok(place),
            Some(key) => {
                unknown.sort();
                unknown.dedup();
                let unknown = unknown.into_iter().take(MOST_UNKNOWN);
                let unknown = unknown.map(Cow::into_owned).collect();
                Ok(Some(Place::new(Found::Missing(key, unknown, offset))))
            }
        }
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
