//! Validates a JSON text, without building a value.
//!
//! Objects, arrays and strings are validated as they are read. A value that several schemas apply to
//! is read once for each of them. A value is parsed into a tree if its schema has rare keywords, or
//! after many values were read for several schemas.

use std::borrow::Cow;

use super::value::{is_text_valid, is_valid_by};
use crate::Release;
use crate::json::keys::Keys;
use crate::json::scan::{Problem, Reader};
use crate::json::tree::Node;
use crate::read::entry::Entry;
use crate::read::guess::{LINK_TYPE, link_type};
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::validate::check::applicators;
use crate::validate::state::State;
use crate::validate::table::{
    Alternatives, Applicator, ArrayRules, Mode, ObjectRules, Property, Schema, Tag, Types,
};

/// Returns whether a text is JSON, valid against a schema and without duplicate keys.
pub(in crate::validate) fn is_valid(schema: &'static Schema, text: &str) -> bool {
    let mut reader = Reader::new(text);
    let mut checker = Checker::default();
    let checked = checker.check(schema, &mut reader);
    checked.and_then(|()| reader.end()).is_ok() && checker.state.undecided().is_none()
}

/// Checks an event by the schema of an entry, and returns whether it names the entry's release, or else
/// the offset where the check stopped.
pub(in crate::validate) fn judge_event(entry: &'static Entry, text: &str) -> Result<bool, usize> {
    let context = entry.schema.property("context");
    let context = context.and_then(|context| context.target.object);
    let mut reader = Reader::new(text);
    let mut checker = Checker {
        unnamed: context.map(|context| (context, entry.release)),
        ..Checker::default()
    };
    let checked = checker.check(entry.schema, &mut reader);
    match checked.and_then(|()| reader.end()) {
        Ok(()) if checker.state.undecided().is_none() => {
            Ok(context.is_some() && checker.unnamed.is_none())
        }
        _ => Err(reader.position()),
    }
}

/// Returns whether the next value of a reader is valid against a schema, and moves the reader behind
/// it if it is.
pub(in crate::validate) fn is_next_valid(schema: &'static Schema, reader: &mut Reader<'_>) -> bool {
    let mut ahead = reader.clone();
    let mut checker = Checker::default();
    let is_valid = checker.check(schema, &mut ahead).is_ok() && checker.state.undecided().is_none();
    if is_valid {
        *reader = ahead;
    }
    is_valid
}

/// How many objects are open within the context of an event.
const CONTEXT_DEPTH: usize = 2;

/// How many arrays and objects a schema may describe within each other: as many as `serde_json`
/// parses. Free JSON has its own limit.
const MAX_DEPTH: usize = 127;

/// How often values are read for several schemas before they are parsed instead: the number of reads
/// could double at each level of a recursive schema.
const MANY_READS: usize = 64;

/// How many bytes are searched for a link's type. Without a limit, many links would take quadratic time.
const LINK_SEARCH: usize = 1024;

/// Validates one text.
#[derive(Default)]
struct Checker {
    state: State,
    depth: usize,
    /// How often a value was read for one of several schemas.
    reads: usize,
    /// The context in which an event must name a release, until it does.
    unnamed: Option<(&'static ObjectRules, Release)>,
}

fn verdict(is_valid: bool) -> Result<(), Problem> {
    if is_valid {
        Ok(())
    } else {
        Err(Problem::Invalid)
    }
}

/// Returns the type of a value, as far as its first byte tells.
const fn type_of(first: u8) -> Types {
    match first {
        b'{' => Types::OBJECT,
        b'[' => Types::ARRAY,
        b'"' => Types::STRING,
        b't' | b'f' => Types::BOOLEAN,
        b'n' => Types::NULL,
        _ => Types::NUMBER,
    }
}

impl Checker {
    /// Checks a value. Strings are the most frequent values.
    #[inline]
    fn check(&mut self, schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
        if schema.mode != Mode::Text {
            return self.check_other(schema, reader);
        }
        verdict(match reader.plain() {
            Some(plain) => is_text_valid(schema, plain, &mut self.state),
            None => is_text_valid(schema, &reader.string()?, &mut self.state),
        })
    }

