//! Making an event of one type from the parts of an event of another type.

use super::envelope::Envelope;
use super::traits::{Content, Context, EventDefinition, NewContext, NewSubject, Subject};
use super::typed::Event;
use crate::value::text::Text as _;
use crate::{NonEmptyString, Uri, UriReference};

/// The parts of an event that may differ from those of the event that it is made from.
pub struct NewParts {
    pub(crate) source: UriReference,
    pub(crate) chain_id: Option<NonEmptyString>,
    pub(crate) schema_uri: Option<Uri>,
    pub(crate) links: NewLinks,
    pub(crate) subject_source: Option<UriReference>,
    /// The subject's type, if that is optional.
    pub(crate) subject_type: Option<String>,
    /// The content as JSON; `None` if it is the same, which needs the same type.
    pub(crate) content: Option<String>,
}

/// The links of the new event.
pub(crate) enum NewLinks {
    None,
    /// Those of the other event, which needs the same type.
    Same,
    /// An array, as JSON.
    Text(String),
}

/// An event that can be made from the parts of another one.
pub trait Assemble: EventDefinition {
    /// Makes an event, if its schema allows these parts.
    #[must_use]
    fn assemble(_event: &dyn Envelope, _parts: NewParts) -> Option<Event<Self>> {
        None
    }
}

impl<D: Assemble> Event<D> {
    pub(crate) fn assemble(event: &dyn Envelope, parts: NewParts) -> Option<Self> {
        D::assemble(event, parts)
    }
}

/// Makes an event from the parts of another one.
pub(crate) fn assembled<D>(event: &dyn Envelope, mut parts: NewParts) -> Option<Event<D>>
where
    D: EventDefinition,
    D::Context: NewContext<EventType = &'static str>,
    D::Subject: NewSubject<Content: Clone>,
{
    let id = NonEmptyString::wrap(event.subject_id().to_owned());
    let content = content(event, parts.content.take())?;
    let mut subject = D::Subject::of_content(D::SUBJECT_TYPE, id, content);
    subject.set_source(parts.subject_source.take()).ok()?;
    subject.set_own_type(parts.subject_type.as_deref()).ok()?;
    let id = NonEmptyString::wrap(event.id().to_owned());
    let (source, timestamp) = (parts.source.into(), event.timestamp().clone());
    let mut context = D::Context::of_release(D::RELEASE, D::EVENT_TYPE, id, source, timestamp);
    context.set_chain_id(parts.chain_id).ok()?;
    context.set_schema_uri(parts.schema_uri).ok()?;
    let linked = match &parts.links {
        NewLinks::None => Ok(()),
        NewLinks::Same => context.copy_links(event.link_list()?),
        NewLinks::Text(links) => context.set_links(Some(links)),
    };
    linked.ok()?;
    let mut assembled = Event::from_parts(context, subject);
    assembled.custom_data = event.custom_data().cloned();
    assembled.custom_data_content_type = event.custom_data_content_type().map(str::to_owned);
    Some(assembled)
}

fn content<C: Content + Clone>(event: &dyn Envelope, text: Option<String>) -> Option<C> {
    match text {
        Some(text) => serde_json::from_str(&text).ok(),
        None => event.content_any()?.downcast_ref::<C>().cloned(),
    }
}
