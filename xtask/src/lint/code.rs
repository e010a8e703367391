//! The rules: each has a code, a title, and a page of words.

use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($($variant:ident = $code:literal, $title:literal;)*) => {
        /// A rule, by the code that findings and acknowledgements name it by.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every rule, in the order of the docs: what makes a schema useless comes first.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code, which never changes.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What it finds, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// What it is, why it hurts, and how to mend it, with an example: Markdown.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explanations/", $code, ".md")),)*
                }
            }
        }
    };
}

codes! {
    UnsatisfiableRequired = "unsatisfiable-required", "A required member that isn't allowed";
    UnsatisfiableSchema = "unsatisfiable-schema", "A schema that allows nothing";
    DanglingReference = "dangling-reference", "A `$ref` that leads nowhere";
    MisplacedMember = "misplaced-member", "A member beside `properties`";
    UnknownKeyword = "unknown-keyword", "A keyword that isn't one";
    InvalidDefault = "invalid-default", "A default that isn't allowed";
    MissingId = "missing-id", "A document without `$id`";
    MissingDialect = "missing-dialect", "A document without `$schema`";
    DuplicateId = "duplicate-id", "An `$id` that two documents have";
    IdNotOfType = "id-not-of-type", "An `$id` that isn't the type's";
    IdOfOtherRelease = "id-of-other-release", "An `$id` of another release";
    DuplicateType = "duplicate-type", "A type that two schemas have";
    MalformedType = "malformed-type", "A type that isn't built as types are";
    UnpinnedType = "unpinned-type", "An event of any type";
    ReleaseNotPinned = "release-not-pinned", "An event of any release";
    ChangedUnderSameVersion = "changed-under-same-version", "A change under an unchanged version";
    MissingMember = "missing-member", "A member that the other events have";
    ExtraMember = "extra-member", "A member that the other events don't have";
    OptionalMember = "optional-member", "A member that is required elsewhere";
    OtherName = "other-name", "A member of another name";
    OpenObject = "open-object", "An open object among closed ones";
    MissingFormat = "missing-format", "A string without the format of its namesakes";
    MissingMinLength = "missing-min-length", "A string that may be empty, unlike its namesakes";
    UnescapedDot = "unescaped-dot", "A dot that matches anything";
    UnanchoredPattern = "unanchored-pattern", "A pattern that matches a part";
    OneDigitVersion = "one-digit-version", "A version of one-digit numbers";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Code {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut all = Self::ALL.iter().copied();
        all.find(|it| it.code() == text)
            .ok_or_else(|| format!("`{text}` is no rule's code"))
    }
}
