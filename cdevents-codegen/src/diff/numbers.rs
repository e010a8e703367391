//! Numbers, and what keywords demand of them.

use std::cmp::Ordering;
use std::fmt;

use serde_json::Number;

use crate::model::rules::Bounds;

use super::change::{Direction, Kind};
use super::compare::Comparison;

/// The most that a float is exact to.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number, exact as far as it is an integer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Exact {
    Integer(i128),
    Float(f64),
}

impl Exact {
    pub(super) fn of(number: &Number) -> Self {
        if let Some(integer) = number.as_i64() {
            return Self::Integer(integer.into());
        }
        if let Some(integer) = number.as_u64() {
            return Self::Integer(integer.into());
        }
        let float = number.as_f64().unwrap_or(f64::NAN);
        if float.fract() == 0.0 && float.abs() <= EXACT {
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
            #[expect(clippy::cast_precision_loss, reason = "only beside a float")]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one.cmp(&other),
            _ => self.float().total_cmp(&other.float()),
        }
    }

    /// Nothing, where that isn't known exactly.
    pub(super) fn is_multiple_of(self, factor: Self) -> Option<bool> {
        match (self, factor) {
            (Self::Integer(_), Self::Integer(0)) => None,
            (Self::Integer(one), Self::Integer(factor)) => Some(one % factor == 0),
            _ => None,
        }
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => write!(formatter, "{integer}"),
            Self::Float(float) => write!(formatter, "{float}"),
        }
    }
}

/// An end of a range: where it is, and whether it lies outside.
type End = (Exact, bool);

/// The numbers between two ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    lower: Option<End>,
    upper: Option<End>,
}

impl Range {
    /// What the keywords leave, of integers alone or of all numbers.
    pub(super) fn of(bounds: &Bounds, only_integers: bool) -> Self {
        let end =
            |number: &Option<Number>, outside| number.as_ref().map(|it| (Exact::of(it), outside));
        let pick = |one: Option<End>, other: Option<End>, narrower: Ordering| match (one, other) {
            (Some(one), Some(other)) => {
                let order = one.0.order(other.0);
                Some(if order == narrower || order == Ordering::Equal && one.1 {
                    one
                } else {
                    other
                })
            }
            (one, other) => one.or(other),
        };
        let lower = pick(
            end(&bounds.exclusive_minimum, true),
            end(&bounds.minimum, false),
            Ordering::Greater,
        );
        let upper = pick(
            end(&bounds.exclusive_maximum, true),
            end(&bounds.maximum, false),
            Ordering::Less,
        );
        let whole = |end: End, step: i128| match end {
            (Exact::Integer(integer), true) => {
                (Exact::Integer(integer.saturating_add(step)), false)
            }
            end => end,
        };
        if only_integers {
            return Self {
                lower: lower.map(|it| whole(it, 1)),
                upper: upper.map(|it| whole(it, -1)),
            };
        }
        Self { lower, upper }
    }

    pub(super) fn contains(self, number: Exact) -> bool {
        let fits = |end: Option<End>, within: Ordering| {
            end.is_none_or(|(value, outside)| {
                let order = number.order(value);
                order == within || order == Ordering::Equal && !outside
            })
        };
        fits(self.lower, Ordering::Greater) && fits(self.upper, Ordering::Less)
    }
}

impl Comparison {
    /// Compares what two schemas demand of numbers; each for integers alone, or for all.
    pub(super) fn numbers(
        &mut self,
        path: &str,
        (old, old_whole): (&Bounds, bool),
        (new, new_whole): (&Bounds, bool),
    ) {
        let (range, other) = (Range::of(old, old_whole), Range::of(new, new_whole));
        self.ends(
            path,
            "minimum",
            (range.lower, other.lower),
            Ordering::Greater,
        );
        self.ends(path, "maximum", (range.upper, other.upper), Ordering::Less);
        let factor = |bounds: &Bounds| bounds.multiple_of.as_ref().map(Exact::of);
        let (from, to) = (factor(old), factor(new));
        let is_multiple = |of: Option<Exact>, factor: Option<Exact>| {
            of.zip(factor)
                .and_then(|(of, factor)| of.is_multiple_of(factor))
                == Some(true)
        };
        let both = match (is_multiple(to, from), is_multiple(from, to)) {
            (true, false) => Direction::Narrowed,
            (false, true) => Direction::Widened,
            _ => Direction::Both,
        };
        let texts = (from.map(|it| it.to_string()), to.map(|it| it.to_string()));
        self.keyword(path, "multipleOf", texts, both);
    }

    /// Compares the ends on one side. The further an end is moved `inward`, the less fits.
    fn ends(
        &mut self,
        path: &str,
        keyword: &'static str,
        (old, new): (Option<End>, Option<End>),
        inward: Ordering,
    ) {
        let moved_in = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(one), Some(other)) => match other.0.order(one.0) {
                Ordering::Equal if one.1 == other.1 => return,
                Ordering::Equal => other.1,
                order => order == inward,
            },
        };
        let words = |end: Option<End>| {
            end.map(|(value, outside)| {
                if outside {
                    format!("{value}, exclusive")
                } else {
                    value.to_string()
                }
            })
        };
        let kind = Kind::KeywordChanged {
            keyword,
            from: words(old),
            to: words(new),
        };
        self.add(path, kind, Direction::of(moved_in, !moved_in));
    }
}