    #[inline(never)]
    fn check_other(
        &mut self,
        schema: &'static Schema,
        reader: &mut Reader<'_>,
    ) -> Result<(), Problem> {
        match (schema.mode, schema.object, schema.array) {
            (Mode::Forward, ..) => self.check(schema.target(), reader),
            (Mode::Object, Some(rules), _) => self.deeper(|this| this.object(rules, reader)),
            (Mode::Array, _, Some(rules)) => self.deeper(|this| this.array(rules, reader)),
            (Mode::Free, ..) => {
                verdict(schema.types.has(type_of(reader.peek()?)))?;
                reader.skip(0)
            }
            (Mode::Applied, ..) => self.applied(schema, reader),
            _ => self.parsed(schema, reader),
        }
    }

    fn deeper(
        &mut self,
        check: impl FnOnce(&mut Self) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        if self.depth == MAX_DEPTH {
            return Err(Problem::Depth);
        }
        self.depth += 1;
        let checked = check(self);
        self.depth -= 1;
        checked
    }

    fn array(
        &mut self,
        rules: &'static ArrayRules,
        reader: &mut Reader<'_>,
    ) -> Result<(), Problem> {
        let mut goes_on = reader.enter(b'[', b']')?;
        let mut index = 0;
        while goes_on {
            let schema = rules.item(index);
            self.check(schema.unwrap_or(&Schema::ANY), reader)?;
            index += 1;
            goes_on = reader.next(b']')?;
        }
        Ok(())
    }

    fn object(
        &mut self,
        rules: &'static ObjectRules,
        reader: &mut Reader<'_>,
    ) -> Result<(), Problem> {
        let unnamed = self.unnamed.filter(|_| self.depth == CONTEXT_DEPTH);
        let unnamed = unnamed.filter(|(context, _)| std::ptr::eq(*context, rules));
        let mut properties = Properties::new(rules);
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on {
            let schema = properties.next(reader)?;
            let start = reader.position();
            self.check(schema, reader)?;
            if let Some((_, release)) = unnamed
                && properties.is_name_of_release()
                && is_string(reader.since(start), release.as_str())
            {
                self.unnamed = None;
            }
            goes_on = reader.next(b'}')?;
        }
        verdict(rules.has_required(properties.seen))
    }

    fn applied(&mut self, schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
        match schema.applicators {
            [Applicator::AnyOf(alternatives)] => return self.any(alternatives, schema, reader),
            [Applicator::OneOf(schemas)] => {
                let r#type = type_of(reader.peek()?);
                let mut candidates = schemas.iter().filter(|schema| allows(schema, r#type));
                let first = candidates.next().ok_or(Problem::Invalid)?;
                if candidates.next().is_none() {
                    return self.check(first, reader);
                }
            }
            _ => {}
        }
        self.reads += 1;
        if self.reads > MANY_READS {
            return self.parsed(schema, reader);
        }
        // The value must be JSON even if no schema reads it to its end.
        let start = reader.clone();
        reader.skip(0)?;
        let mut is_valid = |schema: &'static Schema| {
            self.reads += 1;
            self.check(schema, &mut start.clone()).is_ok()
        };
        let mut all = schema.applicators.iter();
        verdict(all.all(|applicator| applicators::is_valid(applicator, &mut is_valid)))
    }

    /// Checks a value against the alternative that its tag selects, or else by any.
    fn any(
        &mut self,
        alternatives: &'static Alternatives,
        schema: &'static Schema,
        reader: &mut Reader<'_>,
    ) -> Result<(), Problem> {
        if let Some(tag) = &alternatives.tag {
            return self.tagged(alternatives, tag, reader);
        }
        let start = reader.clone();
        for alternative in alternatives.schemas {
            self.reads += 1;
            if self.reads > MANY_READS {
                *reader = start;
                return self.parsed(schema, reader);
            }
            *reader = start.clone();
            if self.check(alternative, reader).is_ok() {
                return Ok(());
            }
        }
        Err(Problem::Invalid)
    }

    /// Checks a value against the alternative that its tag selects.
    fn tagged(
        &mut self,
        alternatives: &'static Alternatives,
        tag: &'static Tag,
        reader: &mut Reader<'_>,
    ) -> Result<(), Problem> {
        let mut ahead = reader.clone();
        ahead.enter(b'{', b'}')?;
        let text = if ahead.is_key(tag.key) {
            ahead.string()?
        } else if self.is_valid_by_guess(alternatives, tag, reader) {
            return Ok(());
        } else {
            string_property(tag.key, &mut reader.clone())?
        };
        let schema = alternatives.tagged(tag, &text).ok_or(Problem::Invalid)?;
        self.check(schema, reader)
    }

    /// Searches the text for a link's type, and returns whether the link is valid with that type. If so,
    /// moves the reader behind the link. The type that was found may be another link's, but then the link
    /// is invalid with it, because each alternative requires its own type.
    fn is_valid_by_guess(
        &mut self,
        alternatives: &'static Alternatives,
        tag: &'static Tag,
        reader: &mut Reader<'_>,
    ) -> bool {
        if tag.key != LINK_TYPE || self.reads > MANY_READS {
            return false;
        }
        let guess = link_type(reader.following(LINK_SEARCH));
        if let Some(schema) = guess.and_then(|text| alternatives.tagged(tag, text)) {
            let mut ahead = reader.clone();
            let state = std::mem::take(&mut self.state);
            if self.check(schema, &mut ahead).is_ok() {
                self.state.add(&state);
                *reader = ahead;
                return true;
            }
            self.state = state;
        }
        self.reads += 1;
        false
    }

    fn parsed(&mut self, schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
        let node = Node::parse(reader.raw()?)?;
        // A state of its own, since it must not outlive the tree.
        let mut state = State::default();
        let is_valid = is_valid_by(schema, &node, &mut state);
        self.state.add(&state);
        verdict(is_valid)
    }
}

/// The properties of an object that were found so far.
struct Properties<'a> {
    rules: &'static ObjectRules,
    /// A bit for each that has a schema of its own.
    seen: u64,
    /// The last one, if it has a schema of its own.
    last: Option<&'static Property>,
    /// The index of the one that is the most likely to follow.
    expected: usize,
    others: Option<Keys<'a>>,
}

impl<'a> Properties<'a> {
    #[inline]
    const fn new(rules: &'static ObjectRules) -> Self {
        Self {
            rules,
            seen: 0,
            last: None,
            expected: 0,
            others: None,
        }
    }

