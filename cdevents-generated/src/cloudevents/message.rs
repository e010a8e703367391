//! Messages.

/// A message that carries one or more events: headers and a body.
///
/// ```
/// use cdevents_generated::CdEvent;
///
/// # let json = include_bytes!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/examples/0.5.1/service-deployed.minimal.json"
/// # ));
/// let event = CdEvent::from_slice(json)?;
/// let message = event.to_http();
/// assert_eq!(message.header("ce-type"), Some("dev.cdevents.service.deployed.0.3.0"));
/// assert_eq!(message.header("content-type"), Some("application/cdevents+json"));
/// for (name, value) in message.headers() {
///     println!("{name}: {value}");
/// }
/// assert_eq!(message.body(), event.to_vec());
/// # Ok::<(), cdevents_generated::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Message {
    pub(super) const fn new(headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Self { headers, body }
    }

    /// Returns the headers, with names in lower case.
    #[must_use]
    pub fn headers(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let headers = self.headers.iter();
        headers.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the value of a header, by its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers();
        headers
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the body, and drops the headers.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Returns the headers and the body.
    #[must_use]
    pub fn into_parts(self) -> (Vec<(String, String)>, Vec<u8>) {
        (self.headers, self.body)
    }
}
