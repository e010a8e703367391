//! The codes of advice, and their severities.

use crate::value::enum_macros::text_enum;

/// Whether the specification requires or recommends something.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Severity {
    /// The specification recommends it, or the purpose of a property implies it.
    Recommendation,
    /// The specification requires it, or the event contradicts itself.
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
        /// The codes of the rules. A code names what is wrong with the event.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum AdviceCode {
            $($(#[$doc])* $name,)*
        }

        impl AdviceCode {
            /// Returns whether the specification requires or recommends it.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }

            /// Returns the title of the specification's section.
            #[must_use]
            pub const fn section(self) -> &'static str {
                match self {
                    $(Self::$name => $section,)*
                }
            }

            /// Returns the URL of that section, in the newest release that this crate knows.
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
    /// The release that the event names is unknown or doesn't have the event's type, so another
    /// release's schema applied.
    TypeNotOfRelease = "type-not-of-release",
        Warning, "Context: specversion", "spec.md#specversion";
    /// The source isn't a URI reference. This is valid only if the schema lacks the format.
    SourceNotReference = "source-not-a-uri-reference",
        Warning, "Context: source", "spec.md#source-context";
    /// The source is a relative reference.
    SourceNotAbsolute = "source-not-absolute",
        Recommendation, "Context: source", "spec.md#source-context";
    /// `schemaUri` isn't an absolute URI: it has a fragment, which absolute URIs (RFC 3986, section
    /// 4.3) cannot have.
    SchemaUriNotAbsolute = "schema-uri-not-absolute",
        Warning, "Context: schemaUri", "spec.md#schemauri";
    /// The chain ID isn't a UUID (RFC 9562) of any version.
    ChainIdNotUuid = "chain-id-not-a-uuid",
        Warning, "Context: chainId", "spec.md#chainid";
    /// A link points to its own event.
    LinkToItself = "link-to-itself",
        Warning, "Links: semantics", "links.md#semantics";
    /// A tag of a link isn't a string.
    LinkTagNotString = "link-tag-not-a-string",
        Warning, "Links: link types", "links.md#link-types";
    /// The ID of an artifact isn't a purl. This rule requires the feature `purl`.
    ArtifactIdNotPurl = "artifact-id-not-a-purl",
        Warning, "Types: Purl", "spec.md#types";
    /// A run succeeded but has errors.
    ErrorsOnSuccess = "errors-on-success",
        Recommendation, "Core events: errors", "core.md#pipelinerun-finished";
    /// A test succeeded but has a reason for its failure.
    ReasonOnSuccess = "reason-on-success",
        Recommendation, "Testing events: reason", "testing-events.md#testcaserun-finished";
    /// A test succeeded but has a severity of its failure.
    SeverityOnSuccess = "severity-on-success",
        Recommendation, "Testing events: severity", "testing-events.md#testcaserun-finished";
    /// `customDataContentType` isn't a media type (RFC 9110, section 8.3.1).
    ContentTypeNotMediaType = "content-type-not-a-media-type",
        Warning, "Custom data: customDataContentType", "spec.md#customdatacontenttype";
    /// The custom data is neither JSON, by its content type, nor base64.
    CustomDataNotBase64 = "custom-data-not-base64",
        Warning, "Custom data: generic data", "spec.md#generic-data";
    /// The custom data is JSON, by its content type, but a string.
    CustomDataNotObject = "custom-data-not-an-object",
        Recommendation, "Custom data: JSON data", "spec.md#json-data";
}
