//! The tests of this package, in one program, which builds faster than one for each.

mod cloudevents_bodies;
mod cloudevents_errors;
mod cloudevents_hostile;
mod cloudevents_round_trip;
mod cloudevents_sdk;
mod http;
mod nats;
mod schemars;
mod testkit;
