//! The kinds of events, and the stages of the software life cycle.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Event, Model};
use crate::names::stage_variant;

use super::tokens::ident;

/// The enums of kinds and stages.
pub(crate) fn kinds(model: &Model) -> TokenStream {
    let variants: Vec<_> = model
        .stages
        .iter()
        .map(|stage| ident(&stage_variant(stage)))
        .collect();
    let stages = &model.stages;
    let docs = stages.iter().map(|stage| format!(" {stage}."));
    let kinds = newest(model)
        .into_iter()
        .map(|((subject, predicate), event)| {
            let variant = ident(&event.type_name);
            let stage = event.stage.iter().map(|stage| ident(&stage_variant(stage)));
            let paragraph = event.description.split("\n\n").next().unwrap_or_default();
            let description = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            quote!(#variant = [#subject, #predicate, #description #(, #stage)*],)
        });
    quote! {
        //! The kinds of events, and the stages of the software life cycle.

        use crate::value::enum_macros::text_enum;
        use crate::value::kind_macros::kinds;

        /// A stage of the software life cycle, in the order of the specification.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Stage {
            #(#[doc = #docs] #variants,)*
        }

        text_enum!(Stage #(, #variants = #stages)*);

        kinds! { #(#kinds)* }
    }
}

/// The newest event of each subject and predicate, sorted by both.
fn newest(model: &Model) -> BTreeMap<(&str, &str), &Event> {
    let events = model.releases.iter().flat_map(|release| &release.events);
    let named = events.filter_map(|event| Some((event.name.split_once('.')?, event)));
    named.collect()
}
