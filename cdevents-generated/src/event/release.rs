//! The macros that a release's module consists of: for each event, its type and a module with its
//! parts, and the enum of all events.

/// The end of the docs of an event: its examples. The last arguments are the release in whose folder
/// the Rust example is, if it is another one, and the arguments of `minimal`.
macro_rules! docs {
    (
        $release:ident $text:literal $name:ident $module:ident $file:tt [] [$($minimal:tt)*]
    ) => {
        crate::event::release::docs!($release $text $name $module $file [$text] [$($minimal)*])
    };
    (
        $release:ident $text:literal $name:ident $module:ident [$($file:literal)*]
        [$example:literal] [$($minimal:tt)*]
    ) => {
        concat!(
            "\n\nMinimal example as JSON:\n\n```json\n",
            crate::event::release::minimal!($($minimal)*),
            "```\n\nIn Rust:\n\n",
            crate::event::release::fence!(),
            "use cdevents_generated::",
            stringify!($release),
            "::{",
            stringify!($name),
            ", ",
            stringify!($module),
            "};\n",
            crate::event::release::file!($example, concat!($($file),*), ".rs"),
            "# Ok::<(), Box<dyn std::error::Error>>(())\n```\n"
        )
    };
}
pub(crate) use docs;

/// A minimal example: the given text; or the usual context of the release with the event's ID and
/// type, and the subject from a file that releases share.
macro_rules! minimal {
    ([text: $text:literal] $($rest:tt)*) => {
        $text
    };
    ([id: $id:literal] $release:literal $($rest:tt)*) => {
        crate::event::release::minimal!([id: $id, subject: $release] $release $($rest)*)
    };
    (
        [id: $id:literal, subject: $subject:literal]
        $release:literal [$($event_type:literal)*] [$($file:literal)*]
        [$version:literal $source:literal $timestamp:literal]
    ) => {
        concat!(
            "{\n  \"context\": {\n    \"",
            $version,
            "\": \"",
            $release,
            "\",\n    \"id\": \"",
            $id,
            "\",\n    \"source\": \"",
            $source,
            "\",\n    \"type\": \"",
            $($event_type,)*
            "\",\n    \"timestamp\": \"",
            $timestamp,
            "\"\n  },\n  \"subject\": ",
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/src/generated/subjects/",
                $subject,
                "/",
                $($file,)*
                ".json"
            )),
            "}\n"
        )
    };
}
pub(crate) use minimal;

/// The constant of the minimal example. The last argument has the arguments of `minimal`.
macro_rules! example {
    ($name:ident $release:ident [$($file:literal)*] [$($minimal:tt)*]) => {
        #[cfg(feature = "testkit")]
        impl super::$name {
            pub(crate) const EXAMPLE: crate::testkit::Example = crate::testkit::Example {
                release: crate::Release::$release,
                name: concat!($($file),*),
                json: crate::event::release::minimal!($($minimal)*),
            };
        }
    };
}
pub(crate) use example;

/// The text of an example.
macro_rules! file {
    ($release:literal, $file:expr, $extension:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/examples/",
            $release,
            "/",
            $file,
            $extension
        ))
    };
}
pub(crate) use file;

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

/// The `$id` of an event's schema: the given one, or the usual one.
macro_rules! schema_id {
    ([$schema_id:literal] $release:literal $file:tt) => {
        $schema_id
    };
    ([] $release:literal [$($file:literal)*]) => {
        concat!("https://cdevents.dev/", $release, "/schema/", $($file,)* "-event")
    };
}
pub(crate) use schema_id;

/// What follows the event type in the docs, if the schema requires no version.
macro_rules! versions {
    (any) => {
        ", with or without a version"
    };
}
pub(crate) use versions;

/// The context of an event: its own, or the usual one of the release.
macro_rules! context {
    ([] $usual:ident) => {
        pub use crate::shapes::$usual as Context;
    };
    ([$context:ident] $usual:ident) => {
        pub use crate::shapes::$context as Context;
    };
}
pub(crate) use context;

/// The subject of an event: its own, or the usual one of the release.
macro_rules! subject {
    ([] $usual:ident) => {
        $crate::event::release::subject! { [$usual] $usual }
    };
    ([$subject:ident] $usual:ident) => {
        /// The subject and its details.
        pub type Subject = crate::shapes::$subject<Content>;
    };
}
pub(crate) use subject;

