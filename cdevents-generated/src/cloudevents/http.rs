//! Conversions to the types of the crate `http`.

use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request};

use super::message::Message;
use super::percent;

/// Converts the headers. A value of another binding that HTTP can't carry is percent-encoded.
impl From<&Message> for HeaderMap {
    fn from(message: &Message) -> Self {
        let headers = message.headers().filter_map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            let value = HeaderValue::from_str(value)
                .or_else(|_| HeaderValue::from_str(&percent::encode(value)));
            Some((name, value.ok()?))
        });
        headers.collect()
    }
}

/// Creates a POST request with the headers and the body, whose URI is still to be set.
///
/// ```
/// use cdevents_generated::CdEvent;
///
/// # let json = include_bytes!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/examples/0.5.1/service-deployed.minimal.json"
/// # ));
/// let event = CdEvent::from_slice(json)?;
/// let mut request = http::Request::from(event.to_http());
/// *request.uri_mut() = "https://events.example.com".parse()?;
/// assert_eq!(CdEvent::from_http(request.headers(), request.body())?, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl From<Message> for Request<Vec<u8>> {
    fn from(message: Message) -> Self {
        let headers = HeaderMap::from(&message);
        let mut request = Self::new(message.into_body());
        *request.method_mut() = Method::POST;
        *request.headers_mut() = headers;
        request
    }
}
