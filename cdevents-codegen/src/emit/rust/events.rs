//! The module of a release: for each event, its type and a module with its parts; and the enum of all
//! events.

use proc_macro2::TokenStream;
use quote::quote;

use crate::diff::{Diff, render};
use crate::model::{Correction, EnvironmentPlace, Event, Model, Release, ShapeId, Type};

use super::tables;
use super::tokens::{described, doc, ident, rust_type};

/// The module of a release.
pub(crate) fn release(model: &Model, release: &Release, before: Option<&Diff>) -> TokenStream {
    let title = format!(" {} of the specification.", release.name.title());
    let corrections = corrections(model, release);
    let changes = before.map(changes).unwrap_or_default();
    let link = release.link.as_ref().map(|link| link.shape);
    let link = reexport(model, link, "Link");
    let embedded_link = reexport(model, model.embedded_link(release), "EmbeddedLink");
    let variant = ident(&release.name.variant());
    let names = release.all_events().map(|event| ident(&event.type_name));
    let events = release.events.iter();
    let events = events.map(|event| item(model, release, event, false));
    let custom = release.custom_event.iter();
    let custom = custom.map(|event| item(model, release, event, true));
    let custom_event = release.custom_event.as_ref().map(|_| quote!(custom_event,));
    quote! {
        #![doc = #title]
        #(#![doc = #corrections])*
        #(#![doc = #changes])*

        use crate::event::release::{any_event, #custom_event event, example};

        #embedded_link
        #link

        any_event! { release: #variant, #(#names,)* }

        #(#events)*
        #(#custom)*
    }
}

/// A re-export of a shape, if there is one.
fn reexport(model: &Model, shape: Option<ShapeId>, name: &str) -> Option<TokenStream> {
    let shape = &model.shape(shape?).name;
    let (shape, name) = (ident(shape), ident(name));
    Some(if shape == name {
        quote!(pub use crate::shapes::#shape;)
    } else {
        quote!(pub use crate::shapes::#shape as #name;)
    })
}

/// The docs on the changes since the previous release.
fn changes(diff: &Diff) -> Vec<String> {
    let (old, summary) = (&diff.old, render::summary(diff));
    let tables = render::tables(diff, |rule| rule.to_string());
    let text = format!("\n# Changes since {old}\n\n{summary}.\n{tables}");
    text.lines().map(|line| format!(" {line}")).collect()
}

/// The docs on the corrections of a release's schemas.
fn corrections(model: &Model, release: &Release) -> Vec<String> {
    let of_release: Vec<_> = model
        .corrections
        .iter()
        .filter(|correction| correction.release == release.name)
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
        .map(|document| {
            let name = document.rsplit('/').next().unwrap_or(document);
            format!("`{name}`")
        })
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

/// The type of an event, and the module with its parts.
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
    let type_docs = doc(&format!("Event type `{}`{behind}.", event.event_type));
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
            #[doc = " Its content is any JSON object, or your own type."]
            #example
            pub type #name<C = crate::JsonObject> = crate::Event<#module::Definition<C>>;

            custom_event! {
                module: #module,
                name: #name,
                release: #variant,
                event_type: #event_type,
                schema: #table,
                schema_id: #schema_id,
                context: #context,
                subject: #subject,
            }
        };
    }
    let content = match &event.content {
        Type::Shape(id) => {
            let name = ident(&model.shape(*id).name);
            quote!(content: #name,)
        }
        other => {
            let other = rust_type(model, other);
            quote!(content_type: #other,)
        }
    };
    let parts = event
        .parts
        .iter()
        .filter(|(_, id)| Type::Shape(*id) != event.content)
        .map(|(part, id)| (ident(part), ident(&model.shape(*id).name)));
    let parts: Vec<_> = parts.map(|(part, shape)| quote!(#part = #shape)).collect();
    let parts = (!parts.is_empty()).then(|| quote!(parts: [#(#parts),*],));
    let environment = event.environment.as_ref().map(environment);
    quote! {
        #docs
        #[doc = ""]
        #type_docs
        #example
        pub type #name = crate::Event<#module::Definition>;

        event! {
            module: #module,
            name: #name,
            release: #variant,
            event_type: #event_type,
            subject_type: #subject_type,
            schema: #table,
            schema_id: #schema_id,
            context: #context,
            subject: #subject,
            #content
            #parts
            #environment
        }
    }
}

/// The place of the environment, as an argument of the runtime's macro.
fn environment(place: &EnvironmentPlace) -> TokenStream {
    let place_of = match (place.is_subject, place.required) {
        (true, _) => quote!(subject),
        (false, true) => quote!(required),
        (false, false) => quote!(optional),
    };
    let field = |key: &str, field: &Option<String>| {
        field.as_ref().map(|field| {
            let (key, field) = (ident(key), ident(field));
            quote!(#key: #field)
        })
    };
    let fields = [
        field("name", &place.name),
        field("url", &place.url),
        field("source", &place.source),
    ];
    let fields = fields.into_iter().flatten();
    quote!(environment: [place: #place_of #(, #fields)*],)
}
