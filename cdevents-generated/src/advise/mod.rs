//! What the specification asks of an event, and its schemas can't say.
//!
//! A schema can demand a string; the prose of the specification demands a UUID, a purl, a media
//! type. None of this is part of validity: an event is as valid with advice as without. Advice is
//! for whoever emits the event.
//!
//! The rules hold in every release that has what they are about. What a custom event says in its
//! content is its tool's own, and none of the specification's.
//!
//! ```
//! use cdevents_generated::CdEvent;
//! use cdevents_generated::advise::{AdviceCode, Severity, advise};
//!
//! let event: CdEvent = r#"{
//!     "context": {
//!         "specversion": "0.5.1", "id": "1", "timestamp": "2026-03-20T14:27:05Z",
//!         "source": "https://ci.example.com/main", "chainId": "release 7",
//!         "type": "dev.cdevents.build.started.0.3.0"
//!     },
//!     "subject": { "id": "build/7", "content": {} }
//! }"#.parse()?;
//! let advice = advise(&event);
//! assert_eq!(advice.len(), 1);
//! assert_eq!(advice[0].code(), AdviceCode::ChainIdNotUuid);
//! assert_eq!(advice[0].severity(), Severity::Warning);
//! assert_eq!(
//!     advice[0].to_string(),
//!     "/context/chainId: the chain is named \"release 7\", which isn't a UUID; make one for the \
//!      chain's first event, and pass it on (chain-id-not-a-uuid)"
//! );
//! # Ok::<(), cdevents_generated::Error>(())
//! ```

mod rules;
mod syntax;

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;

use crate::CdEvent;
use crate::value::enum_macros::text_enum;

/// Finds what the specification asks of an event and the event doesn't do.
///
/// The advice is in the order of [`AdviceCode::ALL`]. There is none on an event that does all that
/// the specification asks.
#[must_use]
pub fn advise(event: &CdEvent) -> Vec<Advice> {
    // An event that exists can be written.
    let event = serde_json::to_value(event).unwrap_or_default();
    advise_value(&event)
}

fn advise_value(event: &Value) -> Vec<Advice> {
    let advice = |(code, find): &(AdviceCode, rules::Rule)| {
        let code = *code;
        let of_code = move |(instance_path, message)| Advice {
            code,
            instance_path,
            message,
        };
        find(event).into_iter().map(of_code)
    };
    rules::RULES.iter().flat_map(advice).collect()
}

/// What an event doesn't do, though the specification asks for it.
///
/// It serializes as an object: `code`, `severity`, `section`, `url`, `instanceLocation` and
/// `message`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Advice {
    code: AdviceCode,
    instance_path: String,
    message: String,
}

impl Advice {
    /// Which rule it is by.
    #[must_use]
    pub const fn code(&self) -> AdviceCode {
        self.code
    }

    /// How much the specification asks for it.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The title of what asks for it, in the specification.
    #[must_use]
    pub const fn section(&self) -> &'static str {
        self.code.section()
    }

    /// Where that is to be read.
    #[must_use]
    pub const fn url(&self) -> &'static str {
        self.code.url()
    }

    /// Where in the event: a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// What was found there, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The place, the message and the code, in a line.
impl fmt::Display for Advice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            instance_path,
            message,
        } = self;
        write!(formatter, "{instance_path}: {message} ({code})")
    }
}

impl Serialize for Advice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut advice = serializer.serialize_struct("Advice", 6)?;
        advice.serialize_field("code", &self.code)?;
        advice.serialize_field("severity", &self.severity())?;
        advice.serialize_field("section", self.section())?;
        advice.serialize_field("url", self.url())?;
        advice.serialize_field("instanceLocation", &self.instance_path)?;
        advice.serialize_field("message", &self.message)?;
        advice.end()
    }
}

/// How much the specification asks for something.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Severity {
    /// The specification recommends it, or it follows from what a member is for.
    Recommendation,
    /// The specification demands it, or the event contradicts itself.
    Warning,
}

