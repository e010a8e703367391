//! The example `nats_worker`, with a real server and real workers: whatever dies, no event is lost,
//! and no event is acknowledged that wasn't kept.

mod harness;
mod stream;
mod worker;
