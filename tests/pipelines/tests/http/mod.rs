//! The examples `receive_http` and `send_http`, as processes: against `curl`, against each other, and
//! against whatever can go wrong on the way.

mod attributes;
mod bodies;
mod disk;
mod harness;
mod modes;
mod sending;
mod stopping;
