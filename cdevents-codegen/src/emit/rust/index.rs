//! The modules of the generated crate, and the index of its events.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::diff::{ChangeKind, Diff};
use crate::model::{Event, Model, Release};

use super::tokens::ident;

/// The root of the generated modules.
pub(crate) fn modules(model: &Model) -> TokenStream {
    let modules = model
        .releases
        .iter()
        .map(|release| ident(&release.name.module()));
    let variants = model.releases.iter();
    let variants = variants.map(|release| ident(&release.name.variant()));
    let listed = modules.clone();
    let latest = model.releases.last().map(|release| {
        let module = ident(&release.name.module());
        quote! {
            #[doc(inline)]
            pub use #module as latest;
        }
    });
    quote! {
        //! What is generated from the JSON Schemas.

        mod cdevent;
        #[cfg(feature = "testkit")]
        pub(crate) mod examples;
        pub(crate) mod index;
        mod kind;
        mod release;
        pub(crate) mod renamed;
        pub mod shapes;
        pub(crate) mod tables;
        pub(crate) mod upgrades;
        #(pub mod #modules;)*

        pub use cdevent::CdEvent;
        #latest
        pub use kind::{Kind, Stage};
        pub use release::Release;

        /// Calls a macro with the module and the variant of each release. For tests, which no release may be
        /// missing from.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __releases {
            ($callback:ident) => { $callback! { #(#listed #variants,)* } };
        }
    }
}

/// The properties that were renamed between releases.
pub(crate) fn renamed(changes: &[Diff]) -> TokenStream {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let changes = changes.iter().flat_map(|diff| &diff.changes);
    let renamed: BTreeSet<_> = changes
        .filter_map(|change| match &change.kind {
            ChangeKind::PropertyRenamed { from } => Some((last(from), last(&change.path))),
            _ => None,
        })
        .collect();
    let pairs = renamed.into_iter();
    let pairs = pairs.map(|(old, new)| quote!((#old, #new)));
    quote! {
        //! Properties that were renamed between releases.

        /// The old and the new names of the properties.
        pub(crate) static RENAMED: &[(&str, &str)] = &[#(#pairs),*];
    }
}

/// The enum of releases.
pub(crate) fn releases(model: &Model) -> TokenStream {
    let variants: Vec<_> = model
        .releases
        .iter()
        .map(|release| ident(&release.name.variant()))
        .collect();
    let docs = model
        .releases
        .iter()
        .map(|release| format!(" {}.", release.name.title()));
    let texts: Vec<_> = model
        .releases
        .iter()
        .map(|release| release.name.to_string())
        .collect();
    quote! {
        //! The releases of the specification.

        use crate::value::enum_macros::text_enum;

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
pub(crate) fn cd_event(model: &Model) -> TokenStream {
    let variants: Vec<_> = model
        .releases
        .iter()
        .map(|release| ident(&release.name.variant()))
        .collect();
    let modules: Vec<_> = model
        .releases
        .iter()
        .map(|release| ident(&release.name.module()))
        .collect();
    let docs = model
        .releases
        .iter()
        .map(|release| match release.name.to_string().as_str() {
            "draft" => " An event of the draft.".to_owned(),
            name => format!(" An event of release {name}."),
        });
    quote! {
        //! The enum of all events.

        use crate::event::any::any_release;
        use crate::event::unknown::UnknownEvent;
        #(use crate::#modules;)*

        /// An event of any release.
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum CdEvent {
            #(#[doc = #docs] #variants(#modules::AnyEvent),)*
            /// An event of no known release.
            Unknown(Box<UnknownEvent>),
        }

        any_release! { #(#variants = #modules,)* }
    }
}

/// The index of the events.
pub(crate) fn index(model: &Model) -> TokenStream {
    let events = |is_type_pinned: bool| {
        entries(
            model,
            |release| &release.events,
            move |event| event.is_type_pinned == is_type_pinned,
        )
    };
    let (pinned, open) = (events(true), events(false));
    let custom = entries(model, |release| release.custom_event.as_slice(), |_| true);
    quote! {
        //! The index of the events, sorted by event type and release: the module of an event, and the
        //! releases that have it. The number of an event is its position in the enum of its release.

        use crate::read::entry::entries;

        entries! { EVENTS, #(#pinned,)* }

        entries! { OPEN_EVENTS, #(#open,)* }

        entries! { CUSTOM_EVENTS, #(#custom,)* }
    }
}

/// Entries, sorted by event type, and then by release. Those of the same module are together.
fn entries<'a>(
    model: &'a Model,
    events: impl Fn(&'a Release) -> &'a [Event],
    is_meant: impl Fn(&Event) -> bool,
) -> Vec<TokenStream> {
    let mut found = BTreeMap::new();
    for release in &model.releases {
        let events = events(release).iter().filter(|event| is_meant(event));
        for event in events {
            found.insert((&event.event_type, &release.name), (event, release));
        }
    }
    let found: Vec<_> = found.into_values().collect();
    let of_events = found.chunk_by(|(one, _), (other, _)| one.module_name == other.module_name);
    let entries = of_events.map(|entries| {
        let event = entries.first().map(|(event, _)| ident(&event.module_name));
        let entries = entries.iter().map(|(event, release)| {
            let mut all = release.all_events();
            let number = all.position(|other| other.type_name == event.type_name);
            let number = proc_macro2::Literal::usize_unsuffixed(number.unwrap_or_default());
            let release = ident(&release.name.module());
            quote!(#release #number)
        });
        quote!(#event [#(#entries),*])
    });
    entries.collect()
}
