//! Splitting an event type into its parts.

pub(super) const PREFIX: &str = "dev.cdevents.";

/// The prefix of the type of every custom event.
pub(crate) const CUSTOM_PREFIX: &str = "dev.cdeventsx.";

/// The parts of an event type.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub(super) is_custom: bool,
    pub(super) tool: Option<&'a str>,
    pub(super) subject: &'a str,
    pub(super) predicate: &'a str,
    pub(super) version: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Splits a text. A missing part is empty.
    pub(super) fn of(text: &'a str) -> Self {
        let (is_custom, name) = match text.strip_prefix(CUSTOM_PREFIX) {
            Some(name) => (true, name),
            None => match text.strip_prefix(PREFIX) {
                Some(name) => (false, name),
                None => return Self::default(),
            },
        };
        let mut parts = name.splitn(3, '.');
        let subject = parts.next().unwrap_or_default();
        let (tool, subject) = match subject.split_once('-') {
            Some((tool, subject)) if is_custom => (Some(tool), subject),
            _ => (None, subject),
        };
        Self {
            is_custom,
            tool,
            subject,
            predicate: parts.next().unwrap_or_default(),
            version: parts.next(),
        }
    }

    pub(super) fn version(&self) -> Option<&'a str> {
        self.version.filter(|version| !version.is_empty())
    }

    /// Returns whether these are the parts of an event of the specification, in any version.
    pub(super) fn are(&self, subject: &str, predicate: &str) -> bool {
        !self.is_custom && (self.subject, self.predicate) == (subject, predicate)
    }

    /// Returns whether no part is empty, or has white space or a control character.
    pub(super) fn are_valid(&self) -> bool {
        let is_named = |part: &str| {
            !part.is_empty()
                && !part.contains(|char: char| char.is_whitespace() || char.is_control())
        };
        is_named(self.subject)
            && is_named(self.predicate)
            && self.is_custom == self.tool.is_some_and(is_named)
            && self
                .version
                .is_none_or(|version| version.split('.').all(is_named))
    }
}

/// Returns whether an event type is that of a kind of event whose schema fixes only how the type
/// begins: whether it is that beginning, or continues it with a version or a name.
pub(crate) fn continues(event_type: &str, beginning: &str) -> bool {
    let rest = event_type.strip_prefix(beginning);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || beginning.ends_with('.'))
}
