//! Validation: a verdict, or every violation.
//!
//! The verdict is that of the JSON Schema, with formats asserted. The schema is that of the event type,
//! in the release that the document names. If that release is unknown or doesn't have the type, the
//! document is judged by the newest release that has the type and whose schema lets an event name
//! that release, since producers mix them up. [`resolve`] returns the release that judges, and
//! [`Report::note`] explains it.
//!
//! ```
//! use cdevents_generated::validate::{Keyword, validate};
//! use serde_json::json;
//!
//! let report = validate(&json!({
//!     "context": {
//!         "specversion": "0.5.1", "id": "", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!         "type": "dev.cdevents.pipelinerun.finished.0.3.0"
//!     },
//!     "subject": { "id": "run/7", "content": { "outcome": "sucess" } }
//! }))
//! .unwrap_err();
//! let [id, outcome] = report.violations() else { unreachable!() };
//! assert_eq!((id.instance_path(), id.keyword()), ("/context/id", Keyword::MinLength));
//! assert_eq!(outcome.instance_path(), "/subject/content/outcome");
//! assert!(outcome.message().ends_with("did you mean `success`?"));
//! ```

mod any_release;
pub(crate) mod by_release;
mod check;
mod collect;
mod custom_type;
#[cfg(feature = "miette")]
mod diagnostic;
mod excerpt;
mod fast;
pub(crate) mod first;
mod format;
mod keyword;
pub(crate) mod link;
mod location;
mod pattern;
mod renamed;
mod report;
pub(crate) mod resolve;
pub(crate) mod schema;
mod schema_path;
mod state;
#[doc(hidden)]
pub mod table;
#[doc(hidden)]
pub mod table_prelude;
pub(crate) mod violation;

pub use any_release::{is_valid, is_valid_slice, validate, validate_slice};
#[cfg(feature = "miette")]
pub use diagnostic::SourceReport;
pub use keyword::Keyword;
pub use report::Report;
pub use resolve::{Resolution, resolve};
#[doc(hidden)]
pub use schema::{first_problem, is_text_valid, is_value_valid, violations_of};
pub use violation::Violation;

pub use crate::json::locate::value as span;
