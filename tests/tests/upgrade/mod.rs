//! Converting events between releases.

mod bad_input;
mod events;
mod nothing_lost;
mod pairs;
mod round_trip;
