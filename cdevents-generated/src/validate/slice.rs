//! The meaning of the tables for JSON text: a verdict, without a value in between.
//!
//! Objects, arrays and strings are judged while they are read. Where several schemas apply to one
//! value, it is read once for each of them; where a keyword is too rare to be worth code of its
//! own, the value is parsed.

use std::borrow::Cow;

use serde_json::Value;

use super::objects;
use super::table::{Alternatives, Applicator, ArrayRules, Mode, ObjectRules, Schema, Types};
use super::verdict::{fits, fits_text};
use crate::keys::Keys;
use crate::scan::{Problem, Reader};

/// Is a text JSON that fits a schema, with no key twice in an object?
pub(crate) fn is_valid(schema: &'static Schema, text: &str) -> bool {
    let mut reader = Reader::new(text);
    check(schema, &mut reader)
        .and_then(|()| reader.end())
        .is_ok()
}

fn verdict(is_valid: bool) -> Result<(), Problem> {
    if is_valid {
        Ok(())
    } else {
        Err(Problem::Invalid)
    }
}

/// Most schemas are for strings.
#[inline]
fn check(schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
    if schema.mode != Mode::Text {
        return check_other(schema, reader);
    }
    match reader.plain() {
        Some(plain) => verdict(fits_text(schema, plain)),
        None => verdict(fits_text(schema, &reader.string()?)),
    }
}

#[inline(never)]
fn check_other(schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
    match (schema.mode, schema.object, schema.array) {
        (Mode::Forward, ..) => check(schema.target(), reader),
        (Mode::Object, Some(rules), _) => object(rules, reader),
        (Mode::Array, _, Some(rules)) => array(rules, reader),
        (Mode::Free, ..) => {
            verdict(schema.types.has(type_of(reader.peek()?)))?;
            reader.skip(0)
        }
        (Mode::Applied, ..) => applied(schema.applicators, reader),
        _ => parsed(schema, reader),
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

fn array(rules: &'static ArrayRules, reader: &mut Reader<'_>) -> Result<(), Problem> {
    let mut goes_on = reader.enter(b'[', b']')?;
    let mut index = 0;
    while goes_on {
        let schema = rules.prefix.get(index).copied().or(rules.items);
        check(schema.unwrap_or(&Schema::ANY), reader)?;
        index += 1;
        goes_on = reader.next(b']')?;
    }
    Ok(())
}

fn object(rules: &'static ObjectRules, reader: &mut Reader<'_>) -> Result<(), Problem> {
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
            check(rules.properties[index].target, reader)?;
        } else if let Err(key) = known {
            if rules.additional.types == Types::NONE {
                return Err(Problem::Invalid);
            }
            others.get_or_insert_with(Keys::default).insert(key)?;
            check(rules.additional, reader)?;
        }
        goes_on = reader.next(b'}')?;
    }
    verdict(objects::has_required(rules, seen))
}

fn applied(applicators: &'static [Applicator], reader: &mut Reader<'_>) -> Result<(), Problem> {
    let start = reader.clone();
    let fits = |schema: &'static Schema| check(schema, &mut start.clone()).is_ok();
    match applicators {
        [Applicator::AnyOf(alternatives)] => return any(alternatives, reader),
        [Applicator::OneOf(schemas)] => {
            let r#type = type_of(reader.peek()?);
            let mut candidates = schemas.iter().filter(|schema| may_fit(schema, r#type));
            let first = candidates.next().ok_or(Problem::Invalid)?;
            if candidates.next().is_none() {
                return check(first, reader);
            }
        }
        _ => {}
    }
    // Once it is known to be JSON, what doesn't fit is another schema's.
    reader.skip(0)?;
    verdict(applicators.iter().all(|applicator| match applicator {
        Applicator::Reference(reference) => fits(reference.schema),
        Applicator::AllOf(schemas) => schemas.iter().all(|schema| fits(schema)),
        Applicator::AnyOf(alternatives) => alternatives.schemas.iter().any(|schema| fits(schema)),
        Applicator::OneOf(schemas) => {
            let mut fitting = schemas.iter().filter(|schema| fits(schema));
            fitting.next().is_some() && fitting.next().is_none()
        }
        Applicator::Not(schema) => !fits(schema),
        Applicator::If(condition) => fits(if fits(condition.condition) {
            condition.then
        } else {
            condition.otherwise
        }),
    }))
}

/// One of several schemas must fit: the one that their tag names, or else any.
fn any(alternatives: &'static Alternatives, reader: &mut Reader<'_>) -> Result<(), Problem> {
    if let Some(tag) = &alternatives.tag {
        let text = member(tag.key, &mut reader.clone())?;
        let schema = alternatives.tagged(tag, &text).ok_or(Problem::Invalid)?;
        return check(schema, reader);
    }
    let start = reader.clone();
    for schema in alternatives.schemas {
        *reader = start.clone();
        if check(schema, reader).is_ok() {
            return Ok(());
        }
    }
    Err(Problem::Invalid)
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

fn parsed(schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
    let value: Value = serde_json::from_str(reader.raw()?).map_err(|_| Problem::Syntax)?;
    verdict(fits(schema, &value))
}
