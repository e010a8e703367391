//! Structs and closed enums, as typify prints them. This module alone knows typify and schemars.
//!
//! typify gets flat definitions: every member is a `$ref` to another definition, and every
//! definition but the printed ones is replaced with a type that exists. Its names, its serde
//! attributes and its impls are left out: names are made in one place only, and its `Deserialize`
//! lets through what the schema rejects.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use schemars::schema::RootSchema;
use serde_json::{Map, Value, json};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Fields, Item, ItemEnum, ItemStruct};
use typify::{TypeSpace, TypeSpaceImpl, TypeSpaceSettings};

use crate::Error;
use crate::model::{EnumValue, Form, Model, Type, stored};

use super::{described, doc, ident, rust_type};

/// The structs and closed enums of a model, by the numbers of their shapes.
pub(super) fn print(model: &Model) -> Result<BTreeMap<usize, TokenStream>, Error> {
    let mut replacements = BTreeMap::new();
    let mut definitions = Map::new();
    for (index, shape) in model.shapes.iter().enumerate() {
        if let Some(definition) = definition(model, &shape.form, &mut replacements) {
            definitions.insert(format!("Shape{index}"), definition);
        }
    }
    let mut settings = TypeSpaceSettings::default();
    for (name, replacement) in &replacements {
        settings.with_replacement(name, replacement, std::iter::empty::<TypeSpaceImpl>());
        definitions.insert(name.clone(), json!({"type": "string"}));
    }
    let failed = |error: String| Error::new("typify", "", error);
    let root: RootSchema = serde_json::from_value(json!({"definitions": definitions}))
        .map_err(|error| failed(error.to_string()))?;
    let mut types = TypeSpace::new(&settings);
    types
        .add_ref_types(root.definitions)
        .map_err(|error| failed(error.to_string()))?;
    let file: syn::File =
        syn::parse2(types.to_stream()).map_err(|error| failed(error.to_string()))?;
    let mut printed = BTreeMap::new();
    for item in file.items {
        let name = match &item {
            Item::Struct(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            _ => continue,
        };
        let Some(index) = shape_index(&name.to_string()) else {
            continue;
        };
        let tokens = rename(model, index, item).ok_or_else(|| {
            failed(format!(
                "printed {} otherwise than asked",
                model.shapes[index].name
            ))
        })?;
        printed.insert(index, tokens);
    }
    for name in definitions.keys() {
        if let Some(index) = shape_index(name).filter(|index| !printed.contains_key(index)) {
            return Err(failed(format!("left out {}", model.shapes[index].name)));
        }
    }
    Ok(printed)
}

fn shape_index(name: &str) -> Option<usize> {
    name.strip_prefix("Shape")?.parse().ok()
}

/// The definition that makes typify print a shape, where typify is to print it.
fn definition(
    model: &Model,
    form: &Form,
    replacements: &mut BTreeMap<String, String>,
) -> Option<Value> {
    match form {
        Form::ClosedEnum(values) => {
            let texts: Vec<_> = values.iter().map(|value| &value.text).collect();
            Some(json!({"type": "string", "enum": texts}))
        }
        Form::Object { fields, .. } => {
            let mut properties = Map::new();
            let mut required = Vec::new();
            for (field, r#type) in stored(fields) {
                if *r#type == Type::Content {
                    return None;
                }
                let name = reference(model, r#type, replacements);
                let reference = json!({"$ref": format!("#/definitions/{name}")});
                properties.insert(field.key.clone(), reference);
                if field.required {
                    required.push(&field.key);
                }
            }
            Some(json!({
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            }))
        }
        Form::Text(_) | Form::Checked(_) | Form::OpenEnum { .. } | Form::Union { .. } => None,
    }
}

/// The name of the definition of a type; of one that typify isn't to print, with what replaces it.
fn reference(model: &Model, r#type: &Type, replacements: &mut BTreeMap<String, String>) -> String {
    if let Type::Shape(id) = r#type
        && matches!(
            model.shape(*id).form,
            Form::ClosedEnum(_) | Form::Object { .. }
        )
    {
        return format!("Shape{}", id.0);
    }
    let replacement = rust_type(model, r#type).to_string().replace(' ', "");
    let name: String = replacement
        .split(|it: char| !it.is_alphanumeric())
        .collect();
    let name = format!("Replaced{name}");
    replacements.insert(name.clone(), replacement);
    name
}

/// Gives an item the names, the words and the order of the model.
fn rename(model: &Model, index: usize, item: Item) -> Option<TokenStream> {
    let shape = &model.shapes[index];
    let name = ident(&shape.name);
    let docs = doc(&described(
        &shape.description,
        &format!("`{}`", shape.origin),
    ));
    let mut names = ShapeNames(model);
    match (item, &shape.form) {
        (
            Item::Struct(ItemStruct {
                fields: printed, ..
            }),
            Form::Object { fields, open },
        ) => {
            let Fields::Named(printed) = printed else {
                return None;
            };
            let mut types: BTreeMap<String, syn::Type> = BTreeMap::new();
            for field in printed.named {
                let mut r#type = field.ty;
                names.visit_type_mut(&mut r#type);
                let key = renamed_from(&field.attrs).or(field.ident.map(|it| it.to_string()))?;
                types.insert(key, r#type);
            }
            let mut members = Vec::new();
            for (field, _) in stored(fields) {
                let r#type = types.remove(&field.key)?;
                let docs = doc(&described(&field.description, &format!("`{}`.", field.key)));
                let field = ident(&field.name);
                members.push(quote!(#docs pub #field: #r#type));
            }
            if *open {
                members.push(quote!(additional: crate::AdditionalMembers));
            }
            let default =
                (!stored(fields).any(|(field, _)| field.required)).then(|| quote!(, Default));
            let item = quote! {
                #docs
                #[derive(Clone, Debug #default, Eq, PartialEq)]
                pub struct #name { #(#members,)* }
            };
            types.is_empty().then_some(item)
        }
        (Item::Enum(ItemEnum { variants, .. }), Form::ClosedEnum(values)) => {
            let same = variants.len() == values.len()
                && variants.iter().all(|variant| variant.fields.is_empty());
            let members = values.iter().map(variant);
            let item = quote! {
                #docs
                #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
                pub enum #name { #(#members,)* }
            };
            same.then_some(item)
        }
        _ => None,
    }
}

/// A variant without data.
pub(super) fn variant(value: &EnumValue) -> TokenStream {
    let docs = doc(&format!("`{}`.", value.text));
    let name = ident(&value.name);
    quote!(#docs #name)
}

/// The JSON key behind `#[serde(rename = "…")]`.
fn renamed_from(attributes: &[Attribute]) -> Option<String> {
    let mut key = None;
    for attribute in attributes.iter().filter(|it| it.path().is_ident("serde")) {
        // Whatever else the attribute says is of no interest here.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                key = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if let Ok(value) = meta.value() {
                value.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    key
}

/// Puts the shapes' names in place of their numbers, and shortens what the prelude has.
struct ShapeNames<'a>(&'a Model);

impl VisitMut for ShapeNames<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        syn::visit_mut::visit_path_mut(self, path);
        let text = path.to_token_stream().to_string().replace(' ', "");
        if let Some(index) = shape_index(&text) {
            *path = ident(&self.0.shapes[index].name).into();
        } else if (text.starts_with("::std::option::Option") || text == "::std::string::String")
            && let Some(last) = path.segments.pop()
        {
            *path = last.into();
        }
    }
}
