//! What can be read from a body that may be no event, or no JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::named_release::{SPECVERSION, VERSION};

/// How many keys lead to a property that is read: `data`, `context` and `id`.
const DEPTH: usize = 3;

/// What [`peek`] finds in a body.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Peek {
    /// The event's ID.
    pub id: Option<String>,
    /// The event's source.
    pub source: Option<String>,
    /// The event type.
    pub event_type: Option<String>,
    /// The name of the release that the event names.
    pub release_name: Option<String>,
    /// The subject's ID.
    pub subject_id: Option<String>,
}

/// Reads what identifies an event from any body, for example as the key of a dead letter.
///
/// The body may be invalid, cut off, or no JSON at all: what can't be read is `None`. Strings and
/// numbers are returned without checking them, unless they are cut off. If a property is there twice,
/// the first one counts.
///
/// The body may also be a CloudEvent in structured mode, with the event in `data` or `data_base64`;
/// its attributes `id`, `source`, `type` and `subject` stand in for what the event lacks. Nothing is
/// found in a batch, which has several events.
///
/// ```
/// use cdevents_generated::peek;
///
/// let found = peek(br#"{"context": {"id": "1", "type": "dev.cdevents.service.de"#);
/// assert_eq!(found.id.as_deref(), Some("1"));
/// assert_eq!(found.event_type, None);
/// assert_eq!(peek(b"\x1f\x8b"), Default::default());
/// ```
#[must_use]
pub fn peek(body: &[u8]) -> Peek {
    let found = scan(body);
    let inner = found.data.as_deref().map(str::as_bytes).map(scan);
    let decoded = || STANDARD.decode(found.data_base64.as_deref()?).ok();
    let inner = inner.or_else(|| decoded().as_deref().map(scan));
    let inner = inner.map(|inner| inner.event).unwrap_or_default();
    let event = merged(found.event, inner);
    merged(event, found.envelope)
}

/// Takes from the second what the first doesn't have.
fn merged(first: Peek, second: Peek) -> Peek {
    Peek {
        id: first.id.or(second.id),
        source: first.source.or(second.source),
        event_type: first.event_type.or(second.event_type),
        release_name: first.release_name.or(second.release_name),
        subject_id: first.subject_id.or(second.subject_id),
    }
}

/// What a body says, in the places where it can say it.
#[derive(Default)]
struct Found {
    event: Peek,
    /// The attributes of the envelope around the event.
    envelope: Peek,
    /// The name of the release in the property that doesn't count if the other is there.
    version: Option<String>,
    data: Option<String>,
    data_base64: Option<String>,
}

impl Found {
    /// Returns where the value behind some keys belongs, if it is read.
    fn place(&mut self, keys: &[&'static str]) -> Option<&mut Option<String>> {
        Some(match keys {
            ["context", "id"] | ["data", "context", "id"] => &mut self.event.id,
            ["context", "source"] | ["data", "context", "source"] => &mut self.event.source,
            ["context", "type"] | ["data", "context", "type"] => &mut self.event.event_type,
            ["context", SPECVERSION] | ["data", "context", SPECVERSION] => {
                &mut self.event.release_name
            }
            ["context", VERSION] | ["data", "context", VERSION] => &mut self.version,
            ["subject", "id"] | ["data", "subject", "id"] => &mut self.event.subject_id,
            ["id"] => &mut self.envelope.id,
            ["source"] => &mut self.envelope.source,
            ["type"] => &mut self.envelope.event_type,
            ["subject"] => &mut self.envelope.subject_id,
            ["data"] => &mut self.data,
            ["data_base64"] => &mut self.data_base64,
            _ => return None,
        })
    }
}

/// Reads a body token by token, as far as it goes.
fn scan(body: &[u8]) -> Found {
    let mut found = Found::default();
    let mut path = Path::default();
    let mut tokens = Tokens::new(body);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => path.enter(),
            Token::Close => path.leave(),
            Token::Comma => path.set(None),
            Token::Text(text) if tokens.is_before_colon() => path.set(key(text)),
            Token::Text(text) => {
                if let Some(place @ None) = found.place(path.keys()) {
                    *place = Some(unescaped(text));
                }
            }
            Token::Number(text) => {
                if let Some(place @ None) = found.place(path.keys()) {
                    *place = Some(String::from_utf8_lossy(text).into_owned());
                }
            }
            Token::Other => {}
        }
    }
    found.event.release_name = found.event.release_name.or(found.version.take());
    found
}

