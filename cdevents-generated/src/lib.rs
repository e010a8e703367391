//! [CDEvents](https://cdevents.dev) in Rust: a type for every event of every release, which parses
//! an event if and only if it is valid against its JSON Schema.
//!
//! CDEvents is the vocabulary in which CI/CD tools tell each other what happened:
//!
#![cfg_attr(feature = "now", doc = "```")]
#![cfg_attr(not(feature = "now"), doc = "```ignore")]
//! use cdevents_generated::CdEvent;
//! use cdevents_generated::v0_5_1::{ServiceDeployed, service_deployed};
//!
//! let environment = service_deployed::Environment::new("production".parse()?);
//! let artifact = "pkg:oci/checkout@sha256%3A0b31b1c02ff458ad".parse()?;
//! let content = service_deployed::Content::new(environment, artifact);
//! let event = ServiceDeployed::new("/ci/main".parse()?, "service/checkout".parse()?, content);
//! let json = event.to_json();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each release is a module ([`draft`], [`v0_1_0`] to [`v0_5_1`], [`latest`]). In it, each event is a
//! type ([`v0_5_1::ServiceDeployed`]), and a module with the types of its parts
//! ([`v0_5_1::service_deployed`]); `AnyEvent` is any event of the release ([`v0_5_1::AnyEvent`]).
//! [`CdEvent`] is any event of any release.
//!
//! # Receive
//!
//! ```
//! use cdevents_generated::{CdEvent, v0_5_1};
//!
//! # let json = br#"{
//! #     "context": {
//! #         "specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-03-20T14:27:05Z",
//! #         "type": "dev.cdevents.service.deployed.0.3.0"
//! #     },
//! #     "subject": {
//! #         "id": "service/checkout",
//! #         "content": { "environment": { "id": "production" }, "artifactId": "pkg:oci/checkout" }
//! #     }
//! # }"#;
//! match CdEvent::from_slice(json)? {
//!     CdEvent::V0_5_1(v0_5_1::AnyEvent::ServiceDeployed(event)) => {
//!         println!("{} runs", event.subject.content.artifact_id);
//!     }
//!     other => println!("{} of {}", other.event_type(), other.subject_id()),
//! }
//! # Ok::<(), cdevents_generated::Error>(())
//! ```
//!
//! If you expect one type of event, parse it directly, or convert:
//!
//! ```
//! use cdevents_generated::{CdEvent, v0_5_1};
//!
//! # let json = include_bytes!(concat!(
//! #     env!("CARGO_MANIFEST_DIR"),
//! #     "/examples/0.5.1/service-deployed.minimal.json"
//! # ));
//! let event = v0_5_1::ServiceDeployed::from_slice(json)?;
//! let event = v0_5_1::ServiceDeployed::try_from(CdEvent::from(event))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An event that names a release newer than this crate is preserved as [`CdEvent::Unknown`] if no
//! known schema accepts it; [`CdEvent::into_known`] makes it an error. An event that names a known
//! release and isn't valid is always an error; [`CdEvent::from_slice_tolerant`] preserves it, and
//! returns the error as well.
//!
//! [`iter`](mod@iter) reads many events from one text, NDJSON or an array, on all cores if you like.
//!
//! # Serde
//!
//! [`CdEvent`], the `AnyEvent` of each release, [`Event`] and their parts implement `Serialize` and
//! `Deserialize` for every self-describing format, in every position: `serde_json::Value`, YAML,
//! CBOR, MessagePack, `#[serde(flatten)]`, and tagged and untagged enums. In JSON text, numbers
//! keep their digits. Other formats have numbers of their own, so a number with more digits than a
//! 64-bit integer or float holds is rounded there, as it is by `flatten` and by enums that are not
//! externally tagged; a number beyond the range of a float is an error.
//!
//! A context or a subject outside of an event has no event type to be checked by: it is written
//! without its `type`, and accepts any.
//!
//! # Route
//!
//! [`CdEvent`] and `AnyEvent` have methods for what every event has, whatever its type and release:
//!
//! ```
//! use cdevents_generated::CdEvent;
//!
//! fn topic(event: &CdEvent) -> String {
//!     let event_type = event.event_type();
//!     let environment = event.environment().map_or("everywhere", |environment| environment.id);
//!     format!("{}.{}.{environment}", event_type.subject(), event_type.predicate())
//! }
//!
//! let event = CdEvent::from_slice(include_bytes!(concat!(
//!     env!("CARGO_MANIFEST_DIR"),
//!     "/examples/0.5.1/service-deployed.minimal.json"
//! )))?;
//! assert_eq!(topic(&event), "service.deployed.production");
//! assert!(event.is("service", "deployed"));
//! # Ok::<(), cdevents_generated::Error>(())
//! ```
//!
//! [`Kind`] is the subject and the predicate, whatever the release and the version; [`vocabulary`]
//! lists every known event type. `artifact_id()`, `url()` and the like read what events of many
//! types have ([`traits::EnvelopeExt`] lists them), `content` reads the content as your own type, and
//! [`peek()`] reads what identifies an event from any body, valid or not:
//!
//! ```
//! use cdevents_generated::{CdEvent, Kind};
//!
//! # let json = include_bytes!(concat!(
//! #     env!("CARGO_MANIFEST_DIR"),
//! #     "/examples/0.5.1/service-deployed.minimal.json"
//! # ));
//! let event = CdEvent::from_slice(json)?;
//! if let Some(Kind::ServiceDeployed | Kind::ServiceUpgraded) = event.kind() {
//!     println!("{:?} is in {:?}", event.artifact_id(), event.environment_id());
//! }
//! # Ok::<(), cdevents_generated::Error>(())
//! ```
//!
//! # Custom events and links
//!
//! A tool's own events are [`v0_5_1::CustomEvent`], whose content is any JSON object, or your own
//! type: see [`Event::of_type`](Event#method.of_type) and [`Event::from_slice_with`].
//!
//! The links of an event, in `context.links`, are [`v0_5_1::EmbeddedLink`]s. Links that are sent on
//! their own are [`v0_5_1::Link`]s, which have `from_slice` and `validate`.
//!
//! # Change
//!
//! Every event has setters, such as [`CdEvent::set_id`]. [`CdEvent::push_link`] and
//! [`CdEvent::continue_from`] link events and continue chains, whatever their releases. What an event's
//! release has no place for is an [`UnsupportedProperty`]. [`partial`](mod@partial) completes events that
//! arrive without an ID, source or timestamp.
//!
//! # Validate
//!
//! Parsing rejects invalid events. [`validate`](mod@validate) gives the same verdict without
//! parsing, faster, and lists every violation:
//!
//! ```
//! use cdevents_generated::validate::{is_valid_slice, validate_slice};
//!
//! # let json = br#"{"context": {"type": "dev.cdevents.build.started.0.3.0"}, "subject": {}}"#;
//! if !is_valid_slice(json) {
//!     let error = validate_slice(json).unwrap_err();
//!     for violation in error.report().into_iter().flatten() {
//!         println!("{} {}: {}", violation.instance_path(), violation.keyword(), violation.message());
//!     }
//! }
//! ```
//!
//! [`verdict`] adds what a tool shows: the line and column of each violation, and the release that
//! judged, also as JSON.
//!
//! # Send and receive
//!
//! [`cloudevents`] carries events over HTTP, Kafka and NATS: [`CdEvent::to_http`] and
//! [`CdEvent::from_http`] are the shortest way.
//!
//! # Advise
//!
//! [`advise`](mod@advise) reports what the specification recommends beyond its schemas. An event
//! that gets advice is still valid.
//!
//! # Convert
//!
//! [`CdEvent::into_latest`] converts an event of any release to the newest one, so that you match a
//! single release. [`upgrade`] converts to any release, in both directions; nothing is dropped or
//! invented without a note.
//!
//! # Releases
//!
#![doc = include_str!("generated/releases.md")]
//!
//! # Events
//!
//! Each link leads to the event in the newest release that has it.
//!
#![doc = include_str!("generated/events.md")]
//!
//! # Features
//!
//! - `now` (default): the clock and unique IDs, which [`Event::new`](Event#method.new) and
//!   [`Event::of_type`](Event#method.of_type) use.
//! - `chrono`, `jiff`, `time`: conversions between [`Timestamp`] and the types of these crates.
//! - `digest`: IDs derived from an event's content, for [`partial`](mod@partial) events.
//! - `http`: conversions of a [`cloudevents::Message`] to types of the crate `http`.
//! - `cloudevents-sdk`: conversions to and from the events of that crate.
//! - `miette`: a [`validate::Report`] with its source text, as a diagnostic with labels.
//! - `purl`: advice on artifacts whose ID isn't a purl.
//! - `rayon`: parallel iterators over many events: [`iter`](mod@iter).
//! - `registry`: `registry::SchemaRegistry`, which validates by your own schemas what the
//!   specification leaves free: the content of custom events, custom data, and schemas that
//!   `schemaUri` names.
//! - `schemars`: `JsonSchema` of the crate `schemars` 1 for every event and its parts.
//! - `testkit`: `testkit`, with strategies of the crate `proptest` for every event, and the examples
//!   as constants.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[doc(hidden)]
pub mod __private;
pub mod advise;
pub mod cloudevents;
mod custom_event;
mod error;
mod event;
mod generated;
pub mod iter;
mod json;
mod links;
pub mod partial;
mod prelude;
mod read;
#[cfg(feature = "registry")]
pub mod registry;
pub mod schema;
#[cfg(feature = "testkit")]
pub mod testkit;
pub mod upgrade;
pub mod validate;
mod value;
pub mod verdict;
pub mod vocabulary;

pub use error::{Error, ErrorKind};
pub use event::additional::AdditionalProperties;
pub use event::boxed::Boxed;
pub use event::custom_content::CustomContent;
pub use event::environment::Environment;
pub use event::traits;
pub use event::typed::Event;
pub use event::unexpected::UnexpectedEvent;
pub use event::unknown::UnknownEvent;
pub use event::unsupported::UnsupportedProperty;
pub use generated::*;
pub use json::free::{Json, JsonObject};
pub use links::event_link::EventLink;
pub use links::reference::EventReference;
pub use read::peek::{Peek, peek};
pub use value::custom_data::CustomData;
pub use value::event_type::{CustomEventType, EventType, EventTypeRef};
pub use value::invalid::InvalidValue;
pub use value::non_empty_string::NonEmptyString;
pub use value::number::Number;
pub use value::timestamp::Timestamp;
pub use value::uri::{Uri, UriReference};
