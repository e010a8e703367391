//! The types that events are made of.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::boxes::Boxes;
use super::tokens::ident;
use super::{checked, enums, objects, types, unions};
use crate::Error;
use crate::model::{FieldValue, Form, Model, Release, ShapeId, Type};

/// The types that events are made of.
pub(crate) fn shapes(model: &Model) -> Result<TokenStream, Error> {
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
pub(crate) fn shape_items(model: &Model) -> Result<TokenStream, Error> {
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
        ("crate::custom::checked", &["checked_json", "checked_text"]),
        ("crate::event::traits", &["context", "subject"]),
        ("crate::event::link", &["link_types"]),
        (
            "crate::event::object",
            &["additional_members", "member", "members", "object"],
        ),
        ("crate::value::scalar", &["open_enum", "text_enum"]),
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
    "crate::custom::checked",
    "crate::event::traits",
    "crate::event::link",
    "crate::event::object",
    "crate::value::scalar",
    "crate::validate::table",
];

/// What unions use: the first where an alternative has a member that another one lacks.
const UNION: &[(&str, &str)] = &[
    ("crate::event::object", "absent"),
    ("serde::de", "MapAccess"),
    ("serde::ser", "SerializeMap"),
    ("crate::event::object", "Members"),
    ("crate::event::object", "Object"),
    ("crate::event::object", "required"),
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
