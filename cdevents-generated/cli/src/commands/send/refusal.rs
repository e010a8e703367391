//! Why a receiver did not accept a message.

use std::time::Duration;

use serde_json::Value;

/// The maximum length of an answer that is shown.
const MOST_CHARACTERS: usize = 500;

/// Why a receiver did not accept a message.
pub(super) struct Refusal {
    pub(super) reason: String,
    pub(super) cause: Cause,
    /// How long the receiver asks to wait.
    pub(super) retry_after: Option<Duration>,
}

/// What a refusal is due to.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Cause {
    /// The message: another one may be accepted.
    Message,
    /// The receiver is unavailable: the same message may be accepted later.
    Receiver,
    /// The connection: no message can be accepted, such as with a certificate that is not trusted.
    Connection,
}

impl Refusal {
    pub(super) fn new(cause: Cause, reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            cause,
            retry_after: None,
        }
    }
}

/// Returns the body of an answer in short. Of problem details, it is what they say, with the
/// violations in lines of their own.
pub(super) fn summary(body: &str) -> String {
    let problem: Value = serde_json::from_str(body).unwrap_or_default();
    let Some(detail) = problem["detail"].as_str() else {
        return shortened(body.trim());
    };
    let violations = problem["violations"].as_array().into_iter().flatten();
    let violations = violations.filter_map(|violation| {
        let message = violation["message"].as_str()?;
        let place = ["path", "attribute"].map(|key| violation[key].as_str());
        let place = place.into_iter().flatten().next().unwrap_or_default();
        Some(format!("\n  {place}: {message}"))
    });
    shortened(detail) + &violations.collect::<String>()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_shortened_and_problem_details_are_readable() {
        let problem = r#"{"detail": "bad", "violations": [
            {"path": "/a", "message": "one"}, {"attribute": "id", "message": "two"}, {}
        ]}"#;
        assert_eq!(summary(problem), "bad\n  /a: one\n  id: two");
        assert_eq!(summary(" plain\n"), "plain");
        let long = "é".repeat(1_000);
        assert_eq!(summary(&long).chars().count(), MOST_CHARACTERS + 1);
    }
}
