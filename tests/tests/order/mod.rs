//! Timestamps compare as instants and convert without loss; event types compare by name and
//! version number.

mod conversions;
mod event_types;
mod texts;
mod timestamps;

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

/// Returns a hash that is the same for equal values.
fn hash(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// Asserts that three values are totally ordered, and that order, equality and hash agree.
fn assert_total_order<T: Ord + Hash + std::fmt::Debug>(values: &mut [T; 3]) {
    for one in &*values {
        for other in &*values {
            let order = one.cmp(other);
            assert_eq!(order.reverse(), other.cmp(one), "{one:?} {other:?}");
            assert_eq!(order.is_eq(), one == other, "{one:?} {other:?}");
            assert_eq!(Some(order), one.partial_cmp(other));
            if one == other {
                assert_eq!(hash(one), hash(other), "{one:?} {other:?}");
            }
        }
    }
    values.sort();
    let [first, second, third] = &*values;
    assert!(first <= second && second <= third && first <= third);
}
