//! Making events of known types from a text or from another event. There are hundreds of types, so
//! only boxing an event is compiled for each; the rest is compiled for each type of its parts.

use super::definition::{
    Content, Context, Definition, EventDefinition, KnownDefinition, NewContext, NewSubject, Subject,
};
use super::known::{AnyContext, AnySubject, Known};
use super::typed::Event;
use crate::json::deserialize::whole;
use crate::json::scan::{Problem, Reader};
use crate::read::known::{self, ContextPlace, CustomParts, SubjectPlace};
use crate::value::text::Text as _;
use crate::{Boxed, CdEvent, NonEmptyString, Uri, UriReference};

/// The definition of an event that is a variant of the enum of its release's events.
pub trait Variant: KnownDefinition {
    /// Returns the event as that variant.
    #[must_use]
    fn wrap(event: Boxed<Event<Self>>) -> Self::AnyEvent;

    /// Returns the event, or the enum unchanged if the event is of another type.
    ///
    /// # Errors
    /// Fails if the event is of another type.
    fn unwrap(event: Self::AnyEvent) -> Result<Boxed<Event<Self>>, Self::AnyEvent>;
}

/// Makes the events of a type.
pub(crate) trait Make: Sync {
    fn make(&self, from: &mut dyn Fill) -> Result<CdEvent, Problem>;
}

/// Makes the events of a type from their parts.
pub(crate) struct Maker<C, S> {
    definition: &'static Definition,
    boxed: fn(&mut Option<C>, &mut Option<S>, &mut CustomParts) -> Option<CdEvent>,
}

impl<C, S> Maker<C, S> {
    pub(crate) const fn new<D>() -> Self
    where
        D: Variant + EventDefinition<Context = C, Subject = S>,
        CdEvent: From<D::AnyEvent>,
    {
        Self {
            definition: D::DEFINITION,
            boxed: boxed::<D>,
        }
    }

    /// Makes an event of the parts that a function puts into their places.
    fn of_parts(
        &self,
        fill: impl FnOnce(
            &'static Definition,
            &mut Option<C>,
            &mut Option<S>,
            &mut CustomParts,
        ) -> Result<(), Problem>,
    ) -> Result<CdEvent, Problem> {
        let (mut context, mut subject, mut custom) = (None, None, (None, None));
        let filled = fill(self.definition, &mut context, &mut subject, &mut custom);
        // One way out, so that the parts are dropped in one place.
        filled.and_then(|()| {
            let boxed = (self.boxed)(&mut context, &mut subject, &mut custom);
            boxed.ok_or(Problem::Invalid)
        })
    }
}

impl<C, S> Make for Maker<C, S>
where
    C: NewContext<EventType = &'static str>,
    S: NewSubject<Content: Clone>,
{
    fn make(&self, from: &mut dyn Fill) -> Result<CdEvent, Problem> {
        self.of_parts(|definition, context, subject, custom| {
            from.fill(definition, context, subject, custom)
        })
    }
}

/// Makes custom events of a release. Their parts can only be read.
pub(crate) struct CustomMaker<C, S>(pub(crate) Maker<C, S>);

impl<C: Context, S: Subject> Make for CustomMaker<C, S> {
    fn make(&self, from: &mut dyn Fill) -> Result<CdEvent, Problem> {
        self.0.of_parts(|definition, context, subject, custom| {
            from.read(definition, context, subject, custom)
        })
    }
}

/// Boxes an event as a variant, if it has both parts.
fn boxed<D: Variant>(
    context: &mut Option<D::Context>,
    subject: &mut Option<D::Subject>,
    custom: &mut CustomParts,
) -> Option<CdEvent>
where
    CdEvent: From<D::AnyEvent>,
{
    Event::boxed(context, subject, custom).map(|event| D::wrap(event).into())
}

/// What a new event is made from.
pub(crate) trait Fill {
    /// Puts a context and a subject into their places.
    fn fill(
        &mut self,
        definition: &'static Definition,
        context: &mut dyn NewContextPlace,
        subject: &mut dyn NewSubjectPlace,
        custom: &mut CustomParts,
    ) -> Result<(), Problem> {
        self.read(definition, context, subject, custom)
    }

