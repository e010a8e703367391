//! Advice: what the specification requires or recommends beyond its schemas.
//!
//! Where a schema requires a string, the text of the specification may require a UUID, a purl or a
//! media type. Advice doesn't affect validity; it is for those who emit events.
//!
//! The rules apply to every release that has the property in question. They don't apply to the
//! content of custom events, which the specification doesn't define.
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
//!     "/context/chainId: the chain ID \"release 7\" is not a UUID; generate one for the chain's \
//!      first event and pass it on (chain-id-not-a-uuid)"
//! );
//! # Ok::<(), cdevents_generated::Error>(())
//! ```

mod code;
mod rules;
mod syntax;

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

pub use code::{AdviceCode, Severity};

use crate::CdEvent;

/// Finds where an event doesn't follow the specification's text.
///
/// The advice is in the order of [`AdviceCode::ALL`].
#[must_use]
pub fn advise(event: &CdEvent) -> Vec<Advice> {
    // Reading what was written does not fail. Writing events of all types as values would add 0.6 MB to
    // the WebAssembly module.
    let event = serde_json::from_str(&event.to_json()).unwrap_or_default();
    let findings = rules::findings(&event);
    let advice = findings.map(|(code, (instance_path, message))| Advice {
        code,
        instance_path,
        message,
    });
    advice.collect()
}

/// A place where an event doesn't follow the specification's text.
///
/// It serializes as an object: `code`, `severity`, `section`, `url`, `instanceLocation` and
/// `message`.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Advice {
    code: AdviceCode,
    instance_path: String,
    message: String,
}

impl Advice {
    /// Returns the code of the rule.
    #[must_use]
    pub const fn code(&self) -> AdviceCode {
        self.code
    }

    /// Returns whether the specification requires or recommends it.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Returns the title of the specification's section.
    #[must_use]
    pub const fn section(&self) -> &'static str {
        self.code.section()
    }

    /// Returns the URL of that section.
    #[must_use]
    pub const fn url(&self) -> &'static str {
        self.code.url()
    }

    /// Returns the JSON Pointer (RFC 6901) of the value in the event.
    #[must_use]
    pub fn instance_path(&self) -> &str {
        &self.instance_path
    }

    /// Returns what was found and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Writes the path, the message and the code in one line.
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
