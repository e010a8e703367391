//! From the model to files. Every module makes one kind of item, and touches no disk.

mod boxes;
mod checked;
pub(crate) mod custom;
mod docs;
mod documented;
mod enums;
mod events;
mod examples;
mod index;
mod needed;
mod objects;
mod types;
mod unions;
mod validators;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::diff::{Diff, Side, diff};
use crate::model::{FieldValue, Form, Model, Release, ShapeId, Type};
use crate::{DOCS_FOLDER, EXAMPLES_FOLDER, Error, Output, RUST_FOLDER, print, public_items};

use boxes::Boxes;

/// Makes every file.
pub(crate) fn emit(model: &Model) -> Result<Output, Error> {
    let mut output = Output::new();
    let mut add = |name: &str, tokens: TokenStream| -> Result<(), Error> {
        let path = format!("{RUST_FOLDER}/{name}.rs");
        let text = print::rust(&path, tokens)?;
        output.insert(path, text);
        Ok(())
    };
    let changes = changes(model);
    add("mod", index::index(model, &changes))?;
    add("shapes", shapes(&documented::documented(model)?)?)?;
    add("tables", validators::validators(model))?;
    for (index, release) in model.releases.iter().enumerate() {
        let tokens = events::release(model, release, since(&changes, index));
        add(&release.name.module(), tokens)?;
    }
    let items = public_items::PublicItems::of(model)?;
    let items = print::text(&items.to_string());
    output.insert(public_items::FILE.to_owned(), items);
    let releases = print::page(&docs::releases(model, &changes));
    output.insert(format!("{RUST_FOLDER}/releases.md"), releases);
    let events = print::page(&docs::events(model, &changes));
    output.insert(format!("{RUST_FOLDER}/events.md"), events);
    let examples = examples::Examples::of(model)?;
    for (name, text) in examples.files(model)? {
        output.insert(format!("{EXAMPLES_FOLDER}/{name}"), text);
    }
    let readme = print::page(include_str!("examples.md"));
    output.insert(format!("{EXAMPLES_FOLDER}/README.md"), readme);
    for (name, page) in docs::pages(model, &changes, &examples)? {
        output.insert(format!("{DOCS_FOLDER}/{name}"), print::page(&page));
    }
    Ok(output)
}

/// What changed from each release to the next.
fn changes(model: &Model) -> Vec<Diff> {
    let pairs = model.releases.windows(2);
    let changes = pairs.map(|pair| diff(Side::new(model, &pair[0]), Side::new(model, &pair[1])));
    changes.collect()
}

/// What changed in a release, of that number, since the one before it.
fn since(changes: &[Diff], release: usize) -> Option<&Diff> {
    changes.get(release.checked_sub(1)?)
}

/// The types that events are made of.
fn shapes(model: &Model) -> Result<TokenStream, Error> {
    let items = shape_items(model)?;
    Ok(quote! {
        //! The types that events are made of. A type that several events have, or several
        //! releases, stands here once; it is named after its first appearance. Events offer
        //! their own under shorter names, such as
        //! [`service_deployed::Content`](crate::v0_5_1::service_deployed::Content).

        #items
    })
}

