//! The environment that a continuous deployment event is about.

/// The environment of a continuous deployment event, whatever the release: of an environment
/// event its subject, of a service event the one that the service runs in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Environment<'a> {
    /// Which one: an id that its source gave it.
    pub id: &'a str,
    /// A name for people, where the release has one and the event says it.
    pub name: Option<&'a str>,
    /// Where it is, where the release has that and the event says it.
    pub url: Option<&'a str>,
    /// Who gave it its id, where the event says so.
    pub source: Option<&'a str>,
}
