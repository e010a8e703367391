//! What a release requires and an event lacks.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::note::excerpt;
use crate::json::wording::{alternatives, in_backticks, shortened};
use crate::validate::schema::first_problem;
use crate::validate::table::{Schema, Values};
use crate::{Json, Release};

/// A property that a release requires and an event lacks, or has with a value that the release
/// doesn't allow.
///
/// It serializes as an object: `pointer`, `expected`, `message`, its `Display` form, and `found`, if
/// there is a value.
#[derive(Clone, Debug)]
pub struct Question {
    pub(super) event: &'static str,
    pub(super) release: Release,
    pub(super) pointer: String,
    pub(super) schema: &'static Schema,
    pub(super) found: Option<Json>,
    pub(super) answer: Option<Json>,
}

impl Question {
    /// Returns the event in the target, as `<subject>.<predicate>`; `custom` for a custom event.
    #[must_use]
    pub const fn event(&self) -> &'static str {
        self.event
    }

    /// Returns the release that requires the property.
    #[must_use]
    pub const fn release(&self) -> Release {
        self.release
    }

    /// Returns the property's JSON Pointer in the converted event.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the event's value, which the release doesn't allow; `None` if there is none.
    #[must_use]
    pub const fn found(&self) -> Option<&Json> {
        self.found.as_ref()
    }

    /// Returns the caller's answer, if it isn't valid.
    #[must_use]
    pub const fn invalid_answer(&self) -> Option<&Json> {
        self.answer.as_ref()
    }

    /// Describes what the schema expects.
    #[must_use]
    pub fn expected(&self) -> String {
        expected(self.schema)
    }
}

impl fmt::Display for Question {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`: ", shortened(&self.pointer))?;
        if let Some(answer) = &self.answer {
            let answer_is_wrong = first_problem(self.schema, answer.as_str());
            write!(formatter, "the answer `{}` isn't valid", excerpt(answer))?;
            return match answer_is_wrong {
                Some(problem) => write!(formatter, ", {problem}"),
                None => Ok(()),
            };
        }
        write!(formatter, "expected {}", self.expected())?;
        match &self.found {
            Some(found) => write!(formatter, ", found `{}`", excerpt(found)),
            None => formatter.write_str(", found nothing"),
        }
    }
}

impl Serialize for Question {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut question = serializer.serialize_map(None)?;
        question.serialize_entry("pointer", &self.pointer)?;
        question.serialize_entry("expected", &self.expected())?;
        question.serialize_entry("message", &self.to_string())?;
        if let Some(found) = &self.found {
            question.serialize_entry("found", found)?;
        }
        question.end()
    }
}

fn expected(schema: &'static Schema) -> String {
    let schema = schema.target();
    let texts = |texts: &[&str]| {
        let texts: Vec<_> = texts.iter().map(|text| format!("{text:?}")).collect();
        alternatives(&in_backticks(&texts))
    };
    match schema.values {
        Some(Values::ConstText(text)) => return texts(&[text]),
        Some(Values::EnumTexts(all)) => return texts(all),
        Some(Values::Const(literal)) => return format!("`{}`", literal.json()),
        Some(Values::Enum(literals)) => {
            let literals: Vec<_> = literals.iter().map(|literal| literal.json()).collect();
            return alternatives(&in_backticks(&literals));
        }
        None => {}
    }
    if let Some(rules) = schema.text {
        return match (rules.format, rules.pattern) {
            (Some(format), _) => format.description().to_owned(),
            (None, Some(pattern)) => format!("a string that matches `{}`", pattern.source()),
            (None, None) if rules.min_length == 1 => "a string that isn't empty".to_owned(),
            (None, None) => "a string".to_owned(),
        };
    }
    if let Some(rules) = schema.object {
        let keys: Vec<_> = rules.missing(0, |_| false).collect();
        return if keys.is_empty() {
            "an object".to_owned()
        } else {
            format!("an object with {}", in_backticks(&keys).join(", "))
        };
    }
    let names: Vec<_> = schema.types.names().map(str::to_owned).collect();
    alternatives(&names)
}
