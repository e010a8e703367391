//! `cdevents send` and `cdevents receive`, against each other, `curl` and `nats-server`.

#![cfg(all(feature = "http", feature = "nats", unix))]

mod bad_input;
mod harness;
mod http;
mod nats;
