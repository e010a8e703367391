//! The testkit makes every event that the specification allows, and no other.

mod coverage;
mod examples;
mod knobs;
mod shrinking;
mod transport;
mod validity;
