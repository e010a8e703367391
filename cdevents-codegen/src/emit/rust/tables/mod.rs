//! The tables by which events are validated: a static for each schema.

mod brief;
mod full;
mod name;
mod needed;
mod objects;
mod scalars;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;
use crate::model::rules::SchemaId;

pub(super) use name::{full_path, name};
pub(super) use needed::link_of;
pub(super) use scalars::{text_rules, types};

/// The tables of all releases.
pub(in crate::emit) fn file(model: &Model) -> TokenStream {
    let tables = tables(model, &[]);
    quote! {
        //! The rules of the JSON Schemas, as tables. A schema that several events or releases share
        //! has one table.

        #tables
    }
}

/// The tables of a model that are needed for its events, its types and some further schemas.
pub(super) fn tables(model: &Model, further: &[SchemaId]) -> TokenStream {
    let rules = &model.rules;
    let mut needed = needed::needed(model, further);
    needed.retain(|id| !name::is_never(rules.get(*id)));
    let alike = objects::Alike::of(rules, &needed);
    let macros = alike.macros();
    let tables = needed.into_iter().map(|id| {
        let object = alike.table(rules, id);
        let brief = object.or_else(|| brief::table(rules, id));
        brief.unwrap_or_else(|| full::table(rules, id))
    });
    quote! {
        use crate::validate::table_prelude::*;

        #(#macros)*

        #(#tables)*
    }
}
