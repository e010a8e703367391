//! A custom event, in another crate: the same items as in the generated crate, which they refer to
//! from outside.

use proc_macro2::{Group, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::Error;
use crate::lower::custom::Custom;
use crate::model::{ReleaseName, Type};

use super::shapes;
use super::tables;
use super::tokens::{described, doc, ident, rust_type};

/// The items of a module.
pub(crate) fn custom(event: &Custom, release: Option<&ReleaseName>) -> Result<TokenStream, Error> {
    let model = &event.model;
    let items = shapes::items(model)?;
    let tables = tables::tables(model, &[event.schema]);
    let content = match &event.content {
        Type::Shape(id) => {
            let name = ident(&model.shape(*id).name);
            quote!(pub use types::#name as Content;)
        }
        other => {
            let other = rust_type(model, other);
            quote!(
                /// The details of the subject.
                #[allow(dead_code)]
                pub type Content = #other;
            )
        }
    };
    let parts = event
        .parts
        .iter()
        .filter(|(_, id)| Type::Shape(*id) != event.content)
        .map(|(part, id)| (ident(part), ident(&model.shape(*id).name)));
    let parts = parts.map(|(part, shape)| quote!(pub use types::#shape as #part;));
    let name = ident(&event.type_name);
    let docs = doc(&described(&event.description, "A custom event."));
    let (event_type, schema_id) = (&event.event_type, &event.schema_id);
    let release = release.map_or_else(|| "latest".to_owned(), ReleaseName::module);
    let release = ident(&release);
    let table = tables::name(event.schema);
    Ok(outside(quote! {
        #[allow(unreachable_pub, clippy::all, clippy::pedantic)]
        mod tables {
            #tables
        }

        #[allow(dead_code, unreachable_pub, unused_imports, clippy::all, clippy::pedantic)]
        mod types {
            #items
        }

        #[allow(unused_imports)]
        #content
        #(#[allow(unused_imports)] #parts)*

        crate::custom_event::schema::custom_event! {
            #docs
            event: #name,
            event_type: #event_type,
            release: #release,
            schema: tables::#table,
            schema_id: #schema_id,
        }
    }))
}

/// Changes the paths of tokens that are outside of the generated crate: generated items are in the same
/// module, types are public, and everything else is in the module for generated code.
fn outside(tokens: TokenStream) -> TokenStream {
    let mut output = TokenStream::new();
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut tokens = tokens.as_slice();
    let mut is_path_start = true;
    while let [token, rest @ ..] = tokens {
        tokens = rest;
        match token {
            TokenTree::Group(group) => {
                let mut outer = Group::new(group.delimiter(), outside(group.stream()));
                outer.set_span(group.span());
                outer.to_tokens(&mut output);
            }
            TokenTree::Ident(name) if name == "crate" => {
                let next = tokens.get(2).map(ToString::to_string);
                match next.unwrap_or_default() {
                    next if next == "generated" => {
                        tokens = tokens.get(3..).unwrap_or_default();
                        output.extend(quote!(super));
                    }
                    next if next.starts_with(char::is_uppercase) => {
                        output.extend(quote!(::cdevents_generated));
                    }
                    _ => output.extend(quote!(::cdevents_generated::__private)),
                }
            }
            // A field may have that name, too.
            TokenTree::Ident(name) if name == "serde" && is_path_start && begins_path(tokens) => {
                output.extend(quote!(::cdevents_generated::__private::serde));
            }
            other => {
                is_path_start = !matches!(other, TokenTree::Punct(other) if other.as_char() == ':');
                other.to_tokens(&mut output);
                continue;
            }
        }
        is_path_start = true;
    }
    output
}

/// Returns whether the next tokens are `::`.
fn begins_path(tokens: &[TokenTree]) -> bool {
    match tokens.first() {
        Some(TokenTree::Punct(next)) => next.as_char() == ':' && next.spacing() == Spacing::Joint,
        _ => false,
    }
}
