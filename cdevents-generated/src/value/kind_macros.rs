//! The macro that defines the kinds of events.

/// Writes the enum of kinds, sorted by subject and predicate, with what each variant stands for: its
/// subject, its predicate, a description, and its stage.
macro_rules! kinds {
    ($($variant:ident = [
        $subject:literal, $predicate:literal, $description:literal $(, $stage:ident)?
    ],)*) => {
        /// What happened to what: a subject and a predicate, such as `service.deployed`, in any
        /// release and any version.
        ///
        /// A custom event is of the kind [`Custom`](Self::Custom), whatever happened. Kinds are
        /// ordered by subject and predicate, with `Custom` last.
        ///
        /// ```
        /// use cdevents_generated::{CdEvent, Kind, Stage};
        ///
        /// # fn receive(event: &CdEvent) {
        /// match event.kind() {
        ///     Some(Kind::ServiceDeployed | Kind::ServiceUpgraded) => println!("new version"),
        ///     Some(kind) if kind.stage() == Some(Stage::Testing) => println!("a test"),
        ///     Some(kind) => println!("{kind}"),
        ///     None => println!("an event that is newer than this crate"),
        /// }
        /// # }
        /// assert_eq!("service.deployed".parse(), Ok(Kind::ServiceDeployed));
        /// ```
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Kind {
            $(
                #[doc = concat!($description, " `", $subject, ".", $predicate, "`.")]
                $variant,
            )*
            /// A tool's own event, outside of the specification.
            Custom,
        }

        impl Kind {
            /// Every kind, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)* Self::Custom];

            /// The subjects and predicates of all kinds but `Custom`, in the same order.
            const NAMES: &'static [(&'static str, &'static str)] = &[$(($subject, $predicate)),*];

            /// Returns the kind of the specification's event with that subject and predicate.
            ///
            /// ```
            /// use cdevents_generated::Kind;
            ///
            /// assert_eq!(Kind::of("service", "deployed"), Some(Kind::ServiceDeployed));
            /// assert_eq!(Kind::of("service", "baked"), None);
            /// ```
            #[must_use]
            pub fn of(subject: &str, predicate: &str) -> Option<Self> {
                let index = Self::NAMES.binary_search(&(subject, predicate)).ok()?;
                Self::ALL.get(index).copied()
            }

            /// Returns what the events are about, such as `service`; an empty string for `Custom`.
            #[must_use]
            pub const fn subject(self) -> &'static str {
                match self {
                    $(Self::$variant => $subject,)*
                    Self::Custom => "",
                }
            }

            /// Returns what happened to the subject, such as `deployed`; an empty string for
            /// `Custom`.
            #[must_use]
            pub const fn predicate(self) -> &'static str {
                match self {
                    $(Self::$variant => $predicate,)*
                    Self::Custom => "",
                }
            }

            /// Returns the subject and the predicate, such as `service.deployed`; `custom` for
            /// `Custom`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($subject, ".", $predicate),)*
                    Self::Custom => "custom",
                }
            }

            /// Returns the stage of the software life cycle that the subject belongs to; `None` for
            /// `Custom`.
            #[must_use]
            pub const fn stage(self) -> Option<Stage> {
                match self {
                    $(Self::$variant => $crate::value::kind_macros::first!($(Stage::$stage)?),)*
                    Self::Custom => None,
                }
            }
        }
    };
}
pub(crate) use kinds;

/// Returns a value, if there is one.
macro_rules! first {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}
pub(crate) use first;
