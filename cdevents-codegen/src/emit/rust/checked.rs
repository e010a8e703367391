//! Strings and other JSON with demands that no type of ours makes: kept as they are, and held to
//! their schema by its table.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::rules::{SchemaId, StringRules};
use crate::model::{Model, Shape};

use super::tokens::{described, doc, ident};
use super::validators;

/// A string.
pub(crate) fn text(shape: &Shape, rules: &StringRules) -> TokenStream {
    let name = ident(&shape.name);
    let docs = docs(shape);
    let expected = rules.expected();
    let fields = validators::text_fields(rules);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct #name(String);

        checked_text!(#name, #expected, #(#fields),*);
    }
}

/// Any JSON.
pub(crate) fn json(model: &Model, shape: &Shape, schema: SchemaId) -> TokenStream {
    let name = ident(&shape.name);
    let docs = docs(shape);
    let table = validators::full_path(&model.rules, schema);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub struct #name(crate::Json);

        checked_json!(#name, #table);
    }
}

fn docs(shape: &Shape) -> TokenStream {
    doc(&described(
        &shape.description,
        &format!("`{}`.", shape.origin),
    ))
}
