//! The environment of a continuous deployment event.

/// The environment of a continuous deployment event, whatever its release: the subject of an
/// environment event, or the environment that a service runs in.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Environment<'a> {
    /// The environment's ID.
    pub id: &'a str,
    /// The environment's name, if the event has one.
    pub name: Option<&'a str>,
    /// The environment's URL, if the event has one.
    pub url: Option<&'a str>,
    /// The source that assigned the ID, if the event names one.
    pub source: Option<&'a str>,
}
