//! See `tests/formats.rs`.
