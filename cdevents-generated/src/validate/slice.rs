//! The meaning of the tables for JSON text: a verdict, without a value in between.
//!
//! Objects, arrays and strings are judged while they are read. Where several schemas apply to one
//! value, it is read once for each of them; where a keyword is too rare to be worth code of its
//! own, the value is parsed.

use serde_json::Value;

use super::table::{Applicator, ArrayRules, Mode, ObjectRules, Schema, TextRules, Types, Values};
use super::{objects, value};
use crate::scan::{Keys, Problem, Reader};

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

fn check(schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
    match (schema.mode, schema.object, schema.array) {
        (Mode::Forward, ..) => check(schema.target(), reader),
        (Mode::Text, ..) => match reader.plain() {
            Some(plain) => text(schema, plain),
            None => text(schema, &reader.string()?),
        },
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

fn text(schema: &'static Schema, text: &str) -> Result<(), Problem> {
    let is_known = match schema.values {
        Some(Values::ConstText(known)) => known == text,
        Some(Values::EnumTexts(known)) => known.contains(&text),
        _ => true,
    };
    let fits = |rules: &'static TextRules| value::is_text_valid(rules, text);
    verdict(is_known && schema.text.is_none_or(fits))
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
            check(rules.properties[index].schema, reader)?;
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
    if let [Applicator::AnyOf(schemas) | Applicator::OneOf(schemas)] = applicators {
        let r#type = type_of(reader.peek()?);
        let mut candidates = schemas.iter().filter(|schema| may_fit(schema, r#type));
        let first = candidates.next().ok_or(Problem::Invalid)?;
        if candidates.next().is_none() {
            return check(first, reader);
        }
    }
    if let [Applicator::AnyOf(schemas)] = applicators {
        if let Some(schema) = tagged(schemas, &mut start.clone()) {
            return check(schema, reader);
        }
        for schema in *schemas {
            *reader = start.clone();
            if check(schema, reader).is_ok() {
                return Ok(());
            }
        }
        return Err(Problem::Invalid);
    }
    // Once it is known to be JSON, what doesn't fit is another schema's.
    reader.skip(0)?;
    verdict(applicators.iter().all(|applicator| match applicator {
        Applicator::Reference(reference) => fits(reference.schema),
        Applicator::AllOf(schemas) => schemas.iter().all(|schema| fits(schema)),
        Applicator::AnyOf(schemas) => schemas.iter().any(|schema| fits(schema)),
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

/// The one of several objects that can fit, because it alone allows the first member that it reads
/// to be what it is. Only where the first member is such a one for all of them is there an answer.
fn tagged(schemas: &'static [&'static Schema], reader: &mut Reader<'_>) -> Option<&'static Schema> {
    if !reader.enter(b'{', b'}').ok()? {
        return None;
    }
    let key = reader.key().ok()?;
    if reader.peek().ok()? != b'"' {
        return None;
    }
    let text = reader.string().ok()?;
    let mut fitting = None;
    for schema in schemas {
        if schema.constant(&key)? == text && fitting.replace(*schema).is_some() {
            return None;
        }
    }
    fitting
}

/// Is that type among the schema's, or those of what its `$ref` leads to?
fn may_fit(schema: &'static Schema, r#type: Types) -> bool {
    schema.target().types.has(r#type)
}

fn parsed(schema: &'static Schema, reader: &mut Reader<'_>) -> Result<(), Problem> {
    let value: Value = serde_json::from_str(reader.raw()?).map_err(|_| Problem::Syntax)?;
    verdict(value::is_valid(schema, &value))
}
