//! JSON values and numbers, compared exactly.

use std::cmp::Ordering;
use std::fmt;

use serde_json::{Number, Value};

use crate::model::rules::{Bounds, JsonType};

/// 2^53: floats up to this size represent every integer exactly.
const MAX_EXACT_FLOAT: f64 = 9_007_199_254_740_992.0;

/// A JSON number, exact if it is an integer.
#[derive(Clone, Copy, Debug)]
pub(super) enum ExactNumber {
    Integer(i128),
    Float(f64),
}

impl ExactNumber {
    pub(super) fn of(number: &Number) -> Self {
        if let Some(integer) = number.as_i128() {
            return Self::Integer(integer);
        }
        let float = number.as_f64().unwrap_or(f64::NAN);
        if float.fract() == 0.0 && float.abs() <= MAX_EXACT_FLOAT {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it has no fraction, and is small"
            )]
            return Self::Integer(float as i128);
        }
        Self::Float(float)
    }

    pub(super) fn is_integer(self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(float) => float.fract() == 0.0,
        }
    }

    fn float(self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "only compared with a float")]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    pub(super) fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one.cmp(&other),
            _ => self.float().total_cmp(&other.float()),
        }
    }

    /// Returns whether the number is a multiple of another, if that is known exactly.
    pub(super) fn is_multiple_of(self, factor: Self) -> Option<bool> {
        match (self, factor) {
            (Self::Integer(_), Self::Integer(0)) => None,
            (Self::Integer(one), Self::Integer(factor)) => Some(one % factor == 0),
            _ => None,
        }
    }
}

impl fmt::Display for ExactNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => write!(formatter, "{integer}"),
            Self::Float(float) => write!(formatter, "{float}"),
        }
    }
}

/// One end of an interval.
#[derive(Clone, Copy, Debug)]
pub(super) struct Endpoint {
    pub(super) value: ExactNumber,
    pub(super) is_exclusive: bool,
}

impl Endpoint {
    /// Returns whichever of two endpoints excludes more. `inward` orders a point inside the interval
    /// relative to the endpoint.
    fn tighter(one: Option<Self>, other: Option<Self>, inward: Ordering) -> Option<Self> {
        let (Some(first), Some(second)) = (one, other) else {
            return one.or(other);
        };
        let order = first.value.order(second.value);
        let is_first = order == inward || order == Ordering::Equal && first.is_exclusive;
        Some(if is_first { first } else { second })
    }

    /// Replaces an exclusive integer by the next integer inside.
    fn rounded(self, step: i128) -> Self {
        match self.value {
            ExactNumber::Integer(integer) if self.is_exclusive => Self {
                value: ExactNumber::Integer(integer.saturating_add(step)),
                is_exclusive: false,
            },
            _ => self,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.is_exclusive { ", exclusive" } else { "" };
        write!(formatter, "{}{end}", self.value)
    }
}

/// The numbers that `minimum`, `maximum` and their exclusive counterparts allow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval {
    pub(super) lower: Option<Endpoint>,
    pub(super) upper: Option<Endpoint>,
}

impl Interval {
    pub(super) fn of(bounds: &Bounds, only_integers: bool) -> Self {
        let endpoint = |number: &Option<Number>, is_exclusive| {
            number.as_ref().map(|number| Endpoint {
                value: ExactNumber::of(number),
                is_exclusive,
            })
        };
        let lower = Endpoint::tighter(
            endpoint(&bounds.exclusive_minimum, true),
            endpoint(&bounds.minimum, false),
            Ordering::Greater,
        );
        let upper = Endpoint::tighter(
            endpoint(&bounds.exclusive_maximum, true),
            endpoint(&bounds.maximum, false),
            Ordering::Less,
        );
        if only_integers {
            return Self {
                lower: lower.map(|endpoint| endpoint.rounded(1)),
                upper: upper.map(|endpoint| endpoint.rounded(-1)),
            };
        }
        Self { lower, upper }
    }

    pub(super) fn contains(self, number: ExactNumber) -> bool {
        let is_inside = |endpoint: Option<Endpoint>, inward: Ordering| {
            endpoint.is_none_or(|endpoint| {
                let order = number.order(endpoint.value);
                order == inward || order == Ordering::Equal && !endpoint.is_exclusive
            })
        };
        is_inside(self.lower, Ordering::Greater) && is_inside(self.upper, Ordering::Less)
    }
}

/// Returns a text that is equal for values that JSON Schema treats as equal.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => ExactNumber::of(number).to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(properties) => {
            let properties = properties.iter();
            let mut properties: Vec<_> = properties
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            properties.sort();
            format!("{{{}}}", properties.join(","))
        }
        other => other.to_string(),
    }
}

/// Returns the type of a value: the narrowest, so that `1.0` is an integer.
pub(super) fn type_of(value: &Value) -> JsonType {
    match value {
        Value::Null => JsonType::Null,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if ExactNumber::of(number).is_integer() => JsonType::Integer,
        Value::Number(_) => JsonType::Number,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    }
}
