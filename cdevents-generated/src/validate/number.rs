//! Numbers and equality as JSON Schema has them: 1 and 1.0 are equal.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Is it a whole number, however it is written?
#[expect(
    clippy::float_cmp,
    reason = "a whole number is exactly its own truncation"
)]
pub(super) fn is_whole(number: &Number) -> bool {
    match number.as_f64() {
        Some(float) if number.is_f64() => float.trunc() == float,
        _ => true,
    }
}

/// Are two values equal?
pub(super) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => compare(one, other) == Ordering::Equal,
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|it| equal(one, it)))
        }
        _ => one == other,
    }
}

/// The first item that equals an earlier one.
pub(super) fn first_duplicate(items: &[Value]) -> Option<&Value> {
    let twice = |(index, item): &(usize, &Value)| items[..*index].iter().any(|it| equal(it, item));
    items.iter().enumerate().find(twice).map(|(_, item)| item)
}

/// How a number compares with a bound, which is a number.
pub(super) fn compare_to(number: &Number, bound: &Value) -> Ordering {
    match bound {
        Value::Number(bound) => compare(number, bound),
        _ => Ordering::Equal,
    }
}

/// Exactly, though one may be an integer that no float is.
fn compare(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(one), None) => compare_with_float(one, float(other)),
        (None, Some(other)) => compare_with_float(other, float(one)).reverse(),
        (None, None) => float(one).total_cmp(&float(other)),
    }
}

fn integer(number: &Number) -> Option<i128> {
    // Up to here, a whole float is exactly an integer.
    const LIMIT: f64 = 1e30;
    let unsigned = number.as_u64().map(i128::from);
    let integer = unsigned.or(number.as_i64().map(i128::from));
    integer.or_else(|| {
        let float = float(number);
        (is_whole(number) && float.abs() < LIMIT).then(|| truncated(float))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "callers bound it")]
const fn truncated(float: f64) -> i128 {
    float as i128
}

fn float(number: &Number) -> f64 {
    number.as_f64().unwrap_or_default()
}

/// A float that is no integer, or beyond all of them.
fn compare_with_float(integer: i128, float: f64) -> Ordering {
    if float.abs() >= 1e30 {
        return 0.0_f64.total_cmp(&float);
    }
    // Not whole, so that it lies between two integers.
    integer.cmp(&truncated(float.floor())).then(Ordering::Less)
}

/// Is the quotient whole?
#[expect(
    clippy::float_cmp,
    reason = "a whole quotient is exactly its own rounding"
)]
pub(super) fn is_multiple_of(number: &Number, divisor: &Value) -> bool {
    let Value::Number(divisor) = divisor else {
        return true;
    };
    if let (Some(number), Some(divisor)) = (integer(number), integer(divisor)) {
        return divisor != 0 && number % divisor == 0;
    }
    let (number, divisor) = (float(number), float(divisor));
    let quotient = number / divisor;
    quotient.is_finite() && (quotient.round() == quotient || is_near_multiple(number, divisor))
}

/// 0.0075 is a multiple of 0.0001 in decimal digits, which floats have lost.
fn is_near_multiple(number: f64, divisor: f64) -> bool {
    let quotient = number / divisor;
    let nearest = quotient.round();
    (quotient - nearest).abs() <= nearest.abs() * f64::EPSILON * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_equal_however_they_are_written() {
        assert!(equal(&json!(1), &json!(1.0)));
        assert!(equal(&json!([{"a": 1.0}]), &json!([{"a": 1}])));
        assert!(!equal(&json!(1), &json!(true)));
        assert!(!equal(
            &json!(9_007_199_254_740_993_u64),
            &json!(9_007_199_254_740_992.0)
        ));
        assert!(!equal(&json!({"a": 1}), &json!({"b": 1})));
    }

    #[test]
    fn numbers_compare_across_kinds() {
        let compare = |one: Value, other: Value| match one {
            Value::Number(one) => compare_to(&one, &other),
            _ => unreachable!(),
        };
        assert_eq!(compare(json!(1), json!(1.5)), Ordering::Less);
        assert_eq!(compare(json!(2), json!(1.5)), Ordering::Greater);
        assert_eq!(compare(json!(-1), json!(-1.5)), Ordering::Greater);
        assert_eq!(compare(json!(-2), json!(-1.5)), Ordering::Less);
        assert_eq!(compare(json!(-1.5), json!(-1)), Ordering::Less);
        assert_eq!(compare(json!(u64::MAX), json!(1e300)), Ordering::Less);
        assert_eq!(compare(json!(i64::MIN), json!(-1e300)), Ordering::Greater);
    }

    #[test]
    fn multiples_are_decimal() {
        let is_multiple = |one: Value, other: Value| match one {
            Value::Number(one) => is_multiple_of(&one, &other),
            _ => unreachable!(),
        };
        assert!(is_multiple(json!(0.0075), json!(0.0001)));
        assert!(!is_multiple(json!(0.00751), json!(0.0001)));
        assert!(is_multiple(json!(4.5), json!(1.5)));
        assert!(!is_multiple(json!(7), json!(2)));
        assert!(is_multiple(json!(12_391_239_123_u64), json!(1e-8)));
    }
}
