//! Your own schemas for what the specification doesn't define: the content of custom events, custom
//! data, and events with a `schemaUri`.
//!
//! A [`SchemaRegistry`] validates an event first against the specification's schema, and then
//! against yours. Nothing is ever fetched: a `$ref` to an unregistered document is an error when the
//! registry is built, and an unregistered `schemaUri` is an error when an event is validated.
//!
//! ```
//! use cdevents_generated::registry::{RegistryError, SchemaRegistry};
//! use serde_json::json;
//!
//! let registry = SchemaRegistry::builder()
//!     .content("dev.cdeventsx.mytool-resource.created.0.1.0", json!({
//!         "type": "object",
//!         "required": ["user"],
//!         "properties": { "user": { "$ref": "https://example.com/user" } }
//!     }))
//!     .document("https://example.com/user", r#"{ "type": "string", "minLength": 1 }"#)
//!     .build()?;
//!
//! let event = json!({
//!     "context": {
//!         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//!         "type": "dev.cdeventsx.mytool-resource.created.0.1.0"
//!     },
//!     "subject": { "id": "resource/7", "content": { "user": "" } }
//! });
//! let Err(RegistryError::Custom(violations)) = registry.validate(&event) else { unreachable!() };
//! assert_eq!(violations.len(), 1);
//! assert_eq!(violations[0].instance_path(), "/subject/content/user");
//! assert_eq!(violations[0].keyword(), "minLength");
//! # Ok::<(), cdevents_generated::registry::SchemaError>(())
//! ```
//!
//! # Drafts, formats and references
//!
//! A schema follows draft 2020-12 unless its `$schema` names another draft. Formats are asserted,
//! and unknown formats are ignored. A relative `$ref` is resolved against the schema's `$id`, or
//! else against the URI of the document. A schema of content or custom data without an `$id` must
//! use absolute URIs to refer to documents.

mod builder;
mod error;
mod schema_registry;

pub use builder::{SchemaRegistryBuilder, SchemaSource};
pub use error::{RegistryError, SchemaError, SchemaName, SchemaViolation};
pub use schema_registry::SchemaRegistry;