text_enum! {
    Severity,
    expected = "a severity: `recommendation`, `warning`",
    Recommendation = "recommendation",
    Warning = "warning",
}

macro_rules! advice_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident, $section:literal, $place:literal;)*) => {
        /// The rules, by what an event did that it shouldn't have done.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum AdviceCode {
            $($(#[$doc])* $name,)*
        }

        impl AdviceCode {
            /// How much the specification asks for what the rule is about.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }

            /// The title of what asks for it, in the specification.
            #[must_use]
            pub const fn section(self) -> &'static str {
                match self {
                    $(Self::$name => $section,)*
                }
            }

            /// Where that is to be read, in the newest release that this crate knows.
            #[must_use]
            pub const fn url(self) -> &'static str {
                match self {
                    $(Self::$name => {
                        concat!("https://github.com/cdevents/spec/blob/v0.5.1/", $place)
                    })*
                }
            }
        }

        text_enum! {
            AdviceCode,
            expected = "a code of advice (such as `chain-id-not-a-uuid`)",
            $($name = $text,)*
        }
    };
}

advice_codes! {
    /// The release that the event names doesn't have its type, or is unknown, so that another
    /// release's schema decided.
    TypeNotOfRelease = "type-not-of-release",
        Warning, "Context: specversion", "spec.md#specversion";
    /// The source isn't even a URI reference. Where a schema lacks the format, this is valid.
    SourceNotReference = "source-not-a-uri-reference",
        Warning, "Context: source", "spec.md#source-context";
    /// The source is a relative reference.
    SourceNotAbsolute = "source-not-absolute",
        Recommendation, "Context: source", "spec.md#source-context";
    /// `schemaUri` isn't an absolute URI. Every schema demands a scheme, so what is left is a
    /// fragment, which an absolute URI (RFC 3986, section 4.3) hasn't.
    SchemaUriNotAbsolute = "schema-uri-not-absolute",
        Warning, "Context: schemaUri", "spec.md#schemauri";
    /// The chain's id isn't a UUID (RFC 9562), of whatever version.
    ChainIdNotUuid = "chain-id-not-a-uuid",
        Warning, "Context: chainId", "spec.md#chainid";
    /// A link leads to the event that it is in.
    LinkToItself = "link-to-itself",
        Warning, "Links: semantics", "links.md#semantics";
    /// The value of a link's tag isn't a string.
    LinkTagNotString = "link-tag-not-a-string",
        Warning, "Links: link types", "links.md#link-types";
    /// What names an artifact isn't a purl. This rule is there with the feature `purl`.
    ArtifactIdNotPurl = "artifact-id-not-a-purl",
        Warning, "Types: Purl", "spec.md#types";
    /// A run ended well, and has errors.
    ErrorsOnSuccess = "errors-on-success",
        Recommendation, "Core events: errors", "core.md#pipelinerun-finished";
    /// A test ended well, and has a reason for how it ended.
    ReasonOnSuccess = "reason-on-success",
        Recommendation, "Testing events: reason", "testing-events.md#testcaserun-finished";
    /// A test ended well, and says how severe its failure is.
    SeverityOnSuccess = "severity-on-success",
        Recommendation, "Testing events: severity", "testing-events.md#testcaserun-finished";
    /// `customDataContentType` isn't a media type (RFC 9110, section 8.3.1).
    ContentTypeNotMediaType = "content-type-not-a-media-type",
        Warning, "Custom data: customDataContentType", "spec.md#customdatacontenttype";
    /// The custom data isn't JSON by its content type, and isn't base64 either.
    CustomDataNotBase64 = "custom-data-not-base64",
        Warning, "Custom data: generic data", "spec.md#generic-data";
    /// The custom data is JSON by its content type, and yet a string.
    CustomDataNotObject = "custom-data-not-an-object",
        Recommendation, "Custom data: JSON data", "spec.md#json-data";
}
