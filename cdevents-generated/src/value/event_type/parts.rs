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

/// Returns the type of the subject that the type of a custom event names: `<tool>-<subject>`.
pub(crate) fn custom_subject_type(event_type: &str) -> Option<&str> {
    event_type.strip_prefix(CUSTOM_PREFIX)?.split('.').next()
}

/// Returns whether an event type is that of a kind of event whose schema fixes only how the type
/// begins: whether it is that beginning, or continues it with a version or a name.
pub(crate) fn continues(event_type: &str, beginning: &str) -> bool {
    let rest = event_type.strip_prefix(beginning);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || beginning.ends_with('.'))
}

/// Writes the methods of an event type, owned or borrowed, with a receiver and the lifetime of the
/// returned strings.
macro_rules! event_type_methods {
    ($this:ident, $(&$owned:ident)? $($borrowed:ident)? $(, $lifetime:lifetime)?) => {
        /// Returns the event type as a string.
        #[must_use]
        pub fn as_str($(&$owned)? $($borrowed)?) -> &$($lifetime)? str {
            &$this.0
        }

        /// Returns what the event is about, such as `service`. In a custom event type, it follows
        /// the tool's name.
        #[must_use]
        pub fn subject($(&$owned)? $($borrowed)?) -> &$($lifetime)? str {
            Parts::of(&$this.0).subject
        }

        /// Returns what happened to the subject, such as `deployed`.
        #[must_use]
        pub fn predicate($(&$owned)? $($borrowed)?) -> &$($lifetime)? str {
            Parts::of(&$this.0).predicate
        }

        /// Returns the version of the event, if its type has one. It isn't the version of the
        /// release.
        #[must_use]
        pub fn version($(&$owned)? $($borrowed)?) -> Option<&$($lifetime)? str> {
            let version = Parts::of(&$this.0).version;
            version.filter(|version| !version.is_empty())
        }

        /// Returns whether this is the specification's event with that subject and predicate, in
        /// any version. Always `false` for a custom event.
        ///
        /// ```
        /// use cdevents_generated::EventType;
        ///
        /// let event_type: EventType = "dev.cdevents.service.deployed.0.3.0".parse()?;
        /// assert!(event_type.is("service", "deployed"));
        /// let custom: EventType = "dev.cdeventsx.mytool-service.deployed.0.1.0".parse()?;
        /// assert!(!custom.is("service", "deployed"));
        /// # Ok::<(), cdevents_generated::InvalidValue>(())
        /// ```
        #[must_use]
        pub fn is($(&$owned)? $($borrowed)?, subject: &str, predicate: &str) -> bool {
            let parts = Parts::of(&$this.0);
            !parts.is_custom && (parts.subject, parts.predicate) == (subject, predicate)
        }

        /// Returns whether the event is a custom event: a tool's own, outside the specification.
        #[must_use]
        pub fn is_custom($(&$owned)? $($borrowed)?) -> bool {
            Parts::of(&$this.0).is_custom
        }

        /// Returns the name of the tool whose custom event it is.
        #[must_use]
        pub fn tool($(&$owned)? $($borrowed)?) -> Option<&$($lifetime)? str> {
            Parts::of(&$this.0).tool
        }
    };
}
pub(super) use event_type_methods;
