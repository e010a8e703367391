//! What [`Event`](crate::Event) is generic over.

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::object::Object;
use super::sealed::Sealed;
use super::unsupported::Refused;
use crate::validate::table::Schema;
use crate::{Environment, Kind, NonEmptyString, Release, Timestamp, Uri, UriReference};

/// The definition of an event in a release: its event type, its schema, and the types of its parts.
pub trait EventDefinition: Sealed + Sized + 'static {
    /// The event's metadata: ID, source, type and time.
    type Context: Context;

    /// The subject and its details.
    type Subject: Subject;

    /// The event type; for custom events, whose contexts have their own, the prefix of all of them.
    const EVENT_TYPE: &'static str;

    /// The subject and the predicate, whatever the release and the version.
    const KIND: Kind;

    /// The type of the event's subject, which some releases write.
    const SUBJECT_TYPE: &'static str;

    /// The `$id` of the JSON Schema.
    const SCHEMA_ID: &'static str;

    /// The release of the event.
    const RELEASE: Release;

    #[doc(hidden)]
    const SCHEMA: &'static Schema;

    #[doc(hidden)]
    const DEFINITION: &'static Definition = &Definition {
        event_type: Self::EVENT_TYPE,
        kind: Self::KIND,
        subject_type: Self::SUBJECT_TYPE,
        schema_id: Self::SCHEMA_ID,
        release: Self::RELEASE,
        schema: Self::SCHEMA,
    };

    #[doc(hidden)]
    #[must_use]
    fn environment(_subject: &Self::Subject) -> Option<Environment<'_>> {
        None
    }
}

/// The constants of an [`EventDefinition`], as data.
#[derive(Debug)]
pub struct Definition {
    pub(crate) event_type: &'static str,
    pub(crate) kind: Kind,
    pub(crate) subject_type: &'static str,
    pub(crate) schema_id: &'static str,
    pub(crate) release: Release,
    pub(crate) schema: &'static Schema,
}

/// The definition of an event that [`CdEvent`](crate::CdEvent) can be: of any but custom events with a
/// content of your own type.
pub trait KnownDefinition: EventDefinition {
    /// The enum of the release's events.
    type AnyEvent;
}

/// The definition of a custom event, whose content can be of your own type.
pub trait CustomDefinition: EventDefinition {
    /// The definition of the same event with another content.
    type With<C: Content>: CustomDefinition;
}

/// An event's context.
pub trait Context: Sealed + Object {
    /// The type of the producer's name.
    type Source: AsRef<str> + From<UriReference>;

    /// Returns the event's ID.
    #[must_use]
    fn id(&self) -> &NonEmptyString;

    /// Returns the event's producer.
    #[must_use]
    fn source(&self) -> &Self::Source;

    /// Returns when the event occurred.
    #[must_use]
    fn timestamp(&self) -> &Timestamp;

    /// Returns the name of the release that the event names.
    #[must_use]
    fn release_name(&self) -> &str;

    /// Returns the event type, if its schema leaves it open.
    #[must_use]
    fn own_event_type(&self) -> Option<&str> {
        None
    }

    /// Returns the ID of the event's chain, if the event has one.
    #[must_use]
    fn chain_id(&self) -> Option<&str> {
        None
    }

    /// Returns the URI of an additional schema that the event conforms to, if the event names one.
    #[must_use]
    fn schema_uri(&self) -> Option<&str> {
        None
    }

    /// Returns the array of the links, as JSON.
    #[doc(hidden)]
    #[must_use]
    fn links(&self) -> Option<String> {
        None
    }

    /// Returns the list of the links.
    #[doc(hidden)]
    #[must_use]
    fn link_list(&self) -> Option<&dyn Any> {
        None
    }

    #[doc(hidden)]
    fn set_id(&mut self, id: NonEmptyString);

    #[doc(hidden)]
    fn set_source(&mut self, source: Self::Source);

    #[doc(hidden)]
    fn set_timestamp(&mut self, timestamp: Timestamp);

    #[doc(hidden)]
    fn set_chain_id(&mut self, id: Option<NonEmptyString>) -> Result<(), Refused> {
        no_place(id.is_some())
    }

    #[doc(hidden)]
    fn set_schema_uri(&mut self, uri: Option<Uri>) -> Result<(), Refused> {
        no_place(uri.is_some())
    }

