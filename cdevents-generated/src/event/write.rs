//! Writing events as JSON.

use std::io;

use serde::Serialize;

use crate::{CdEvent, Error, ErrorKind, Event, KnownKind};

/// Writes an event as compact JSON.
fn to_vec<T: Serialize>(event: &T) -> Vec<u8> {
    // An event that exists has nothing that JSON can't express, and a `Vec` takes everything.
    serde_json::to_vec(event).expect("an event can be written as JSON")
}

/// Writes an event as compact JSON.
fn to_json<T: Serialize>(event: &T) -> String {
    serde_json::to_string(event).expect("an event can be written as JSON")
}

fn to_value<T: Serialize>(event: &T) -> Result<serde_json::Value, Error> {
    serde_json::to_value(event).map_err(|error| Error::from_json(ErrorKind::Invalid, &error))
}

/// Gives a type of events the methods that write it.
macro_rules! writing {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> $name {
            /// Returns the event as compact JSON. Numbers and timestamps keep their digits.
            #[must_use]
            pub fn to_json(&self) -> String {
                to_json(self)
            }

            /// Returns the event as compact JSON, in bytes.
            #[must_use]
            pub fn to_vec(&self) -> Vec<u8> {
                to_vec(self)
            }

            /// Returns the event as a [`serde_json::Value`].
            ///
            /// # Errors
            /// Fails if free JSON in the event has a number that a `Value` can't hold, such as
            /// `1e400`.
            pub fn to_value(&self) -> Result<serde_json::Value, Error> {
                to_value(self)
            }

            /// Writes the event as compact JSON.
            ///
            /// # Errors
            /// Fails if the writer does.
            pub fn to_writer(&self, mut writer: impl io::Write) -> io::Result<()> {
                writer.write_all(&self.to_vec())
            }
        }
    };
}

writing!([] CdEvent);
writing!([K: KnownKind] Event<K>);
