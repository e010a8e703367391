//! Strings and other values whose schemas no other type expresses. Values are checked against the
//! schema at run time.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::rules::{SchemaId, StringRules};
use crate::model::{ChoiceAlternative, Holds, Model, Shape, Type};

use super::tables::{full_path, text_rules, types};
use super::tokens::{ident, rust_type, shape_docs};

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

/// A value of another type, with further rules.
pub(super) fn wrapped(model: &Model, shape: &Shape, inner: &Type, schema: SchemaId) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let inner = rust_type(model, inner);
    let table = full_path(&model.rules, schema);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub struct #name(#inner);

        checked_value!(#name, #inner, schema = #table);
    }
}

/// A value that one of several schemas allows.
pub(super) fn choice(
    model: &Model,
    shape: &Shape,
    alternatives: &[ChoiceAlternative],
    schema: SchemaId,
) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let whole = full_path(&model.rules, schema);
    let variants = alternatives.iter().map(|alternative| {
        let (name, r#type) = (
            ident(&alternative.name),
            rust_type(model, &alternative.r#type),
        );
        let docs = format!(" `{}`.", alternative.name);
        quote!(#[doc = #docs] #name(#r#type))
    });
    let tables = alternatives.iter().map(|alternative| {
        let name = ident(&alternative.name);
        let table = match &alternative.holds {
            Holds::Schema(schema) => {
                let table = full_path(&model.rules, *schema);
                quote!(&#table)
            }
            Holds::Type(r#type) => {
                let types = types(&[*r#type]);
                quote!({
                    static TYPE: crate::validate::table::Schema =
                        crate::validate::table::Schema::of_types(crate::validate::table::#types);
                    &TYPE
                })
            }
            Holds::All => quote!(&crate::validate::table::Schema::ANY),
        };
        quote!(#name = #table)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum #name { #(#variants,)* }

        choice!(#name, schema = #whole #(, #tables)*);
    }
}
