//! Reading headers.

use super::binding::{Binding, CONTENT_TYPE};
use super::incoming::{Incoming, Unreadable, Value};
use super::percent;
use super::problem::Problem;

/// What the headers of a message say.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// The attributes in headers of their own.
    pub(super) attributes: Incoming,
    pub(super) content_type: Option<String>,
    pub(super) content_encoding: Option<String>,
    /// A header with an attribute that has the prefix of another binding, and that binding.
    pub(super) foreign: Option<(String, Binding)>,
}

impl Headers {
    /// Reads the headers of a message.
    pub(super) fn read<N: AsRef<str>, V: AsRef<[u8]>>(
        binding: Binding,
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let mut read = Self::default();
        for (name, value) in headers {
            read.add(binding, &name.as_ref().to_ascii_lowercase(), value.as_ref());
        }
        read
    }

    fn add(&mut self, binding: Binding, name: &str, value: &[u8]) {
        let trimmed = || String::from_utf8_lossy(value.trim_ascii()).into_owned();
        if let Some(attribute) = name.strip_prefix(binding.prefix()) {
            self.attributes.add(attribute, name, decode(binding, value));
        } else if name == CONTENT_TYPE {
            self.add_content_type(trimmed());
        } else if name == "content-encoding" && !trimmed().eq_ignore_ascii_case("identity") {
            self.content_encoding = Some(trimmed());
        } else {
            let others = [Binding::Http, Binding::Kafka].into_iter();
            let other = others
                .filter(|other| other.prefix() != binding.prefix())
                .find(|other| name.strip_prefix(other.prefix()) == Some("specversion"));
            if let Some(other) = other {
                self.foreign = Some((name.to_owned(), other));
            }
        }
    }

    fn add_content_type(&mut self, value: String) {
        if self.content_type.is_none() {
            self.content_type = Some(value);
        } else {
            let problem = Problem::duplicate("datacontenttype", CONTENT_TYPE, &value, CONTENT_TYPE);
            self.attributes.problems.push(problem);
        }
    }
}

/// Decodes the value of an attribute.
fn decode(binding: Binding, value: &[u8]) -> Result<Value, Unreadable> {
    let Ok(text) = std::str::from_utf8(value) else {
        return Err(Unreadable {
            found: String::from_utf8_lossy(value).into_owned(),
            reason: "expected UTF-8".to_owned(),
        });
    };
    if !binding.is_percent_encoded() {
        return Ok(text.to_owned().into());
    }
    // White space around a value isn't part of it.
    let text = text.trim_matches([' ', '\t']);
    match percent::decode(text) {
        // Some senders don't encode, such as the CloudEvents SDK for Rust.
        Ok(value) => Ok(Value::or(value, text.to_owned())),
        Err(reason) => Err(Unreadable {
            found: text.to_owned(),
            reason,
        }),
    }
}