    #[doc(hidden)]
    fn set_links(&mut self, links: Option<&str>) -> Result<(), Refused> {
        no_place(links.is_some())
    }

    /// Copies the list of the links of another context, if it has the type of this one's.
    #[doc(hidden)]
    fn copy_links(&mut self, _links: &dyn Any) -> Result<(), Refused> {
        Err(Refused::NoPlace)
    }
}

/// Refuses a value for which there is no property. Removing it does nothing.
fn no_place(is_some: bool) -> Result<(), Refused> {
    if is_some {
        Err(Refused::NoPlace)
    } else {
        Ok(())
    }
}

/// A context that can be created from its required properties.
pub trait NewContext: Context {
    /// The event type: `&'static str` if the schema fixes it.
    type EventType;

    #[doc(hidden)]
    #[must_use]
    fn of_release(
        release: Release,
        event_type: Self::EventType,
        id: NonEmptyString,
        source: Self::Source,
        timestamp: Timestamp,
    ) -> Self;
}

/// An event's subject.
pub trait Subject: Sealed + Object {
    /// The details of the subject.
    type Content: Content;

    /// Returns the subject's ID, unique within its source.
    #[must_use]
    fn id(&self) -> &NonEmptyString;

    /// Returns the source that assigned the ID, if the event names one.
    #[must_use]
    fn source(&self) -> Option<&str> {
        None
    }

    /// Returns the details of the subject.
    #[must_use]
    fn content(&self) -> &Self::Content;

    #[doc(hidden)]
    fn set_id(&mut self, id: NonEmptyString);

    /// Returns the type of the subject, if the schema doesn't fix it.
    #[doc(hidden)]
    #[must_use]
    fn own_type(&self) -> Option<&str> {
        None
    }

    #[doc(hidden)]
    fn set_source(&mut self, source: Option<UriReference>) -> Result<(), Refused> {
        no_place(source.is_some())
    }

    #[doc(hidden)]
    fn set_own_type(&mut self, own_type: Option<&str>) -> Result<(), Refused> {
        no_place(own_type.is_some())
    }
}

