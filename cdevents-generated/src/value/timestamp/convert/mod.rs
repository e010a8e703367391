//! Conversions to and from the time types of the standard library and of other crates.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod system_time;
#[cfg(feature = "time")]
mod time;
