//! Compares constraints on strings and numbers.

use std::cmp::Ordering;

use crate::model::rules::{Bounds, Format, StringRules};

use super::change::ChangeKind;
use super::compare::Comparison;
use super::numbers::{Endpoint, ExactNumber, Interval};
use super::rule::Rule;

impl Comparison {
    pub(super) fn strings(&mut self, path: &str, old: &StringRules, new: &StringRules) {
        if !is_implied(old, new) && !is_implied(new, old) {
            self.at_least(path, "minLength", [old.min_length, new.min_length]);
        }
        self.at_most(path, "maxLength", [old.max_length, new.max_length]);
        let patterns = [old, new].map(|text| text.pattern.clone());
        self.keyword(path, "pattern", patterns, Rule::Replaced);
        let otherwise = match (old.format, new.format) {
            (Some(Format::Uri), Some(Format::UriReference)) => Rule::Widened,
            (Some(Format::UriReference), Some(Format::Uri)) => Rule::Narrowed,
            _ => Rule::Replaced,
        };
        let formats = [old, new].map(|text| text.format.map(|format| format.name().to_owned()));
        self.keyword(path, "format", formats, otherwise);
    }

    /// Compares bounds of numbers, each with whether only integers are allowed.
    pub(super) fn numbers(
        &mut self,
        path: &str,
        (old, old_integers): (&Bounds, bool),
        (new, new_integers): (&Bounds, bool),
    ) {
        let (one, other) = (
            Interval::of(old, old_integers),
            Interval::of(new, new_integers),
        );
        self.endpoint(path, "minimum", [one.lower, other.lower], Ordering::Greater);
        self.endpoint(path, "maximum", [one.upper, other.upper], Ordering::Less);
        let factors = [old, new].map(|bounds| bounds.multiple_of.as_ref().map(ExactNumber::of));
        let is_multiple = |number: Option<ExactNumber>, factor: Option<ExactNumber>| {
            let known = number
                .zip(factor)
                .and_then(|(number, factor)| number.is_multiple_of(factor));
            known == Some(true)
        };
        let [from, to] = factors;
        let otherwise = match (is_multiple(to, from), is_multiple(from, to)) {
            (true, false) => Rule::Narrowed,
            (false, true) => Rule::Widened,
            _ => Rule::Replaced,
        };
        let texts = factors.map(|factor| factor.map(|factor| factor.to_string()));
        self.keyword(path, "multipleOf", texts, otherwise);
    }

    /// Compares endpoints of intervals. Moving one `inward` allows less.
    fn endpoint(
        &mut self,
        path: &str,
        keyword: &'static str,
        [old, new]: [Option<Endpoint>; 2],
        inward: Ordering,
    ) {
        let narrowed = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(old), Some(new)) => match new.value.order(old.value) {
                Ordering::Equal if old.is_exclusive == new.is_exclusive => return,
                Ordering::Equal => new.is_exclusive,
                order => order == inward,
            },
        };
        let [from, to] = [old, new].map(|endpoint| endpoint.map(|endpoint| endpoint.to_string()));
        let kind = ChangeKind::KeywordChanged { keyword, from, to };
        self.add(path, kind, Rule::of(narrowed, !narrowed));
    }
}

/// Returns whether the minimum length of a string follows from the format on the other side.
fn is_implied(text: &StringRules, by: &StringRules) -> bool {
    // The shortest texts are `a:` and `0000-01-01T00:00:00Z`.
    let shortest = match by.format {
        Some(Format::Uri) => 2,
        Some(Format::DateTime) => 20,
        _ => 0,
    };
    by.min_length < text.min_length && text.min_length <= shortest
}
