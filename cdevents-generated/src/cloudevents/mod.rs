//! CloudEvents: how CDEvents travel.
//!
//! A message carries an event in one of three modes. In binary mode, the body is the event, and
//! headers repeat some of its data as *attributes*, by which brokers route and filter. In structured
//! mode, the body is a JSON envelope with the attributes and the event. In batch mode, it is an array
//! of envelopes.
//!
//! | attribute | value | HTTP and NATS | Kafka |
//! |---|---|---|---|
//! | `specversion` | `1.0` | `ce-specversion` | `ce_specversion` |
//! | `id`, `source`, `type` | as in the event's context | `ce-id` … | `ce_id` … |
//! | `subject` | the subject's ID | `ce-subject` | `ce_subject` |
//! | `time` | the event's timestamp | `ce-time` | `ce_time` |
//! | `datacontenttype` | `application/cdevents+json` | `content-type` in HTTP, `ce-datacontenttype` in NATS | `content-type` |
//! | `dataschema`, [on request](Encoder::data_schema) | the `$id` of the event's JSON Schema | `ce-dataschema` | `ce_dataschema` |
//!
//! Send an event with [`to_http`](crate::CdEvent::to_http), or with an [`Encoder`] over any binding;
//! receive it with [`CdEvent::from_http`](crate::CdEvent::from_http) or a [`Decoder`]:
//!
//! ```
//! use cdevents_generated::CdEvent;
//! use cdevents_generated::cloudevents::{Binding, Decoder, Encoder};
//!
//! # let json = include_bytes!(concat!(
//! #     env!("CARGO_MANIFEST_DIR"),
//! #     "/examples/0.5.1/service-deployed.minimal.json"
//! # ));
//! let event = CdEvent::from_slice(json)?;
//! let message = Encoder::new(Binding::Nats).binary(&event);
//!
//! let received = Decoder::new(Binding::Nats).decode(message.headers(), message.body())?;
//! assert_eq!(received.into_single()?.event, event);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `http`, a [`Message`] converts into an `http::HeaderMap` or an `http::Request`.
//! With the feature `cloudevents-sdk`, every event converts into a `cloudevents::Event`, a
//! [`CdEvent`](crate::CdEvent) is made from one by `TryFrom`, and `Encoder::sdk_event` and
//! `Decoder::decode_sdk_event` do the same with options, so that the transports of that crate carry
//! events.

mod attributes;
mod binding;
mod body;
mod cdevent;
mod decoder;
pub(crate) mod encoder;
mod envelope;
mod error;
mod headers;
#[cfg(feature = "http")]
mod http;
mod incoming;
mod media_type;
mod message;
mod percent;
mod problem;
mod received;
#[cfg(feature = "cloudevents-sdk")]
mod sdk;

pub use binding::{Binding, Mode};
pub use decoder::Decoder;
pub use encoder::Encoder;
pub use error::{Error, ErrorKind};
pub use message::Message;
pub use problem::{Problem, ProblemKind};
pub use received::{Decoded, Received};