/// A subject that can be created from its ID and its content.
pub trait NewSubject: Subject {
    #[doc(hidden)]
    #[must_use]
    fn of_content(subject_type: &'static str, id: NonEmptyString, content: Self::Content) -> Self;
}

/// The details of a subject.
pub trait Content: Serialize + DeserializeOwned + 'static {}

impl<T: Serialize + DeserializeOwned + 'static> Content for T {}

/// Implements [`Context`] for a context without type parameters. `release` is the field with the
/// release that the event names, or the only release that it can name; `event_type` is the field
/// with the event type, if the schema leaves that open. The other fields are those that only some
/// releases have.
macro_rules! context {
    (
        $name:ident, source = $source:ty, release = $($release:literal)? $($release_field:ident)?
        $(, event_type = $event_type:ident)? $(, chain_id = $chain_id:ident)?
        $(, links = $links:ident)? $(, schema_uri = $schema_uri:ident)? $(,)?
    ) => {
        impl $crate::traits::sealed::Sealed for $name {}

        impl $crate::traits::Context for $name {
            type Source = $source;

            fn id(&self) -> &$crate::NonEmptyString {
                &self.id
            }

            fn source(&self) -> &Self::Source {
                &self.source
            }

            fn timestamp(&self) -> &$crate::Timestamp {
                &self.timestamp
            }

            fn release_name(&self) -> &str {
                $($release)?
                $(self.$release_field.as_ref())?
            }

            $(fn own_event_type(&self) -> Option<&str> {
                Some(self.$event_type.as_ref())
            })?

            fn set_id(&mut self, id: $crate::NonEmptyString) {
                self.id = id;
            }

            fn set_source(&mut self, source: Self::Source) {
                self.source = source;
            }

            fn set_timestamp(&mut self, timestamp: $crate::Timestamp) {
                self.timestamp = timestamp;
            }

            $(
                fn chain_id(&self) -> Option<&str> {
                    self.$chain_id.as_ref().map(AsRef::as_ref)
                }

                fn set_chain_id(
                    &mut self,
                    id: Option<$crate::NonEmptyString>,
                ) -> Result<(), $crate::event::unsupported::Refused> {
                    self.$chain_id = id.map($crate::event::field::text).transpose()?;
                    Ok(())
                }
            )?

            $(
                fn links(&self) -> Option<String> {
                    self.$links.as_ref().map($crate::event::field::to_json)
                }

                fn set_links(
                    &mut self,
                    links: Option<&str>,
                ) -> Result<(), $crate::event::unsupported::Refused> {
                    self.$links = links.map($crate::event::field::list).transpose()?;
                    Ok(())
                }

                fn link_list(&self) -> Option<&dyn std::any::Any> {
                    self.$links.as_ref().map(|links| links as _)
                }

                fn copy_links(
                    &mut self,
                    links: &dyn std::any::Any,
                ) -> Result<(), $crate::event::unsupported::Refused> {
                    let links = links.downcast_ref::<Vec<_>>();
                    let links = links.ok_or($crate::event::unsupported::Refused::NoPlace)?;
                    self.$links = Some(links.clone());
                    Ok(())
                }
            )?

            $(
                fn schema_uri(&self) -> Option<&str> {
                    self.$schema_uri.as_ref().map(AsRef::as_ref)
                }

                fn set_schema_uri(
                    &mut self,
                    uri: Option<$crate::Uri>,
                ) -> Result<(), $crate::event::unsupported::Refused> {
                    self.$schema_uri = uri.map($crate::event::field::text).transpose()?;
                    Ok(())
                }
            )?
        }
    };
}
pub(crate) use context;

/// Implements [`NewContext`] by the arguments of the constructor. `event_type` is the type of the event
/// type, if the schema doesn't fix it.
macro_rules! new_context {
    ($name:ident $names:tt = $new:tt) => {
        $crate::traits::new_context!($name $names = $new, event_type = &'static str);
    };
    (
        $name:ident(
            $release:pat_param, $event_type:pat_param, $id:ident, $source:ident, $timestamp:ident
        ) = ($($new:expr),*),
        event_type = $type:ty
    ) => {
        impl $crate::traits::NewContext for $name {
            type EventType = $type;

            fn of_release(
                $release: $crate::Release,
                $event_type: $type,
                $id: $crate::NonEmptyString,
                $source: Self::Source,
                $timestamp: $crate::Timestamp,
            ) -> Self {
                Self::new($($new),*)
            }
        }
    };
}
pub(crate) use new_context;

/// Implements [`Subject`]. `source` is the field with the source, if there is one. `required_type` or
/// `optional_type` is the field with the type, if the schema doesn't fix it.
macro_rules! subject {
    (
        $name:ident $(, source = $source:ident)?
        $(, required_type = $required_type:ident)? $(, optional_type = $optional_type:ident)?
    ) => {
        impl<C> $crate::traits::sealed::Sealed for $name<C> {}

        impl<C: $crate::traits::Content> $crate::traits::Subject for $name<C> {
            type Content = C;

            fn id(&self) -> &$crate::NonEmptyString {
                &self.id
            }

            fn content(&self) -> &C {
                &self.content
            }

            fn set_id(&mut self, id: $crate::NonEmptyString) {
                self.id = id;
            }

            $(
                fn source(&self) -> Option<&str> {
                    self.$source.as_ref().map(AsRef::as_ref)
                }

                fn set_source(
                    &mut self,
                    source: Option<$crate::UriReference>,
                ) -> Result<(), $crate::event::unsupported::Refused> {
                    self.$source = source.map(Into::into);
                    Ok(())
                }
            )?

            $(fn own_type(&self) -> Option<&str> {
                Some(self.$required_type.as_ref())
            })?

            $(
                fn own_type(&self) -> Option<&str> {
                    self.$optional_type.as_ref().map(AsRef::as_ref)
                }

                fn set_own_type(
                    &mut self,
                    own_type: Option<&str>,
                ) -> Result<(), $crate::event::unsupported::Refused> {
                    self.$optional_type = own_type.map($crate::event::field::text).transpose()?;
                    Ok(())
                }
            )?
        }
    };
}
pub(crate) use subject;

/// Implements [`NewSubject`] by the arguments of the constructor.
macro_rules! new_subject {
    ($name:ident($type:pat_param, $id:ident, $content:ident) = ($($new:expr),*)) => {
        impl<C: $crate::traits::Content> $crate::traits::NewSubject for $name<C> {
            fn of_content(
                $type: &'static str,
                $id: $crate::NonEmptyString,
                $content: C,
            ) -> Self {
                Self::new($($new),*)
            }
        }
    };
}
pub(crate) use new_subject;
