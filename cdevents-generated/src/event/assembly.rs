//! Making an event of one type from the parts of an event of another type.

use super::definition::{Definition, EventDefinition, NewContext, NewSubject};
use super::known::{AnyContext, AnySubject, Known};
use super::typed::Event;
use crate::json::deserialize::whole;
use crate::json::scan::Reader;
use crate::value::text::Text as _;
use crate::{CustomData, NonEmptyString, Uri, UriReference};

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
    pub(crate) custom_data: Option<CustomData>,
    pub(crate) custom_data_content_type: Option<String>,
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
    fn assemble(_event: Known<'_>, _parts: NewParts) -> Option<Event<Self>> {
        None
    }
}

impl<D: Assemble> Event<D> {
    pub(crate) fn assemble(event: Known<'_>, parts: NewParts) -> Option<Self> {
        D::assemble(event, parts)
    }
}

/// Makes an event from the parts of another one.
pub(crate) fn assembled<D>(event: Known<'_>, mut parts: NewParts) -> Option<Event<D>>
where
    D: EventDefinition,
    D::Context: NewContext<EventType = &'static str>,
    D::Subject: NewSubject<Content: Clone>,
{
    let custom_data = parts.custom_data.take();
    let custom_data_content_type = parts.custom_data_content_type.take();
    let (context, subject) = context_and_subject(D::DEFINITION, event, parts)?;
    Some(Event {
        context,
        subject,
        custom_data,
        custom_data_content_type,
    })
}

/// Makes a context and a subject. This is compiled for each pair of types, and not for each event.
#[inline(never)]
fn context_and_subject<C, S>(
    definition: &'static Definition,
    event: Known<'_>,
    parts: NewParts,
) -> Option<(C, S)>
where
    C: NewContext<EventType = &'static str>,
    S: NewSubject<Content: Clone>,
{
    let mut subject: S = subject(definition.subject_type, event, parts.content.as_deref())?;
    let mut context: C = context(definition, event, &parts.source);
    complete(&mut context, &mut subject, event, parts)?;
    Some((context, subject))
}

#[inline(never)]
fn context<C: NewContext<EventType = &'static str>>(
    definition: &'static Definition,
    event: Known<'_>,
    source: &UriReference,
) -> C {
    C::of_release(
        definition.release,
        definition.event_type,
        NonEmptyString::wrap(event.id().to_owned()),
        source.clone().into(),
        event.timestamp().clone(),
    )
}

#[inline(never)]
fn subject<S: NewSubject<Content: Clone>>(
    subject_type: &'static str,
    event: Known<'_>,
    content: Option<&str>,
) -> Option<S> {
    let content = match content {
        Some(text) => whole(&mut Reader::new(text)).ok()?,
        None => event.content().downcast_ref::<S::Content>().cloned()?,
    };
    let id = NonEmptyString::wrap(event.subject_id().to_owned());
    Some(S::of_content(subject_type, id, content))
}

/// Adds what is optional.
fn complete(
    context: &mut dyn AnyContext,
    subject: &mut dyn AnySubject,
    event: Known<'_>,
    parts: NewParts,
) -> Option<()> {
    subject.set_source(parts.subject_source).ok()?;
    subject.set_own_type(parts.subject_type.as_deref()).ok()?;
    context.set_chain_id(parts.chain_id).ok()?;
    context.set_schema_uri(parts.schema_uri).ok()?;
    let linked = match &parts.links {
        NewLinks::None => Ok(()),
        NewLinks::Same => context.copy_links(event.link_list()?),
        NewLinks::Text(links) => context.set_links(Some(links)),
    };
    linked.ok()
}