    /// Reads the next key and returns the schema of its value.
    #[inline]
    fn next(&mut self, reader: &mut Reader<'a>) -> Result<&'static Schema, Problem> {
        let properties = self.rules.properties;
        let index = reader.position_of_key(properties, |property| property.key, self.expected);
        match index {
            Some(index) => self.known(index),
            None => self.other(reader.key()?),
        }
    }

    /// Returns the schema of the value of a key that is additional, or was not found without scanning
    /// it.
    fn other(&mut self, key: Cow<'a, str>) -> Result<&'static Schema, Problem> {
        if let Some(index) = self.rules.index_of(&key, self.expected) {
            return self.known(index);
        }
        self.last = None;
        if self.rules.additional.types == Types::NONE {
            return Err(Problem::Invalid);
        }
        verdict(self.others.get_or_insert_with(Keys::default).insert(key))?;
        Ok(self.rules.additional)
    }

    #[inline]
    fn known(&mut self, index: usize) -> Result<&'static Schema, Problem> {
        let bit = 1 << index;
        verdict(self.seen & bit == 0)?;
        self.seen |= bit;
        self.expected = index + 1;
        let property = &self.rules.properties[index];
        self.last = Some(property);
        Ok(property.target)
    }

    fn is_name_of_release(&self) -> bool {
        let key = self.last.map(|property| property.key);
        key == Some(SPECVERSION) || key == Some(VERSION)
    }
}

/// Returns whether a JSON text is this string, without escapes.
pub(in crate::validate) fn is_string(text: &str, expected: &str) -> bool {
    let text = text.trim_ascii_start().strip_prefix('"');
    text.and_then(|text| text.strip_suffix('"')) == Some(expected)
}

/// Returns the value of the first property with a key, which must be a string.
fn string_property<'a>(sought: &str, reader: &mut Reader<'a>) -> Result<Cow<'a, str>, Problem> {
    let mut goes_on = reader.enter(b'{', b'}')?;
    while goes_on {
        if reader.is_key(sought) || reader.key()? == sought {
            return reader.string();
        }
        reader.pass()?;
        goes_on = reader.next(b'}')?;
    }
    Err(Problem::Invalid)
}

/// Returns whether a schema allows a type.
fn allows(schema: &'static Schema, r#type: Types) -> bool {
    schema.target().types.has(r#type)
}
