//! The enum of all events, release by release.

/// Implements what depends on the variants of the enum of all events, given as
/// `Variant = module of the release`.
macro_rules! any_release {
    ($($release:ident = $module:ident,)*) => {
        impl CdEvent {
            /// Returns the release that the event was parsed by, or created for; `None` for an
            /// unknown event.
            #[must_use]
            pub const fn release(&self) -> Option<crate::Release> {
                match self {
                    $(Self::$release(_) => Some(crate::Release::$release),)*
                    Self::Unknown(_) => None,
                }
            }

            /// Returns the error for an event that isn't the expected one.
            fn unexpected(self, expected: String) -> crate::UnexpectedEvent<Self> {
                let event_type = self.event_type();
                let found = match self.release() {
                    Some(release) => format!("`{event_type}` of release {release}"),
                    None => format!("`{event_type}`, which is unknown"),
                };
                crate::UnexpectedEvent::new(self, expected, found)
            }
        }

        impl crate::event::parts::AsParts for CdEvent {
            fn parts(&self) -> crate::event::parts::Parts<'_> {
                match self {
                    $(Self::$release(event) => event.parts(),)*
                    Self::Unknown(event) => event.parts(),
                }
            }

            fn parts_mut(&mut self) -> crate::event::parts::PartsMut<'_> {
                match self {
                    $(Self::$release(event) => event.parts_mut(),)*
                    Self::Unknown(event) => event.parts_mut(),
                }
            }

            fn own_environment(&self) -> Option<crate::Environment<'_>> {
                match self {
                    $(Self::$release(event) => event.own_environment(),)*
                    Self::Unknown(_) => None,
                }
            }
        }

        impl crate::traits::Envelope for CdEvent {}

        impl crate::Release {
            /// Returns every violation in a JSON text that must be an event of this release. The rules
            /// are those of [`validate_slice`](crate::validate::validate_slice).
            ///
            /// # Errors
            /// Fails if the text isn't a valid event of this release.
            pub fn validate_slice(self, json: &[u8]) -> Result<(), crate::Error> {
                match self {
                    $(Self::$release => $module::validate_slice(json),)*
                }
            }
        }

        impl crate::read::event::Indexed for CdEvent {
            const RELEASE: Option<crate::Release> = None;
        }

        impl CdEvent {
            /// Makes an event of the type that an entry names.
            pub(crate) fn make(
                entry: &crate::read::entry::Entry,
                from: &mut dyn crate::event::new_event::Fill,
            ) -> Result<Self, crate::json::scan::Problem> {
                let makers = match entry.release {
                    $(crate::Release::$release => $module::MAKERS,)*
                };
                makers[entry.number].make(from)
            }
        }

        impl serde::Serialize for CdEvent {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::event::methods::serialize(self, serializer)
            }
        }

        $(
            impl From<$module::AnyEvent> for CdEvent {
                fn from(event: $module::AnyEvent) -> Self {
                    Self::$release(event)
                }
            }

            impl TryFrom<CdEvent> for $module::AnyEvent {
                type Error = crate::UnexpectedEvent<CdEvent>;

                fn try_from(event: CdEvent) -> Result<Self, Self::Error> {
                    match event {
                        CdEvent::$release(event) => Ok(event),
                        other => {
                            let release = crate::Release::$release;
                            Err(other.unexpected(format!("an event of release {release}")))
                        }
                    }
                }
            }
        )*

        $(
            /// The schemas of all events of the release.
            #[cfg(feature = "schemars")]
            impl schemars_1::JsonSchema for $module::AnyEvent {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    crate::schema::releases::name(crate::Release::$release).into()
                }

                fn json_schema(
                    generator: &mut schemars_1::SchemaGenerator,
                ) -> schemars_1::Schema {
                    crate::schema::releases::schema(generator, crate::Release::$release)
                }
            }

            #[cfg(feature = "testkit")]
            impl proptest::arbitrary::Arbitrary for $module::AnyEvent {
                type Parameters = crate::testkit::Knobs;
                type Strategy = proptest::strategy::SBoxedStrategy<Self>;

                fn arbitrary_with(knobs: crate::testkit::Knobs) -> Self::Strategy {
                    let events = crate::testkit::Events::all();
                    events.of_release(crate::Release::$release).with_knobs(knobs).parsed()
                }
            }
        )*

        impl<D: crate::traits::KnownDefinition> From<crate::Event<D>> for CdEvent
        where
            D::AnyEvent: From<crate::Event<D>>,
            CdEvent: From<D::AnyEvent>,
        {
            fn from(event: crate::Event<D>) -> Self {
                Self::from(D::AnyEvent::from(event))
            }
        }

        /// Returns the event unchanged if it is of another type or release.
        impl<D: crate::traits::KnownDefinition> TryFrom<CdEvent> for crate::Event<D>
        where
            D::AnyEvent: TryFrom<CdEvent, Error = crate::UnexpectedEvent<CdEvent>>,
            crate::Event<D>: TryFrom<D::AnyEvent, Error = crate::UnexpectedEvent<D::AnyEvent>>,
            CdEvent: From<D::AnyEvent>,
        {
            type Error = crate::UnexpectedEvent<CdEvent>;

            fn try_from(event: CdEvent) -> Result<Self, Self::Error> {
                match D::AnyEvent::try_from(event) {
                    Ok(event) => Self::try_from(event).map_err(|error| error.map(CdEvent::from)),
                    Err(error) => {
                        let expected = format!("`{}` of release {}", D::EVENT_TYPE, D::RELEASE);
                        Err(error.into_event().unexpected(expected))
                    }
                }
            }
        }
    };
}
pub(crate) use any_release;
