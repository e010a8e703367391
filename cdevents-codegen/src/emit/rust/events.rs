//! The module of a release: for each event, its type and a module with its parts; and the enum of all
//! events.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::Error;
use crate::diff::{Diff, render};
use crate::emit::site::SITE;
use crate::model::{
    Correction, EnvironmentPlace, Event, Model, Release, ReleaseName, ShapeId, Type,
};

use super::examples::{Examples, Parts, Texts, UsualContext};
use super::tables;
use super::tokens::{described, doc, ident, rust_type};

/// The module of a release.
pub(crate) fn release(
    model: &Model,
    release: &Release,
    examples: &Examples,
    usual_context: &UsualContext,
    before: Option<&Diff>,
) -> Result<TokenStream, Error> {
    let title = format!(" {} of the specification.", release.name.title());
    let corrections = corrections(model, release);
    let changes = before.map(changes).unwrap_or_default();
    let link = release.link.as_ref().map(|link| link.shape);
    let link = reexport(model, link, "Link");
    let embedded_link = reexport(model, model.embedded_link(release), "EmbeddedLink");
    let names = release.all_events().map(|event| ident(&event.type_name));
    let mut events = Vec::new();
    for event in release.all_events() {
        events.push(item(model, release, event, examples.of_event(event)?));
    }
    let UsualContext {
        version,
        source,
        timestamp,
    } = usual_context;
    let [context, subject] = [context, subject].map(|part| {
        let usual = usual(release, part).map(|id| &model.shape(id).name);
        usual.map_or_else(|| ident("None"), |name| ident(name))
    });
    let release = release_names(release);
    Ok(quote! {
        #![doc = #title]
        #(#![doc = #corrections])*
        #(#![doc = #changes])*

        use crate::event::release::events;

        #embedded_link
        #link

        events! {
            [$] #release #context #subject,
            release_property: #version,
            source: #source,
            timestamp: #timestamp,
            #(#names,)*
        }

        #(#events)*
    })
}

fn context(event: &Event) -> ShapeId {
    event.context
}

fn subject(event: &Event) -> ShapeId {
    event.subject
}

/// Returns the context or the subject that most events of a release have.
fn usual(release: &Release, part: fn(&Event) -> ShapeId) -> Option<ShapeId> {
    let mut counts: BTreeMap<ShapeId, usize> = BTreeMap::new();
    for event in &release.events {
        *counts.entry(part(event)).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(id, _)| id)
}

/// The names of a release, as the runtime's macros take them: its module, its variant and its text.
fn release_names(release: &Release) -> TokenStream {
    let (module, variant) = (&release.name.module(), &release.name.variant());
    let (module, variant) = (ident(module), ident(variant));
    let text = release.name.to_string();
    quote!(#module #variant #text)
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
    let Diff { old, new, .. } = diff;
    let summary = render::summary(diff);
    let page = format!("{SITE}migration/{old}-to-{new}.html");
    let text =
        format!("\n# Changes since {old}\n\n{summary}. The [migration notes]({page}) list them.\n");
    text.lines().map(|line| format!(" {line}")).collect()
}

/// The docs on the corrections of a release's schemas.
fn corrections(model: &Model, release: &Release) -> Vec<String> {
    let mut corrections = model.corrections.iter();
    if corrections.all(|correction| correction.release != release.name) {
        return Vec::new();
    }
    let text = format!(
        "\n# Corrections\n\nSome schemas of this release have faults that are corrected here. The \
         [page about corrections]({SITE}corrections.html) lists them.\n"
    );
    text.lines().map(|line| format!(" {line}")).collect()
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
fn item(model: &Model, release: &Release, event: &Event, examples: &Texts) -> TokenStream {
    let (name, module) = (ident(&event.type_name), ident(&event.module_name));
    let docs = doc(&described(
        &event.description,
        &format!("`{}`.", event.event_type),
    ));
    let other = |example: &ReleaseName| {
        let is_other = *example != release.name;
        is_other.then(|| example.to_string()).into_iter()
    };
    let minimal = if let Some(Parts { id, release, .. }) = &examples.parts {
        let release = other(release);
        quote!(id: #id #(, subject: #release)*)
    } else {
        let minimal = &examples.minimal;
        quote!(text: #minimal)
    };
    let rust = other(&examples.rust_release);
    let example = quote!(#(example: #rust,)*);
    let table = tables::name(event.schema);
    let schema_id = schema_id(release, event);
    let context = ident(&model.shape(event.context).name);
    let subject = ident(&model.shape(event.subject).name);
    if event.is_custom() {
        let (file, event_type) = (event.file_name(), &event.event_type);
        return quote! {
            custom_event! {
                #docs
                #name = #module #file #event_type,
                #schema_id
                schema: #table,
                context: #context,
                subject: #subject,
                minimal: [#minimal],
                #example
            }
        };
    }
    let is_usual = |part: fn(&Event) -> ShapeId| usual(release, part) == Some(part(event));
    let context = (!is_usual(self::context)).then(|| quote!(context: #context,));
    let subject = (!is_usual(self::subject)).then(|| quote!(subject: #subject,));
    let subject_type = &event.subject_type;
    let words = event.name.split('.').chain(event.version());
    let is_first_word = words.clone().next() == Some(subject_type);
    let subject_type = (!is_first_word).then(|| quote!(subject_type: #subject_type,));
    let versions = (!event.is_type_pinned).then(|| quote!(versions: any,));
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
        event! {
            #docs
            #name = #module #(#words)*,
            #schema_id
            #versions
            #subject_type
            schema: #table,
            #context
            #subject
            #content
            #parts
            #environment
            minimal: [#minimal],
            #example
        }
    }
}

/// The `$id` of the schema, unless the runtime's macro makes it from the names of the release and the
/// event's files.
fn schema_id(release: &Release, event: &Event) -> Option<TokenStream> {
    let (release, file) = (&release.name, event.file_name());
    let usual = format!("https://cdevents.dev/{release}/schema/{file}-event");
    let id = &event.schema_id;
    (*id != usual).then(|| quote!(schema_id: #id,))
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
