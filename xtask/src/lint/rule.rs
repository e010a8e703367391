//! The rules: each has a code, a title and an explanation.

use std::fmt;
use std::str::FromStr;

macro_rules! rules {
    ($($variant:ident = $code:literal, $title:literal;)*) => {
        /// A rule of the linter.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $title] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of the documentation: the most serious faults come first.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the code by which findings and acknowledgements name the rule.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Returns the fault in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Returns the explanation as Markdown: the fault, why it hurts, how to fix it, and an
            /// example.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explanations/", $code, ".md")),)*
                }
            }
        }
    };
}

rules! {
    UnsatisfiableRequired = "unsatisfiable-required", "A required property that is forbidden";
    UnsatisfiableSchema = "unsatisfiable-schema", "A schema that no value satisfies";
    DanglingReference = "dangling-reference", "A `$ref` without a target";
    MisplacedProperty = "misplaced-property", "A property outside `properties`";
    UnknownKeyword = "unknown-keyword", "An unknown keyword";
    InvalidDefault = "invalid-default", "A default that its own schema rejects";
    MissingId = "missing-id", "A document without `$id`";
    MissingDialect = "missing-dialect", "A document without `$schema`";
    DuplicateId = "duplicate-id", "Two documents with the same `$id`";
    IdNotOfType = "id-not-of-type", "An `$id` that doesn't match the event type";
    IdOfOtherRelease = "id-of-other-release", "An `$id` of another release";
    DuplicateType = "duplicate-type", "Two schemas for the same event type";
    MalformedType = "malformed-type", "A malformed event type";
    UnpinnedType = "unpinned-type", "An event schema that accepts several types";
    ReleaseNotPinned = "release-not-pinned", "An event schema that accepts several releases";
    ChangedUnderSameVersion = "changed-under-same-version", "A change without a new version";
    MissingProperty = "missing-property", "A property that only this event lacks";
    ExtraProperty = "extra-property", "A property that only this event has";
    OptionalProperty = "optional-property", "An optional property that is required elsewhere";
    OtherName = "other-name", "A property with another name elsewhere";
    OpenObject = "open-object", "An open object among closed ones";
    MissingFormat = "missing-format", "A string without the `format` it has elsewhere";
    MissingMinLength = "missing-min-length", "A string without the `minLength` it has elsewhere";
    UnescapedDot = "unescaped-dot", "A dot that matches any character";
    UnanchoredPattern = "unanchored-pattern", "A pattern that matches parts of a string";
    OneDigitVersion = "one-digit-version", "A version pattern that allows one digit only";
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut rules = Self::ALL.iter().copied();
        let rule = rules.find(|rule| rule.code() == text);
        rule.ok_or_else(|| format!("there is no rule `{text}`"))
    }
}