/// Returns the key that is written like this, if values behind it are read.
fn key(text: &[u8]) -> Option<&'static str> {
    /// The longest key, if every character is an escape.
    const LONGEST: usize = 6 * "specversion".len();
    const KEYS: [&str; 9] = [
        "context",
        "id",
        "source",
        "type",
        SPECVERSION,
        VERSION,
        "subject",
        "data",
        "data_base64",
    ];
    let text = (text.len() <= LONGEST).then(|| unescaped(text))?;
    KEYS.into_iter().find(|key| *key == text)
}

/// Returns the text of a string, or the string as it is written if its escapes are invalid.
fn unescaped(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    if text.contains('\\')
        && let Ok(unescaped) = serde_json::from_str(&format!("\"{text}\""))
    {
        return unescaped;
    }
    text.into_owned()
}

/// The keys that lead to the current value.
#[derive(Default)]
struct Path {
    /// How many brackets are open.
    depth: usize,
    /// The key in each of the outermost brackets; empty in an array, and for a key that isn't read.
    keys: [&'static str; DEPTH],
}

impl Path {
    fn enter(&mut self) {
        self.depth += 1;
        self.set(None);
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn set(&mut self, key: Option<&'static str>) {
        let index = self.depth.checked_sub(1);
        if let Some(place) = index.and_then(|index| self.keys.get_mut(index)) {
            *place = key.unwrap_or_default();
        }
    }

    /// Returns the keys; none if the value is too deep to be read.
    fn keys(&self) -> &[&'static str] {
        self.keys.get(..self.depth).unwrap_or_default()
    }
}

/// A part of a JSON text.
enum Token<'a> {
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    Comma,
    /// A string, without its quotes.
    Text(&'a [u8]),
    Number(&'a [u8]),
    Other,
}

/// The tokens of a text that may not be JSON.
struct Tokens<'a> {
    body: &'a [u8],
    position: usize,
}

impl<'a> Tokens<'a> {
    const fn new(body: &'a [u8]) -> Self {
        Self { body, position: 0 }
    }

    /// Returns the next byte that isn't white space.
    fn peek(&mut self) -> Option<u8> {
        while self.body.get(self.position)?.is_ascii_whitespace() {
            self.position += 1;
        }
        self.body.get(self.position).copied()
    }

    fn is_before_colon(&mut self) -> bool {
        self.peek() == Some(b':')
    }

    /// Returns the next token. There is none at the end, and if a string has no end.
    fn next(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        let start = self.position;
        self.position += 1;
        Some(match first {
            b'{' | b'[' => Token::Open,
            b'}' | b']' => Token::Close,
            b',' => Token::Comma,
            b'"' => Token::Text(self.text()?),
            b'-' | b'0'..=b'9' => {
                let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                let rest = self.body.get(start..)?;
                let length = rest.iter().take_while(|byte| is_inside(byte)).count();
                self.position = start + length;
                // A number at the end may be cut off.
                self.peek()?;
                Token::Number(rest.get(..length)?)
            }
            _ => Token::Other,
        })
    }

    /// Returns the rest of a string, up to its closing quote.
    fn text(&mut self) -> Option<&'a [u8]> {
        let start = self.position;
        loop {
            let rest = self.body.get(self.position..)?;
            let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            self.position += length;
            if rest.get(length) == Some(&b'\\') {
                self.position += 2;
                continue;
            }
            let text = self.body.get(start..self.position);
            self.position += 1;
            return text;
        }
    }
}
