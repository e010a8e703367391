//! The macros that a release's module consists of: for each event, its definition and a module with its
//! parts, and the enum of all events.

/// The end of the docs of an event: its examples, by their path in `examples/`.
macro_rules! example {
    ($path:literal) => {
        concat!(
            "\n\nMinimal example as JSON:\n\n```json\n",
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/examples/",
                $path,
                ".minimal.json"
            )),
            "```\n\nIn Rust:\n\n",
            crate::event::release::fence!(),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/examples/",
                $path,
                ".rs"
            )),
            "# Ok::<(), Box<dyn std::error::Error>>(())\n```\n"
        )
    };
}
pub(crate) use example;

/// The examples use the clock, so they are compiled only with it.
#[cfg(feature = "now")]
macro_rules! fence {
    () => {
        "```\n"
    };
}
#[cfg(not(feature = "now"))]
macro_rules! fence {
    () => {
        "```ignore\n"
    };
}
pub(crate) use fence;

/// Writes the module of an event of the specification. `content` is a type that is re-exported as
/// `Content`, and `content_type` one that isn't generated; `parts` are the other types of the event,
/// by their names in the module. `environment` is where the environment is: `subject`, or a
/// `required` or `optional` property of the content; and the fields with its name, its URL, and the
/// source of its ID.
macro_rules! event {
    (
        module: $module:ident,
        name: $name:ident,
        release: $release:ident,
        event_type: $event_type:literal,
        subject_type: $subject_type:literal,
        schema: $table:ident,
        schema_id: $schema_id:literal,
        context: $context:ident,
        subject: $subject:ident,
        $(content: $content:ident,)?
        $(content_type: $content_type:ty,)?
        $(parts: [$($part:ident = $shape:ident),*],)?
        $(environment: [$($environment:tt)*],)?
    ) => {
        #[doc = concat!("The parts of [`", stringify!($name), "`]. Schema: <", $schema_id, ">.")]
        pub mod $module {
            pub use crate::shapes::$context as Context;

            $(pub use crate::shapes::$content as Content;)?

            $(
                /// The details of the subject.
                pub type Content = $content_type;
            )?

            $($(pub use crate::shapes::$shape as $part;)*)?

            /// The subject and its details.
            pub type Subject = crate::shapes::$subject<Content>;

            /// The definition of the event.
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub enum Definition {}

            impl crate::traits::sealed::Sealed for Definition {}

            impl crate::traits::EventDefinition for Definition {
                type Context = Context;
                type Subject = Subject;
                const EVENT_TYPE: &'static str = $event_type;
                const SUBJECT_TYPE: &'static str = $subject_type;
                const SCHEMA_ID: &'static str = $schema_id;
                const RELEASE: crate::Release = crate::Release::$release;
                const SCHEMA: &'static crate::validate::table::Schema =
                    &crate::generated::tables::$table;

                $($crate::event::release::environment! { $($environment)* })?
            }

            impl crate::traits::KnownDefinition for Definition {
                type AnyEvent = super::AnyEvent;
            }
        }
    };
}
pub(crate) use event;

/// The method that returns the environment.
macro_rules! environment {
    (
        place: subject $(, name: $name:ident)? $(, url: $url:ident)? $(, source: $source:ident)?
    ) => {
        fn environment(subject: &Self::Subject) -> Option<crate::Environment<'_>> {
            Some(crate::Environment {
                id: subject.id.as_str(),
                name: None$(.or(subject.content.$name.as_ref().map(AsRef::as_ref)))?,
                url: None$(.or(subject.content.$url.as_ref().map(AsRef::as_ref)))?,
                source: None$(.or(subject.$source.as_ref().map(AsRef::as_ref)))?,
            })
        }
    };
    (place: required $(, $field:ident: $name:ident)*) => {
        fn environment(subject: &Self::Subject) -> Option<crate::Environment<'_>> {
            let environment = &subject.content.environment;
            Some($crate::event::release::environment!(@of environment $($field: $name)*))
        }
    };
    (place: optional $(, $field:ident: $name:ident)*) => {
        fn environment(subject: &Self::Subject) -> Option<crate::Environment<'_>> {
            let environment = subject.content.environment.as_ref()?;
            Some($crate::event::release::environment!(@of environment $($field: $name)*))
        }
    };
    (
        @of $environment:ident
        $(name: $name:ident)? $(url: $url:ident)? $(source: $source:ident)?
    ) => {
        crate::Environment {
            id: $environment.id.as_str(),
            name: None$(.or($environment.$name.as_ref().map(AsRef::as_ref)))?,
            url: None$(.or($environment.$url.as_ref().map(AsRef::as_ref)))?,
            source: None$(.or($environment.$source.as_ref().map(AsRef::as_ref)))?,
        }
    };
}
pub(crate) use environment;

