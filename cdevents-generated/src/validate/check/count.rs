//! The keywords that limit the number of items or properties.

use super::visitor::Visitor;
use crate::validate::keyword::Keyword;
use crate::validate::violation::Cause;

pub(super) fn check<V: Visitor>(
    count: usize,
    (min_keyword, min): (Keyword, u64),
    (max_keyword, max): (Keyword, Option<u64>),
    visitor: &mut V,
) -> bool {
    let count = count as u64;
    let mut report = |keyword, bound| {
        let cause = || Cause::WrongCount(keyword, bound, count);
        visitor.report(keyword, cause)
    };
    (count >= min || report(min_keyword, min))
        && max.is_none_or(|max| count <= max || report(max_keyword, max))
}
