//! What is wrong with the type of a custom event.

use crate::json::wording::shortened;

const PREFIX: &str = "dev.cdeventsx.";
const FORM: &str = "dev.cdeventsx.<tool>-<subject>.<predicate>.<version>";

/// Says why a text is not a custom event type.
pub(super) fn message(event_type: &str) -> String {
    let event_type = &*shortened(event_type);
    let problem = problem(event_type);
    format!("expected a custom event type, `{FORM}`, found `{event_type}`: {problem}")
}

fn problem(event_type: &str) -> &'static str {
    let Some(rest) = event_type.strip_prefix(PREFIX) else {
        return "it must start with `dev.cdeventsx.`";
    };
    let mut parts = rest.splitn(3, '.');
    let [subject, predicate, version] = [parts.next(), parts.next(), parts.next()];
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    match subject.unwrap_or_default().split_once('-') {
        None => return "the tool's name, followed by a hyphen, is missing",
        Some((tool, _))
            if tool.is_empty() || !tool.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            return "the tool's name must consist of letters and digits";
        }
        Some((_, subject)) if !is_word(subject) => return "the subject must consist of letters",
        Some(_) => {}
    }
    match (predicate, version) {
        (None, _) => "the predicate is missing",
        (Some(predicate), _) if !is_word(predicate) => "the predicate must consist of letters",
        (_, None) => "the version is missing",
        (_, Some(_)) => "the version must consist of three digits, such as `0.1.0`",
    }
}

#[cfg(test)]
mod tests;
