//! Enums of strings: closed ones, and those that leave room for others.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{EnumValue, Model, Shape, Type};

use super::types::variant;
use super::{described, doc, ident, rust_type};

/// The impls of a closed enum, behind its definition.
pub(super) fn closed(
    shape: &Shape,
    values: &[EnumValue],
    definition: Option<TokenStream>,
) -> TokenStream {
    let name = ident(&shape.name);
    let variants = || values.iter().map(|value| ident(&value.name));
    let (all, arms) = (variants(), variants());
    let texts = values.iter().map(|value| &value.text);
    let expected = expected(values);
    quote! {
        #definition
        impl #name {
            /// Every value.
            pub const ALL: &'static [Self] = &[#(Self::#all),*];
            const EXPECTED: &'static str = #expected;

            /// The value as JSON has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#arms => #texts,)* }
            }
        }
        text_enum!(#name);
    }
}

/// An enum with a variant for any other string.
pub(super) fn open(
    model: &Model,
    shape: &Shape,
    values: &[EnumValue],
    other: &Type,
) -> TokenStream {
    let name = ident(&shape.name);
    let docs = doc(&described(&shape.description, &format!("`{}`.", shape.origin)));
    let members = values.iter().map(variant);
    let texts: Vec<_> = values.iter().map(|value| &value.text).collect();
    let variants: Vec<_> = values.iter().map(|value| ident(&value.name)).collect();
    let other_type = rust_type(model, other);
    let (expected, to_str, from_string) = match other {
        Type::Text => ("a string", quote!(other), quote!(Ok(Self::Other(text)))),
        _ => (
            "a string that is not empty",
            quote!(other.as_str()),
            quote!(text.try_into().map(Self::Other)),
        ),
    };
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum #name {
            #(#members,)*
            /// Any other, which the specification allows.
            Other(#other_type),
        }
        impl #name {
            const EXPECTED: &'static str = #expected;

            /// The value as JSON has it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Other(other) => #to_str,
                }
            }
        }
        impl TryFrom<String> for #name {
            type Error = crate::InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                match text.as_str() {
                    #(#texts => Ok(Self::#variants),)*
                    _ => #from_string,
                }
            }
        }
        open_enum!(#name);
    }
}

fn expected(values: &[EnumValue]) -> String {
    let texts: Vec<_> = values.iter().map(|value| format!("`{}`", value.text)).collect();
    match texts.as_slice() {
        [only] => only.clone(),
        texts => format!("one of {}", texts.join(", ")),
    }
}
