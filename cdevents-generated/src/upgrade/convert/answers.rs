//! Where the answers to questions come from.

use crate::Json;
use crate::upgrade::question::Question;

/// The caller's answers.
pub(in crate::upgrade) type Answers<'a> = dyn Fn(&Question) -> Option<Json> + Send + Sync + 'a;

/// Where the value of a required property comes from that the event lacks.
#[derive(Clone, Copy)]
pub(in crate::upgrade) enum Asking<'a> {
    /// From the caller.
    Caller(&'a Answers<'a>),
    /// From nowhere: each such property is a question.
    Nobody,
    /// From the record of the original event, which is applied afterwards: there are no questions.
    Record,
}
