//! `cdevents send` and `cdevents receive`, against each other, `curl` and `nats-server`.

#![cfg(all(feature = "network", unix))]
#![expect(clippy::unwrap_used, reason = "a test may panic, also in its helpers")]

mod bad_input;
mod harness;
mod http;
mod nats;
