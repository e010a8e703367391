//! What the generator writes of an event in a few lines: the module with its parts, and its kind.

/// What the docs of an event end with: its examples, by their path in `examples/`.
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
            crate::event::kind::fence!(),
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

/// The examples need an id and a timestamp, so that without those they are not compiled.
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

/// The module of an event of the vocabulary: its name, its type's, the release and the table; the
/// event's type and the subject's; the schema's `$id`; the subject's shape, and the parts under
/// their names in the module; and where the environment is, if it has one.
macro_rules! kind {
    (
        $module:ident $name:ident $release:ident $table:ident,
        $event_type:literal $subject_type:literal,
        $schema_id:literal,
        $subject:ident $($part:ident = $shape:ident)*,
        $(content $content:ty,)?
        $(environment($($environment:tt)*),)?
    ) => {
        kind! {
            @module $module $name $release $table, $event_type $subject_type, $schema_id,
            $subject [$($part = $shape,)*] [$($content)?] [$($($environment)*)?]
        }
    };
    (
        @module $module:ident $name:ident $release:ident $table:ident,
        $event_type:literal $subject_type:literal, $schema_id:literal,
        $subject:ident [$($part:ident = $shape:ident,)*] [$($content:ty)?] [$($environment:tt)*]
    ) => {
        #[doc = concat!("The parts of [`", stringify!($name), "`].")]
        pub mod $module {
            $(pub use crate::shapes::$shape as $part;)*

            $(
                /// The details of the subject.
                pub type Content = $content;
            )?

            /// The subject and its details.
            pub type Subject = crate::shapes::$subject<Content>;

            /// The kind of event.
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub enum Kind {}

            impl crate::EventKind for Kind {
                type Context = Context;
                type Subject = Subject;
                const EVENT_TYPE: &'static str = $event_type;
                const SUBJECT_TYPE: &'static str = $subject_type;
                const SCHEMA_ID: &'static str = $schema_id;
                const RELEASE: crate::Release = crate::Release::$release;
                const SCHEMA: &'static crate::validate::table::Schema =
                    &crate::generated::tables::$table;

                $crate::event::kind::environment! { $($environment)* }
            }

            impl crate::KnownKind for Kind {
                fn wrap(event: Box<crate::Event<Self>>) -> crate::CdEvent {
                    crate::CdEvent::$release(super::AnyEvent::$name(event))
                }
            }
        }
    };
}
pub(crate) use kind;

/// The method that finds the environment: in the subject, or in a member of the content that is
/// required or optional; and the fields with its name, its URL, and who gave it its id.
macro_rules! environment {
    () => {};
    (
        subject $(name = $name:ident)? $(url = $url:ident)? $(source = $source:ident)?
    ) => {
        fn environment(event: &crate::Event<Self>) -> Option<crate::Environment<'_>> {
            Some(crate::Environment {
                id: event.subject.id.as_str(),
                name: None$(.or(event.subject.content.$name.as_ref().map(AsRef::as_ref)))?,
                url: None$(.or(event.subject.content.$url.as_ref().map(AsRef::as_ref)))?,
                source: None$(.or(event.subject.$source.as_ref().map(AsRef::as_ref)))?,
            })
        }
    };
    (required $($field:ident = $name:ident)*) => {
        fn environment(event: &crate::Event<Self>) -> Option<crate::Environment<'_>> {
            let environment = &event.subject.content.environment;
            Some($crate::event::kind::environment!(@of environment $($field = $name)*))
        }
    };
    (optional $($field:ident = $name:ident)*) => {
        fn environment(event: &crate::Event<Self>) -> Option<crate::Environment<'_>> {
            let environment = event.subject.content.environment.as_ref()?;
            Some($crate::event::kind::environment!(@of environment $($field = $name)*))
        }
    };
    (
        @of $environment:ident
        $(name = $name:ident)? $(url = $url:ident)? $(source = $source:ident)?
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

/// The module of a release's custom event, whose content is of a type of its user's: its name, its
/// type's, the release and the table; what the event's type begins with; the schema's `$id`; the
/// subject's shape, and the context's.
macro_rules! custom_kind {
    (
        $module:ident $name:ident $release:ident $table:ident,
        $event_type:literal,
        $schema_id:literal,
        $subject:ident Context = $context:ident,
    ) => {
        #[doc = concat!("The parts of [`", stringify!($name), "`].")]
        pub mod $module {
            pub use crate::shapes::$context as Context;

            /// The details of the subject.
            pub type Content<C = crate::JsonObject> = crate::CustomContent<C>;

            /// The subject and its details.
            pub type Subject<C = crate::JsonObject> = crate::shapes::$subject<Content<C>>;

            /// The kind of event.
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub struct Kind<C = crate::JsonObject>(std::marker::PhantomData<fn() -> C>);

            impl<C: crate::Content> crate::EventKind for Kind<C> {
                type Context = Context;
                type Subject = Subject<C>;
                const EVENT_TYPE: &'static str = $event_type;
                const SUBJECT_TYPE: &'static str = "";
                const SCHEMA_ID: &'static str = $schema_id;
                const RELEASE: crate::Release = crate::Release::$release;
                const SCHEMA: &'static crate::validate::table::Schema =
                    &crate::generated::tables::$table;
            }

            impl<C: crate::Content> crate::CustomKind for Kind<C> {
                type With<D: crate::Content> = Kind<D>;
            }

            impl crate::KnownKind for Kind {
                fn wrap(event: Box<crate::Event<Self>>) -> crate::CdEvent {
                    crate::CdEvent::$release(super::AnyEvent::$name(event))
                }
            }
        }
    };
}
pub(crate) use custom_kind;

/// The enum of the events of a release, and validation by that release alone.
macro_rules! any_event {
    ($release:ident, $($name:ident,)*) => {
        /// An event of this release.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum AnyEvent {
            $(
                #[doc = concat!("[`", stringify!($name), "`].")]
                $name(Box<$name>),
            )*
        }

        impl AnyEvent {
            pub(crate) fn any(&self) -> &dyn crate::event::traits::AnyKind {
                match self {
                    $(Self::$name(event) => event.as_ref(),)*
                }
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
                let release = crate::Release::$release;
                match crate::read::embedded::deserialize(deserializer, Some(release))? {
                    crate::CdEvent::$release(event) => Ok(event),
                    _ => Err(serde::de::Error::custom("expected an event of this release")),
                }
            }
        }

        crate::validate::release_validators!($release);
    };
}
pub(crate) use any_event;