/// The type of the subject: its own, or the usual one.
macro_rules! subject_type {
    ($subject_type:literal $($usual:literal)?) => {
        $subject_type
    };
}
pub(crate) use subject_type;

/// Writes an event of the specification: its type, and the module with its parts. `events` wraps this
/// macro for a release as `event!`.
///
/// The first argument is the event's type, its module, and the subject, the predicate and the version of
/// its event type. `schema_id` and `subject_type` are missing if they follow from these. `context` and
/// `subject` are missing if they are those that most events of the release have. `content` is a type
/// that is re-exported as `Content`, and `content_type` one that isn't generated; `parts` are the
/// other types of the event, by their names in the module. `environment` is where the environment is:
/// `subject`, or a `required` or `optional` property of the content; and the fields with its name, its
/// URL, and the source of its ID. `minimal` has the parts of the minimal example, or its text; `example`
/// is the release that has the same Rust example.
macro_rules! define_event {
    (
        $release_module:ident $release:ident $release_text:literal
        $usual_context:ident $usual_subject:ident $examples:tt,
        $(#[$docs:meta])*
        $name:ident = $module:ident $subject:literal $predicate:literal $($version:literal)?,
        $($arguments:tt)*
    ) => {
        $crate::event::release::define_event! {
            $release_module $release $release_text $usual_context $usual_subject $examples,
            $(#[$docs])*
            $name = $module [$subject "-" $predicate]
                ["dev.cdevents." $subject "." $predicate $("." $version)?] $subject,
            $($arguments)*
        }
    };
    (
        $release_module:ident $release:ident $release_text:literal
        $usual_context:ident $usual_subject:ident $examples:tt,
        $(#[$docs:meta])*
        $name:ident = $module:ident $file:tt [$($event_type:literal)*] $usual_type:literal,
        $(schema_id: $schema_id:literal,)?
        $(versions: $versions:ident,)?
        $(subject_type: $subject_type:literal,)?
        schema: $table:ident,
        $(context: $context:ident,)?
        $(subject: $subject:ident,)?
        $(content: $content:ident,)?
        $(content_type: $content_type:ty,)?
        $(parts: [$($part:ident = $shape:ident),*],)?
        $(environment: [$($environment:tt)*],)?
        minimal: $minimal:tt,
        $(example: $example:literal,)?
    ) => {
        $(#[$docs])*
        #[doc = concat!(
            "\n\nEvent type `", $($event_type,)* "`", $($crate::event::release::versions!($versions),)? "."
        )]
        #[doc = $crate::event::release::docs!(
            $release_module $release_text $name $module $file [$($example)?]
            [$minimal $release_text [$($event_type)*] $file $examples]
        )]
        pub type $name = crate::Event<$module::Definition>;

        #[doc = concat!(
            "The parts of [`", stringify!($name), "`]. Schema: <",
            $crate::event::release::schema_id!([$($schema_id)?] $release_text $file), ">."
        )]
        pub mod $module {
            $crate::event::release::context! { [$($context)?] $usual_context }

            $(pub use crate::shapes::$content as Content;)?

            $(
                /// The details of the subject.
                pub type Content = $content_type;
            )?

            $($(pub use crate::shapes::$shape as $part;)*)?

            $crate::event::release::subject! { [$($subject)?] $usual_subject }

            $crate::event::release::example! {
                $name $release $file [$minimal $release_text [$($event_type)*] $file $examples]
            }

            /// The definition of the event.
            #[derive(Clone, Debug, Eq, Hash, PartialEq)]
            pub enum Definition {}

            impl crate::traits::sealed::Sealed for Definition {}

            impl crate::traits::EventDefinition for Definition {
                type Context = Context;
                type Subject = Subject;
                const EVENT_TYPE: &'static str = concat!($($event_type),*);
                const KIND: crate::Kind = crate::Kind::$name;
                const SUBJECT_TYPE: &'static str =
                    $crate::event::release::subject_type!($($subject_type)? $usual_type);
                const SCHEMA_ID: &'static str =
                    $crate::event::release::schema_id!([$($schema_id)?] $release_text $file);
                const RELEASE: crate::Release = crate::Release::$release;
                const SCHEMA: &'static crate::validate::table::Schema =
                    &crate::generated::tables::$table;

                $($crate::event::release::environment! { $($environment)* })?
            }

            $crate::event::release::variant! {
                $name crate::event::new_event::Maker::new::<Definition>()
            }
        }
    };
}
pub(crate) use define_event;

