//! The meaning of the tables for JSON text: a verdict, without a value in between.
//!
//! Objects, arrays and strings are judged while they are read. Where several schemas apply to one
//! value, it is read once for each of them; where a keyword is too rare to be worth code of its
//! own, the value is parsed into a tree, and so is any where several schemas apply after many others.

use std::borrow::Cow;

use super::judge::Judge;
use super::objects;
use super::table::{Alternatives, Applicator, ArrayRules, Mode, ObjectRules, Schema, Types};
use super::verdict::{fits, fits_text};
use crate::json::keys::Keys;
use crate::json::scan::{Problem, Reader};
use crate::json::tree::Node;

/// Is a text JSON that fits a schema, with no key twice in an object?
pub(crate) fn is_valid(schema: &'static Schema, text: &str) -> bool {
    let mut reader = Reader::new(text);
    let mut checker = Checker::default();
    let checked = checker.check(schema, &mut reader);
    checked.and_then(|()| reader.end()).is_ok() && checker.judge.undecided().is_none()
}

/// How many arrays and objects may be around a value that a schema knows: as many as `serde_json`
/// follows. What is within free JSON is held to a limit of its own.
const MAX_DEPTH: usize = 127;

/// A value is read once for each of several schemas until that happened so often. After that, it
/// is parsed: if not, the number of times would double at each level of a recursive schema.
const MANY_READS: usize = 64;

/// One judgement of a text.
#[derive(Default)]
struct Checker {
    judge: Judge,
    depth: usize,
    /// How often a value was read for one schema of several.
    reads: usize,
}

fn verdict(is_valid: bool) -> Result<(), Problem> {
    if is_valid {
        Ok(())
    } else {
        Err(Problem::Invalid)
    }
}

/// The type of a value, as far as its first byte tells.
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
    /// Most schemas are for strings.
    #[inline]
    fn check(&mut self, schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
        if schema.mode != Mode::Text {
            return self.check_other(schema, reader);
        }
        verdict(match reader.plain() {
            Some(plain) => fits_text(schema, plain, &mut self.judge),
            None => fits_text(schema, &reader.string()?, &mut self.judge),
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
            let schema = rules.prefix.get(index).copied().or(rules.items);
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
        let mut seen = 0_u64;
        let mut expected = 0;
        let mut others = None;
        let mut goes_on = reader.enter(b'{', b'}')?;
        while goes_on {
            let hint = rules.properties.get(expected);
            let known = if hint.is_some_and(|property| reader.is_key(property.key)) {
                Ok(expected)
            } else {
                let key = reader.key()?;
                objects::find(rules, &key, expected).ok_or(key)
            };
            if let Ok(index) = known {
                let bit = 1 << index;
                verdict(seen & bit == 0)?;
                seen |= bit;
                expected = index + 1;
                self.check(rules.properties[index].target, reader)?;
            } else if let Err(key) = known {
                if rules.additional.types == Types::NONE {
                    return Err(Problem::Invalid);
                }
                others.get_or_insert_with(Keys::default).insert(key)?;
                self.check(rules.additional, reader)?;
            }
            goes_on = reader.next(b'}')?;
        }
        verdict(objects::has_required(rules, seen))
    }

    fn applied(&mut self, schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
        match schema.applicators {
            [Applicator::AnyOf(alternatives)] => return self.any(alternatives, schema, reader),
            [Applicator::OneOf(schemas)] => {
                let r#type = type_of(reader.peek()?);
                let mut candidates = schemas.iter().filter(|schema| may_fit(schema, r#type));
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
        // Once it is known to be JSON, what doesn't fit is another schema's.
        let start = reader.clone();
        reader.skip(0)?;
        let mut fits = |schema: &'static Schema| {
            self.reads += 1;
            self.check(schema, &mut start.clone()).is_ok()
        };
        let mut applicators = schema.applicators.iter();
        verdict(applicators.all(|applicator| match applicator {
            Applicator::Reference(reference) => fits(reference.schema),
            Applicator::AllOf(schemas) => schemas.iter().all(|schema| fits(schema)),
            Applicator::AnyOf(alternatives) => {
                alternatives.schemas.iter().any(|schema| fits(schema))
            }
            Applicator::OneOf(schemas) => {
                let mut fitting = schemas.iter().filter(|schema| fits(schema));
                fitting.next().is_some() && fitting.next().is_none()
            }
            Applicator::Not(schema) => !fits(schema),
            Applicator::If(condition) => {
                let is_then = fits(condition.condition);
                fits(if is_then {
                    condition.then
                } else {
                    condition.otherwise
                })
            }
        }))
    }

    /// One of several schemas must fit: the one that their tag names, or else any.
    fn any(
        &mut self,
        alternatives: &'static Alternatives,
        schema: &'static Schema,
        reader: &mut Reader<'_>,
    ) -> Result<(), Problem> {
        if let Some(tag) = &alternatives.tag {
            let text = member(tag.key, &mut reader.clone())?;
            let schema = alternatives.tagged(tag, &text).ok_or(Problem::Invalid)?;
            return self.check(schema, reader);
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

    fn parsed(&mut self, schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
        let node = Node::parse(reader.raw()?)?;
        // A judgement of its own, since the tree lives no longer.
        let mut judge = Judge::default();
        let is_valid = fits(schema, &node, &mut judge);
        self.judge.add(&judge);
        verdict(is_valid)
    }
}

/// The string that is the first member of an object with that key.
fn member<'a>(sought: &str, reader: &mut Reader<'a>) -> Result<Cow<'a, str>, Problem> {
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

/// Is that type among the schema's, or those of what its `$ref` leads to?
fn may_fit(schema: &'static Schema, r#type: Types) -> bool {
    schema.target().types.has(r#type)
}
