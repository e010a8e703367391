//! Enums of strings: closed ones, and open ones with a variant for any other string.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{EnumValue, Model, ReleaseName, Shape, Type};

use super::tokens::{doc, ident, rust_type, shape_docs};

/// A closed enum. If it may list releases and does, it gets a function that returns the value for a
/// release.
pub(super) fn closed(shape: &Shape, values: &[EnumValue], may_list_releases: bool) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let variants = values.iter().map(variant);
    let texts = values.iter().map(text);
    let of_release = may_list_releases.then(|| of_release(values)).flatten();
    let of_release = of_release.map(|of_release| {
        quote! {
            impl #name {
                #of_release
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum #name { #(#variants,)* }
        text_enum!(#name #(, #texts)*);
        #of_release
    }
}

/// A variant without data.
fn variant(value: &EnumValue) -> TokenStream {
    let docs = doc(&format!("`{}`.", value.text));
    let name = ident(&value.name);
    quote!(#docs #name)
}

/// A variant and its string.
fn text(value: &EnumValue) -> TokenStream {
    let (name, text) = (ident(&value.name), &value.text);
    quote!(#name = #text)
}

/// The function that returns the value for a release: its own, or else the newest.
fn of_release(values: &[EnumValue]) -> Option<TokenStream> {
    let releases = values.iter().map(|value| value.text.parse().ok());
    let releases: Vec<ReleaseName> = releases.collect::<Option<_>>()?;
    let newest = releases.iter().max()?;
    let older = releases.iter().filter(|release| *release != newest);
    let arms = older.map(|release| {
        let variant = ident(&release.variant());
        quote!(crate::Release::#variant => Self::#variant)
    });
    let newest = ident(&newest.variant());
    Some(quote! {
        pub(crate) const fn of_release(release: crate::Release) -> Self {
            match release {
                #(#arms,)*
                _ => Self::#newest,
            }
        }
    })
}

/// An enum with a variant for any other string.
pub(super) fn open(
    model: &Model,
    shape: &Shape,
    values: &[EnumValue],
    other: &Type,
) -> TokenStream {
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let variants = values.iter().map(variant);
    let texts = values.iter().map(text);
    let expected = match other {
        Type::String => "a string",
        _ => "a string that is not empty",
    };
    let other = rust_type(model, other);
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum #name {
            #(#variants,)*
            /// Any other string, which the specification allows.
            Other(#other),
        }
        open_enum!(#name, expected = #expected, other = #other #(, #texts)*);
    }
}
