//! Who knows what the target requires and the event lacks.

use crate::Json;
use crate::upgrade::question::Question;

/// The caller's answers.
pub(in crate::upgrade) type Answers<'a> = dyn Fn(&Question) -> Option<Json> + Send + Sync + 'a;

/// Who knows what the target requires and the event lacks.
#[derive(Clone, Copy)]
pub(in crate::upgrade) enum Asking<'a> {
    /// The caller.
    Caller(Option<&'a Answers<'a>>),
    /// Nobody: what is missing is a question.
    Nobody,
    /// A record of the original event, which is applied afterwards: nothing is asked.
    Record,
}