/// Writes the module of a release's custom event, whose content can be of the user's own type.
macro_rules! custom_event {
    (
        module: $module:ident,
        name: $name:ident,
        release: $release:ident,
        event_type: $event_type:literal,
        schema: $table:ident,
        schema_id: $schema_id:literal,
        context: $context:ident,
        subject: $subject:ident,
    ) => {
        #[doc = concat!("The parts of [`", stringify!($name), "`]. Schema: <", $schema_id, ">.")]
        pub mod $module {
            pub use crate::shapes::$context as Context;

            /// The details of the subject.
            pub type Content<C = crate::JsonObject> = crate::CustomContent<C>;

            /// The subject and its details.
            pub type Subject<C = crate::JsonObject> = crate::shapes::$subject<Content<C>>;

            /// The definition of the event.
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub struct Definition<C = crate::JsonObject>(std::marker::PhantomData<fn() -> C>);

            impl<C> crate::traits::sealed::Sealed for Definition<C> {}

            impl<C: crate::traits::Content> crate::traits::EventDefinition for Definition<C> {
                type Context = Context;
                type Subject = Subject<C>;
                const EVENT_TYPE: &'static str = $event_type;
                const SUBJECT_TYPE: &'static str = "";
                const SCHEMA_ID: &'static str = $schema_id;
                const RELEASE: crate::Release = crate::Release::$release;
                const SCHEMA: &'static crate::validate::table::Schema =
                    &crate::generated::tables::$table;
            }

            impl<C: crate::traits::Content> crate::traits::CustomDefinition for Definition<C> {
                type With<E: crate::traits::Content> = Definition<E>;
            }

            impl crate::traits::KnownDefinition for Definition {
                type AnyEvent = super::AnyEvent;
            }
        }
    };
}
pub(crate) use custom_event;

/// Writes the enum of a release's events, in the order of their numbers in the index, and the
/// functions that validate by that release alone.
macro_rules! any_event {
    (release: $release:ident, $($name:ident,)*) => {
        /// An event of this release.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum AnyEvent {
            $(
                #[doc = concat!("[`", stringify!($name), "`].")]
                $name(Box<$name>),
            )*
        }

        $crate::event::methods::parsing! {
            /// Parses an event of this release, whatever release it names.
            ///
            /// # Errors
            /// Fails where [`CdEvent::from_slice`](crate::CdEvent::from_slice) fails, and if this
            /// release doesn't have the event.
            [] AnyEvent
        }

        $crate::event::methods::writing!([] AnyEvent);

        $crate::event::methods::common!([] AnyEvent);

        $crate::event::envelope::delegate!(AnyEvent);

        impl AnyEvent {
            pub(crate) fn envelope(&self) -> &dyn crate::traits::Envelope {
                match self {
                    $(Self::$name(event) => event.as_ref(),)*
                }
            }

            pub(crate) fn envelope_mut(&mut self) -> &mut dyn crate::traits::Envelope {
                match self {
                    $(Self::$name(event) => event.as_mut(),)*
                }
            }
        }

        impl crate::read::event::Indexed for AnyEvent {
            const RELEASE: Option<crate::Release> = Some(crate::Release::$release);

            fn deserialize_as(
                entry: &crate::read::entry::Entry,
                json: &str,
            ) -> Result<Self, serde_json::Error> {
                static READERS: &[fn(&str) -> Result<AnyEvent, serde_json::Error>] =
                    &[$(|json| serde_json::from_str(json).map(AnyEvent::$name)),*];
                READERS[entry.number](json)
            }
        }

        impl std::str::FromStr for AnyEvent {
            type Err = crate::Error;

            fn from_str(json: &str) -> Result<Self, crate::Error> {
                crate::read::event::parse(json)
            }
        }

        impl serde::Serialize for AnyEvent {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$name(event) => event.serialize(serializer),)*
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for AnyEvent {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::read::embedded::deserialize(deserializer)
            }
        }

        $(
            impl From<$name> for AnyEvent {
                fn from(event: $name) -> Self {
                    Self::$name(Box::new(event))
                }
            }

            impl TryFrom<AnyEvent> for $name {
                type Error = crate::UnexpectedEvent<AnyEvent>;

                fn try_from(event: AnyEvent) -> Result<Self, Self::Error> {
                    match event {
                        AnyEvent::$name(event) => Ok(*event),
                        other => {
                            let event_type = other.event_type().into();
                            Err(Self::unexpected(other, &event_type))
                        }
                    }
                }
            }
        )*

        /// Returns every violation in a document, by this release alone.
        ///
        /// # Errors
        /// Fails if there is a violation, or if this release doesn't have the event's type.
        pub fn validate(value: &serde_json::Value) -> Result<(), crate::validate::Report> {
            crate::validate::by_release::validate(value, Some(crate::Release::$release))
        }

        /// Returns whether a document is valid, by this release alone.
        #[must_use]
        pub fn is_valid(value: &serde_json::Value) -> bool {
            crate::validate::by_release::is_valid(value, Some(crate::Release::$release))
        }

        /// Returns whether a JSON text is valid, by this release alone.
        #[must_use]
        pub fn is_valid_slice(json: &[u8]) -> bool {
            crate::validate::by_release::is_valid_slice(json, Some(crate::Release::$release))
        }

        /// Returns every violation in a JSON text, by this release alone.
        ///
        /// # Errors
        /// Fails where [`validate::validate_slice`](crate::validate::validate_slice) fails, and if
        /// this release doesn't have the event's type.
        pub fn validate_slice(json: &[u8]) -> Result<(), crate::Error> {
            crate::validate::by_release::validate_slice::<AnyEvent>(json)
        }
    };
}
pub(crate) use any_event;
