//! Strings and other JSON whose schemas no other type expresses. Values are checked against the
//! schema at run time.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::rules::{SchemaId, StringRules};
use crate::model::{Model, Shape};

use super::tables::{full_path, text_rules};
use super::tokens::{ident, shape_docs};

/// A string.
pub(super) fn text(shape: &Shape, rules: &StringRules) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let expected = rules.expected();
    let rules = text_rules(rules);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct #name(String);

        checked_text!(#name, expected = #expected #(, #rules)*);
    }
}

/// Any JSON.
pub(super) fn json(model: &Model, shape: &Shape, schema: SchemaId) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let table = full_path(&model.rules, schema);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub struct #name(crate::Json);

        checked_json!(#name, schema = #table);
    }
}