    /// Does the same for parts that can only be read, if this is a text.
    fn read(
        &mut self,
        _definition: &'static Definition,
        _context: &mut dyn ContextPlace,
        _subject: &mut dyn SubjectPlace,
        _custom: &mut CustomParts,
    ) -> Result<(), Problem> {
        Err(Problem::Invalid)
    }
}

impl Fill for Reader<'_> {
    fn read(
        &mut self,
        definition: &'static Definition,
        context: &mut dyn ContextPlace,
        subject: &mut dyn SubjectPlace,
        custom: &mut CustomParts,
    ) -> Result<(), Problem> {
        known::read(self, definition, context, subject, custom)
    }
}

/// A place for a context that can be created from its required properties.
pub(crate) trait NewContextPlace: ContextPlace {
    /// Creates a context with the properties of another event.
    fn create(&mut self, definition: &'static Definition, event: Known<'_>) -> &mut dyn AnyContext;
}

impl<C: NewContext<EventType = &'static str>> NewContextPlace for Option<C> {
    fn create(&mut self, definition: &'static Definition, event: Known<'_>) -> &mut dyn AnyContext {
        self.insert(C::of_release(
            definition.release,
            definition.event_type,
            NonEmptyString::wrap(event.id().to_owned()),
            UriReference::wrap(event.source().to_owned()).into(),
            event.timestamp().clone(),
        ))
    }
}

/// A place for a subject that can be created from its ID and its content.
pub(crate) trait NewSubjectPlace: SubjectPlace {
    /// Creates a subject with the ID of another event, and with this content or that of the event.
    fn create(
        &mut self,
        subject_type: &'static str,
        event: Known<'_>,
        content: Option<&str>,
    ) -> Option<&mut dyn AnySubject>;
}

impl<S: NewSubject<Content: Clone>> NewSubjectPlace for Option<S> {
    fn create(
        &mut self,
        subject_type: &'static str,
        event: Known<'_>,
        content: Option<&str>,
    ) -> Option<&mut dyn AnySubject> {
        let content = new_content(event, content)?;
        let id = NonEmptyString::wrap(event.subject_id().to_owned());
        Some(self.insert(S::of_content(subject_type, id, content)))
    }
}

/// Returns this content, or that of an event, which needs the same type.
fn new_content<C: Content + Clone>(event: Known<'_>, content: Option<&str>) -> Option<C> {
    match content {
        Some(text) => whole(&mut Reader::new(text)).ok(),
        None => event.content().downcast_ref::<C>().cloned(),
    }
}

/// The parts of an event that may differ from those of the event that it is made from.
pub(crate) struct NewParts {
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

/// Another event, with the parts that differ from it.
pub(crate) struct OtherEvent<'a> {
    pub(crate) event: Known<'a>,
    pub(crate) parts: NewParts,
}

impl Fill for OtherEvent<'_> {
    fn fill(
        &mut self,
        definition: &'static Definition,
        context: &mut dyn NewContextPlace,
        subject: &mut dyn NewSubjectPlace,
        custom: &mut CustomParts,
    ) -> Result<(), Problem> {
        let Self { event, parts } = self;
        let content = parts.content.as_deref();
        let subject = subject.create(definition.subject_type, *event, content);
        let subject = subject.ok_or(Problem::Invalid)?;
        let context = context.create(definition, *event);
        *custom = (
            event.custom_data().cloned(),
            event.custom_data_content_type().map(str::to_owned),
        );
        complete(context, subject, *event, parts).ok_or(Problem::Invalid)
    }
}

/// Adds what is optional.
fn complete(
    context: &mut dyn AnyContext,
    subject: &mut dyn AnySubject,
    event: Known<'_>,
    parts: &mut NewParts,
) -> Option<()> {
    subject.set_source(parts.subject_source.take()).ok()?;
    subject.set_own_type(parts.subject_type.as_deref()).ok()?;
    context.set_chain_id(parts.chain_id.take()).ok()?;
    context.set_schema_uri(parts.schema_uri.take()).ok()?;
    let linked = match &parts.links {
        NewLinks::None => Ok(()),
        NewLinks::Same => context.copy_links(event.link_list()?),
        NewLinks::Text(links) => context.set_links(Some(links)),
    };
    linked.ok()
}
