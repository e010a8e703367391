//! Tests with other crates, servers and clients. They are one program, because that builds faster.

mod cloudevents_bodies;
mod cloudevents_errors;
mod cloudevents_hostile;
mod cloudevents_round_trip;
mod cloudevents_sdk;
mod http;
mod nats;
mod schemars;
mod testkit;