/// The same types, sorted by name, and what they use.
fn shape_items(model: &Model) -> Result<TokenStream, Error> {
    let boxes = Boxes::of(model);
    let mut printed = types::print(model, &boxes)?;
    let mut shapes: Vec<_> = model.shapes.iter().enumerate().collect();
    shapes.sort_by_key(|(_, shape)| &shape.name);
    let mut items = TokenStream::new();
    for (index, shape) in shapes {
        let definition = printed.remove(&index);
        items.extend(match &shape.form {
            Form::Object { fields, open } => {
                let id = ShapeId(index);
                objects::object(model, &boxes, id, fields, *open, definition)
            }
            Form::Text(text) => checked::text(shape, text),
            Form::Checked(schema) => checked::json(model, shape, *schema),
            Form::ClosedEnum(values) => {
                enums::closed(shape, values, is_of_contexts(model, ShapeId(index)))
            }
            Form::OpenEnum { values, other } => enums::open(model, shape, values, other),
            Form::Union { tag, alternatives } => unions::union(model, shape, tag, alternatives),
        });
    }
    let uses = uses(model, &items);
    Ok(quote!(#uses #items))
}

/// Is it the type of a context's member? Only there is an enum of versions one of releases.
fn is_of_contexts(model: &Model, id: ShapeId) -> bool {
    let events = model.releases.iter().flat_map(Release::all_events);
    let mut fields = events.flat_map(|event| model.shape(event.context).form.fields());
    fields.any(|field| field.value == FieldValue::Of(Type::Shape(id)))
}

/// What the shapes use of what there is, so that nothing is imported in vain. Fields and variants may
/// have the same names.
fn uses(model: &Model, items: &TokenStream) -> TokenStream {
    const MACROS: &[(&str, &[&str])] = &[
        ("crate::checked", &["checked_json", "checked_text"]),
        ("crate::event", &["context", "subject"]),
        ("crate::link", &["link_kinds"]),
        (
            "crate::object",
            &["additional_members", "member", "members", "object"],
        ),
        ("crate::scalar", &["open_enum", "text_enum"]),
    ];
    let mut macros = BTreeSet::new();
    collect_macros(items.clone(), &mut macros);
    // What the macro of that name writes.
    if macros.contains("members") {
        macros.insert("member".to_owned());
    }
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, all) in MACROS {
        let used = all.iter().copied().filter(|name| macros.contains(*name));
        uses.entry(path).or_default().extend(used);
    }
    for shape in &model.shapes {
        let used: &[(&str, &str)] = match &shape.form {
            Form::Union { alternatives, .. } if unions::has_foreign(model, alternatives) => UNION,
            Form::Union { .. } => &UNION[1..],
            Form::Text(text) => match (&text.format, &text.pattern) {
                (None, None) => &[],
                (Some(_), None) => &TEXT[..1],
                (None, Some(_)) => &TEXT[1..],
                (Some(_), Some(_)) => TEXT,
            },
            _ => &[],
        };
        for (path, name) in used {
            uses.entry(path).or_default().insert(name);
        }
    }
    let uses = PATHS.iter().filter_map(|path| {
        let used = uses.get(path)?;
        let used: Vec<_> = used.iter().map(|name| ident(name)).collect();
        let path: syn::Path = syn::parse_str(path).ok()?;
        (!used.is_empty()).then(|| quote!(use #path::{#(#used),*};))
    });
    quote!(#(#uses)*)
}

/// Where what the shapes use is, in the order of the imports.
const PATHS: &[&str] = &[
    "serde::de",
    "serde::ser",
    "crate::checked",
    "crate::event",
    "crate::link",
    "crate::object",
    "crate::scalar",
    "crate::validate::table",
];

/// What unions use: the first where an alternative has a member that another one lacks.
const UNION: &[(&str, &str)] = &[
    ("crate::object", "absent"),
    ("serde::de", "MapAccess"),
    ("serde::ser", "SerializeMap"),
    ("crate::object", "Members"),
    ("crate::object", "Object"),
    ("crate::object", "required"),
];

/// What strings use: by their format, and by their pattern.
const TEXT: &[(&str, &str)] = &[
    ("crate::validate::table", "Format"),
    ("crate::validate::table", "Pattern"),
];

/// Every macro that is called in some tokens.
fn collect_macros(tokens: TokenStream, macros: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (token, tokens.peek()) {
            (TokenTree::Ident(name), Some(TokenTree::Punct(next))) if next.as_char() == '!' => {
                macros.insert(name.to_string());
            }
            (TokenTree::Group(group), _) => collect_macros(group.stream(), macros),
            _ => {}
        }
    }
}

/// Every word in some tokens.
fn collect_names(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => drop(names.insert(name.to_string())),
            TokenTree::Group(group) => collect_names(group.stream(), names),
            _ => {}
        }
    }
}

/// A Rust name.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The Rust type of a value, as it is written in the shapes' module.
fn rust_type(model: &Model, r#type: &Type) -> TokenStream {
    match r#type {
        Type::Text => quote!(String),
        Type::NonEmptyText => quote!(crate::NonEmptyString),
        Type::Uri => quote!(crate::Uri),
        Type::UriReference => quote!(crate::UriReference),
        Type::Timestamp => quote!(crate::Timestamp),
        Type::CustomEventType => quote!(crate::CustomEventType),
        Type::Boolean => quote!(bool),
        Type::FreeObject => quote!(crate::JsonObject),
        Type::List(items) => {
            let items = rust_type(model, items);
            quote!(Vec<#items>)
        }
        Type::Shape(id) => {
            let name = ident(&model.shape(*id).name);
            quote!(#name)
        }
        Type::Content => quote!(C),
    }
}

/// Documentation, a paragraph or more.
fn doc(text: &str) -> TokenStream {
    let lines = wrap(text);
    quote!(#(#[doc = #lines])*)
}

/// Breaks a text into lines of a doc comment. Characters that nobody sees are written as escapes: some
/// of them change the direction of what comes next, so that rustc denies them.
fn wrap(text: &str) -> Vec<String> {
    const WIDTH: usize = 90;
    let text = &print::visible(text);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.len() + word.len() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            line.push(' ');
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// A description, or where there is none, what stands for it.
fn described(description: &str, otherwise: &str) -> String {
    if description.is_empty() {
        otherwise.to_owned()
    } else {
        description.to_owned()
    }
}
