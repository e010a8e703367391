//! What there is: the modules, the releases, and the tables by which events are found.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diff::{ChangeKind, Diff};
use crate::model::{Event, Model, Release};

use super::tokens::ident;

/// The root of the generated modules.
pub(crate) fn index(model: &Model, changes: &[Diff]) -> TokenStream {
    let modules = model
        .releases
        .iter()
        .map(|release| ident(&release.name.module()));
    let releases = releases(model);
    let cd_event = cd_event(model);
    let events = entries(
        model,
        |release| &release.events,
        |event| event.is_type_pinned,
    );
    let open_events = entries(
        model,
        |release| &release.events,
        |event| !event.is_type_pinned,
    );
    let custom_events = entries(model, |release| release.custom_event.as_slice(), |_| true);
    let latest = model.releases.last().map(|release| {
        let module = ident(&release.name.module());
        quote! {
            #[doc(inline)]
            pub use #module as latest;
        }
    });
    let renamed = renamed(changes);
    quote! {
        //! What is generated from the JSON Schemas.

        use serde::{Serialize, Serializer};

        use crate::event::traits::AnyKind;
        use crate::read::find::Entry;
        use crate::value::enum_macros::text_enum;
        use crate::event::unknown::UnknownEvent;

        pub mod shapes;
        pub(crate) mod tables;
        #(pub mod #modules;)*
        #latest

        #releases
        #cd_event

        /// The kinds of events, sorted by event type, and then by release.
        pub(crate) static EVENTS: &[Entry] = &[#(#events),*];

        /// The kinds of events whose schemas leave the type open but for how it begins, sorted so.
        pub(crate) static OPEN_EVENTS: &[Entry] = &[#(#open_events),*];

        /// The kinds of custom events, sorted by release.
        pub(crate) static CUSTOM_EVENTS: &[Entry] = &[#(#custom_events),*];

        /// Properties that have another name in a later release, and that name.
        pub(crate) static RENAMED: &[(&str, &str)] = &[#(#renamed),*];
    }
}

/// The old and the new names of properties that were renamed.
fn renamed(changes: &[Diff]) -> Vec<TokenStream> {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let changes = changes.iter().flat_map(|diff| &diff.changes);
    let renamed: BTreeSet<_> = changes
        .filter_map(|change| match &change.kind {
            ChangeKind::PropertyRenamed { from } => Some((last(from), last(&change.path))),
            _ => None,
        })
        .collect();
    let pairs = renamed.into_iter();
    pairs.map(|(old, new)| quote!((#old, #new))).collect()
}

/// The enum of releases.
fn releases(model: &Model) -> TokenStream {
    let variants: Vec<_> = model
        .releases
        .iter()
        .map(|it| ident(&it.name.variant()))
        .collect();
    let docs = model
        .releases
        .iter()
        .map(|it| format!(" {}.", it.name.title()));
    let texts: Vec<_> = model
        .releases
        .iter()
        .map(|it| it.name.to_string())
        .collect();
    quote! {
        /// A release of the specification, oldest first.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Release {
            #(#[doc = #docs] #variants,)*
        }

        text_enum!(Release #(, #variants = #texts)*);
    }
}

/// The enum of all events.
fn cd_event(model: &Model) -> TokenStream {
    let variants: Vec<_> = model
        .releases
        .iter()
        .map(|it| ident(&it.name.variant()))
        .collect();
    let modules: Vec<_> = model
        .releases
        .iter()
        .map(|it| ident(&it.name.module()))
        .collect();
    let docs = model.releases.iter().map(|it| format!(" Of {}.", it.name));
    quote! {
        /// An event of any release.
        #[derive(Clone, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum CdEvent {
            #(#[doc = #docs] #variants(#modules::AnyEvent),)*
            /// Of no release that is known here.
            Unknown(Box<UnknownEvent>),
        }

        impl CdEvent {
            /// The release that the event was read by, or built for; of an unknown event there is
            /// none.
            #[must_use]
            pub const fn release(&self) -> Option<Release> {
                match self {
                    #(Self::#variants(_) => Some(Release::#variants),)*
                    Self::Unknown(_) => None,
                }
            }

            pub(crate) fn any(&self) -> &dyn AnyKind {
                match self {
                    #(Self::#variants(event) => event.any(),)*
                    Self::Unknown(event) => event.as_ref(),
                }
            }
        }

        impl Serialize for CdEvent {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants(event) => event.serialize(serializer),)*
                    Self::Unknown(event) => event.serialize(serializer),
                }
            }
        }

        #(impl From<#modules::AnyEvent> for CdEvent {
            fn from(event: #modules::AnyEvent) -> Self {
                Self::#variants(event)
            }
        })*
    }
}

fn entries<'a>(
    model: &'a Model,
    events: impl Fn(&'a Release) -> &'a [Event],
    is_meant: impl Fn(&Event) -> bool,
) -> Vec<TokenStream> {
    let mut found: Vec<_> = model
        .releases
        .iter()
        .flat_map(|release| events(release).iter().map(move |event| (event, release)))
        .filter(|(event, _)| is_meant(event))
        .collect();
    found.sort_by(|(one, one_release), (other, other_release)| {
        (&one.event_type, &one_release.name).cmp(&(&other.event_type, &other_release.name))
    });
    let entries = found.into_iter().map(|(event, release)| {
        let (release, event) = (ident(&release.name.module()), ident(&event.module_name));
        quote!(Entry::of::<#release::#event::Kind>())
    });
    entries.collect()
}