/// Makes an event a variant of the enum of its release's events. The last argument makes the event.
macro_rules! variant {
    ($name:ident $maker:expr) => {
        impl crate::traits::KnownDefinition for Definition {
            type AnyEvent = super::AnyEvent;
        }

        impl crate::event::new_event::Variant for Definition {
            fn wrap(event: crate::Boxed<super::$name>) -> super::AnyEvent {
                super::AnyEvent::$name(event)
            }

            #[inline]
            fn unwrap(
                event: super::AnyEvent,
            ) -> Result<crate::Boxed<super::$name>, super::AnyEvent> {
                match event {
                    super::AnyEvent::$name(event) => Ok(event),
                    other => Err(other),
                }
            }
        }

        impl super::$name {
            pub(crate) const MAKER: &'static dyn crate::event::new_event::Make = &$maker;
        }
    };
}
pub(crate) use variant;

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

/// Writes a release's custom event, whose content can be of the user's own type. The arguments are
/// those of `define_event`, and `events` wraps this macro as `custom_event!`.
macro_rules! define_custom_event {
    (
        $release_module:ident $release:ident $release_text:literal $examples:tt,
        $(#[$docs:meta])*
        $name:ident = $module:ident $file:literal $event_type:literal,
        $(schema_id: $schema_id:literal,)?
        schema: $table:ident,
        context: $context:ident,
        subject: $subject:ident,
        minimal: $minimal:tt,
        $(example: $example:literal,)?
    ) => {
        $(#[$docs])*
        #[doc = concat!("\n\nEvent type `", $event_type, "`.")]
        ///
        /// Its content is any JSON object, or your own type.
        #[doc = $crate::event::release::docs!(
            $release_module $release_text $name $module [$file] [$($example)?]
            [$minimal $release_text [$event_type] [$file] $examples]
        )]
        pub type $name<C = crate::JsonObject> = crate::Event<$module::Definition<C>>;

        #[doc = concat!(
            "The parts of [`", stringify!($name), "`]. Schema: <",
            $crate::event::release::schema_id!([$($schema_id)?] $release_text [$file]), ">."
        )]
        pub mod $module {
            pub use crate::shapes::$context as Context;

            /// The details of the subject.
            pub type Content<C = crate::JsonObject> = crate::CustomContent<C>;

            /// The subject and its details.
            pub type Subject<C = crate::JsonObject> = crate::shapes::$subject<Content<C>>;

            $crate::event::release::example! {
                $name $release [$file] [$minimal $release_text [$event_type] [$file] $examples]
            }

            /// The definition of the event.
            #[derive(Clone, Debug, Eq, Hash, PartialEq)]
            pub struct Definition<C = crate::JsonObject>(std::marker::PhantomData<fn() -> C>);

            impl<C> crate::traits::sealed::Sealed for Definition<C> {}

            impl<C: crate::traits::Content> crate::traits::EventDefinition for Definition<C> {
                type Context = Context;
                type Subject = Subject<C>;
                const EVENT_TYPE: &'static str = $event_type;
                const KIND: crate::Kind = crate::Kind::Custom;
                const SUBJECT_TYPE: &'static str = "";
                const SCHEMA_ID: &'static str =
                    $crate::event::release::schema_id!([$($schema_id)?] $release_text [$file]);
                const RELEASE: crate::Release = crate::Release::$release;
                const SCHEMA: &'static crate::validate::table::Schema =
                    &crate::generated::tables::$table;
            }

            impl<C: crate::traits::Content> crate::traits::CustomDefinition for Definition<C> {
                type With<E: crate::traits::Content> = Definition<E>;
            }

            $crate::event::release::variant! {
                $name crate::event::new_event::CustomMaker(
                    crate::event::new_event::Maker::new::<Definition>()
                )
            }

            /// Fails if the content isn't an object, or nests more than 120 deep.
            impl TryFrom<super::$name<serde_json::Value>> for super::AnyEvent {
                type Error = crate::Error;

                fn try_from(event: super::$name<serde_json::Value>) -> Result<Self, crate::Error> {
                    let event = event.with_content::<crate::JsonObject>()?;
                    Ok(event.into())
                }
            }

            /// Fails if the content isn't an object, or nests more than 120 deep.
            impl TryFrom<super::$name<serde_json::Value>> for crate::CdEvent {
                type Error = crate::Error;

                fn try_from(event: super::$name<serde_json::Value>) -> Result<Self, crate::Error> {
                    event.to_cd_event()
                }
            }
        }
    };
}
pub(crate) use define_custom_event;

