//! A release: a type an event, a module with its parts, and an enum of all of them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::diff::{Diff, render};
use crate::model::{Correction, EnvironmentPlace, Event, Model, Release, Type};

use super::tables;
use super::tokens::{described, doc, ident, rust_type};

/// The module of a release.
pub(crate) fn release(model: &Model, release: &Release, before: Option<&Diff>) -> TokenStream {
    let title = format!(" {} of the specification.", release.name.title());
    let corrections = corrections(model, release);
    let changes = before.map(changes).unwrap_or_default();
    let link = release.link.as_ref().map(|link| {
        let name = ident(&model.shape(link.shape).name);
        if name == "Link" {
            quote!(
                pub use crate::shapes::Link;
            )
        } else {
            quote!(pub use crate::shapes::#name as Link;)
        }
    });
    let variant = ident(&release.name.variant());
    let names = release.all_events().map(|it| ident(&it.type_name));
    let events = release.events.iter();
    let events = events.map(|event| item(model, release, event, false));
    let custom = release.custom_event.iter();
    let custom = custom.map(|event| item(model, release, event, true));
    let custom_kind = release.custom_event.as_ref().map(|_| quote!(, custom_kind));
    quote! {
        #![doc = #title]
        #(#![doc = #corrections])*
        #(#![doc = #changes])*

        use crate::event::kind::{any_event, example, kind #custom_kind};

        #link

        any_event! { #variant, #(#names,)* }

        #(#events)*
        #(#custom)*
    }
}

/// What changed since the release before, for a release's docs.
fn changes(diff: &Diff) -> Vec<String> {
    let (old, summary) = (&diff.old, render::summary(diff));
    let tables = render::tables(diff, |rule| rule.to_string());
    let text = format!("\n# Changes since {old}\n\n{summary}.\n{tables}");
    text.lines().map(|line| format!(" {line}")).collect()
}

/// What was corrected of a release's schemas, for its docs.
fn corrections(model: &Model, release: &Release) -> Vec<String> {
    let of_release: Vec<_> = model
        .corrections
        .iter()
        .filter(|it| it.release == release.name)
        .collect();
    if of_release.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        String::new(),
        " # Corrections".to_owned(),
        String::new(),
        " These faults in the schemas of this release are corrected here:".to_owned(),
        String::new(),
    ];
    for correction in of_release {
        let wrapped = super::tokens::wrap(&described_correction(correction));
        lines.extend(wrapped.iter().enumerate().map(|(index, line)| {
            let bullet = if index == 0 { " -" } else { "  " };
            format!("{bullet}{line}")
        }));
    }
    lines
}

pub(crate) fn described_correction(correction: &Correction) -> String {
    let documents: Vec<_> = correction
        .documents
        .iter()
        .map(|it| format!("`{}`", it.rsplit('/').next().unwrap_or(it)))
        .collect();
    let place = if correction.pointer.is_empty() {
        String::new()
    } else {
        format!(" at `{}`", correction.pointer)
    };
    let fixed_in = correction.fixed_in.as_ref();
    let fixed_in = fixed_in.map(|release| format!(" Fixed in release {release}."));
    let issue = correction.issue.as_ref();
    let issue = issue.map(|issue| format!(" See <{issue}>."));
    format!(
        "{}{place}: {} Correction: {}. {}{}{}",
        documents.join(", "),
        correction.problem,
        correction.correction,
        correction.reason,
        fixed_in.unwrap_or_default(),
        issue.unwrap_or_default(),
    )
}

/// An event's type, and the module with its parts.
fn item(model: &Model, release: &Release, event: &Event, is_custom: bool) -> TokenStream {
    let (name, module) = (ident(&event.type_name), ident(&event.module_name));
    let variant = ident(&release.name.variant());
    let docs = doc(&described(
        &event.description,
        &format!("`{}`.", event.event_type),
    ));
    let behind = if event.is_type_pinned || is_custom {
        ""
    } else {
        ", with or without a version"
    };
    let type_docs = doc(&format!(
        "Event type `{}`{behind}. Schema: <{}>.",
        event.event_type, event.schema_id
    ));
    let example = super::examples::path(release, event);
    let example = quote!(#[doc = example!(#example)]);
    let table = tables::name(event.schema);
    let (event_type, schema_id) = (&event.event_type, &event.schema_id);
    let subject_type = &event.subject_type;
    let context = ident(&model.shape(event.context).name);
    let subject = ident(&model.shape(event.subject).name);
    if is_custom {
        return quote! {
            #docs
            #[doc = ""]
            #type_docs
            #[doc = ""]
            #[doc = " Its content is of a type of your own, or any JSON object."]
            #example
            pub type #name<C = crate::JsonObject> = crate::Event<#module::Kind<C>>;

            custom_kind! {
                #module #name #variant #table,
                #event_type,
                #schema_id,
                #subject Context = #context,
            }
        };
    }
    let (content, content_type) = match &event.content {
        Type::Shape(id) => {
            let name = ident(&model.shape(*id).name);
            (Some(quote!(Content = #name)), None)
        }
        other => {
            let other = rust_type(model, other);
            (None, Some(quote!(content #other,)))
        }
    };
    let parts = event
        .parts
        .iter()
        .filter(|(_, id)| Type::Shape(*id) != event.content)
        .map(|(part, id)| (ident(part), ident(&model.shape(*id).name)));
    let parts = parts.map(|(part, shape)| quote!(#part = #shape));
    let environment = event.environment.as_ref().map(environment);
    quote! {
        #docs
        #[doc = ""]
        #type_docs
        #example
        pub type #name = crate::Event<#module::Kind>;

        kind! {
            #module #name #variant #table,
            #event_type #subject_type,
            #schema_id,
            #subject Context = #context #content #(#parts)*,
            #content_type
            #environment
        }
    }
}

/// Where the environment is, as the runtime's macro takes it.
fn environment(place: &EnvironmentPlace) -> TokenStream {
    let owner = match (place.is_subject, place.required) {
        (true, _) => quote!(subject),
        (false, true) => quote!(required),
        (false, false) => quote!(optional),
    };
    let field = |key: &str, field: &Option<String>| {
        field.as_ref().map(|field| {
            let (key, field) = (ident(key), ident(field));
            quote!(#key = #field)
        })
    };
    let fields = [
        field("name", &place.name),
        field("url", &place.url),
        field("source", &place.source),
    ];
    let fields = fields.into_iter().flatten();
    quote!(environment(#owner #(#fields)*),)
}