/// Writes the enum of a release's events, in the order of their numbers in the index; the functions
/// that validate by that release alone; and the macros that define the release's events. `[$]` is the
/// dollar sign that those macros need; the context and the subject that most events of the release
/// have follow its names, and then the property that names the release in the contexts of minimal
/// examples, and other values there.
macro_rules! events {
    (
        [$dollar:tt] $release_module:ident $release:ident $release_text:literal
        $usual_context:ident $usual_subject:ident,
        release_property: $version:literal,
        source: $source:literal,
        timestamp: $timestamp:literal,
        $($name:ident,)*
    ) => {
        macro_rules! event {
            ($dollar($dollar arguments:tt)*) => {
                $crate::event::release::define_event! {
                    $release_module $release $release_text
                    $usual_context $usual_subject [$version $source $timestamp],
                    $dollar($dollar arguments)*
                }
            };
        }

        #[allow(unused_macros, reason = "some releases have no custom event")]
        macro_rules! custom_event {
            ($dollar($dollar arguments:tt)*) => {
                $crate::event::release::define_custom_event! {
                    $release_module $release $release_text [$version $source $timestamp],
                    $dollar($dollar arguments)*
                }
            };
        }

        /// An event of this release.
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum AnyEvent {
            $(
                #[doc = concat!("[`", stringify!($name), "`].")]
                $name(crate::Boxed<$name>),
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

        impl crate::event::parts::AsParts for AnyEvent {
            fn parts(&self) -> crate::event::parts::Parts<'_> {
                match self {
                    $(Self::$name(event) => event.parts(),)*
                }
            }

            fn parts_mut(&mut self) -> crate::event::parts::PartsMut<'_> {
                match self {
                    $(Self::$name(event) => event.parts_mut(),)*
                }
            }

            fn own_environment(&self) -> Option<crate::Environment<'_>> {
                match self {
                    $(Self::$name(event) => event.own_environment(),)*
                }
            }
        }

        impl crate::traits::Envelope for AnyEvent {}

        impl crate::read::event::Indexed for AnyEvent {
            const RELEASE: Option<crate::Release> = Some(crate::Release::$release);
        }

        /// What makes the events, by their numbers in the index.
        pub(crate) static MAKERS: &[&dyn crate::event::new_event::Make] = &[$(<$name>::MAKER),*];

        impl std::str::FromStr for AnyEvent {
            type Err = crate::Error;

            fn from_str(json: &str) -> Result<Self, crate::Error> {
                crate::read::event::parse(json)
            }
        }

        impl serde::Serialize for AnyEvent {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::event::methods::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for AnyEvent {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::read::embedded::deserialize(deserializer)
            }
        }

        impl<D> From<crate::Event<D>> for AnyEvent
        where
            D: crate::event::new_event::Variant<AnyEvent = Self>,
        {
            fn from(event: crate::Event<D>) -> Self {
                D::wrap(event.into())
            }
        }

        /// Returns the event unchanged if it is of another type.
        impl<D> TryFrom<AnyEvent> for crate::Event<D>
        where
            D: crate::event::new_event::Variant<AnyEvent = AnyEvent>,
        {
            type Error = crate::UnexpectedEvent<AnyEvent>;

            fn try_from(event: AnyEvent) -> Result<Self, Self::Error> {
                let event = D::unwrap(event).map_err(|other| {
                    crate::event::unexpected::unexpected(other, D::EVENT_TYPE, D::RELEASE)
                })?;
                Ok(event.into_inner())
            }
        }

        #[cfg(feature = "schemars")]
        #[doc(hidden)]
        #[must_use]
        pub fn parts() -> Vec<crate::schema::part::Part> {
            let parts = [$(crate::schema::part::parts(std::marker::PhantomData::<$name>)),*];
            parts.into_iter().flatten().collect()
        }

        #[cfg(feature = "testkit")]
        pub(crate) const EXAMPLES: &[crate::testkit::Example] = &[$(<$name>::EXAMPLE),*];

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
            let release = Some(crate::Release::$release);
            crate::validate::by_release::validate_slice(json, release)
        }
    };
}
pub(crate) use events;
