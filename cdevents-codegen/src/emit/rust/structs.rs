//! Structs, as typify prints them. No other module knows typify and schemars.
//!
//! typify gets flat definitions: every property is a `$ref` to another definition, and every
//! definition except the printed ones is replaced by an existing type. The definitions have numbered
//! names, since typify changes names, and two of them could become one. Its serde attributes and
//! impls are dropped: its `Deserialize` accepts what the schema rejects.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use schemars::schema::RootSchema;
use serde_json::{Map, Value, json};
use syn::visit_mut::VisitMut;
use syn::{Fields, Item, ItemStruct};
use typify::{TypeSpace, TypeSpaceImpl, TypeSpaceSettings};

use crate::Error;
use crate::model::{Form, Model, Type, stored};

use super::boxes::Boxes;
use super::tokens::{field_docs, ident, shape_docs};

/// Returns the definitions of a model's structs, by the number of their shape, without those whose
/// content is of any type.
pub(super) fn structs(model: &Model, boxes: &Boxes) -> Result<BTreeMap<usize, TokenStream>, Error> {
    let mut replacements = Replacements::default();
    let mut definitions = Map::new();
    for (index, shape) in model.shapes.iter().enumerate() {
        if let Some(definition) = definition(model, boxes, &shape.form, &mut replacements) {
            definitions.insert(format!("Shape{index}"), definition);
        }
    }
    let mut settings = TypeSpaceSettings::default();
    for (replacement, number) in &replacements.0 {
        let name = format!("Replaced{number}");
        settings.with_replacement(&name, replacement, std::iter::empty::<TypeSpaceImpl>());
        definitions.insert(name, json!({"type": "string"}));
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
        let Item::Struct(item) = item else {
            continue;
        };
        let Some(index) = shape_index(&item.ident.to_string()) else {
            continue;
        };
        let tokens = rename(model, index, item).ok_or_else(|| {
            failed(format!(
                "printed `{}` differently than defined",
                model.shapes[index].name
            ))
        })?;
        printed.insert(index, tokens);
    }
    for name in definitions.keys() {
        if let Some(index) = shape_index(name).filter(|index| !printed.contains_key(index)) {
            return Err(failed(format!("left out `{}`", model.shapes[index].name)));
        }
    }
    Ok(printed)
}

fn shape_index(name: &str) -> Option<usize> {
    name.strip_prefix("Shape")?.parse().ok()
}

/// The types that exist already, so that typify must not print them, each with a number.
#[derive(Default)]
struct Replacements(BTreeMap<String, usize>);

impl Replacements {
    /// The name of a type's definition.
    fn reference(&mut self, model: &Model, boxes: &Boxes, r#type: &Type) -> String {
        if let Type::Shape(id) = r#type
            && !boxes.is_boxed(r#type)
            && matches!(model.shape(*id).form, Form::Object { .. })
        {
            return format!("Shape{}", id.0);
        }
        let replacement = boxes.required(model, r#type).to_string().replace(' ', "");
        let next = self.0.len();
        format!("Replaced{}", self.0.entry(replacement).or_insert(next))
    }
}

/// The definition from which typify prints a shape. Its properties are numbered in the model's order.
fn definition(
    model: &Model,
    boxes: &Boxes,
    form: &Form,
    replacements: &mut Replacements,
) -> Option<Value> {
    let Form::Object { fields, .. } = form else {
        return None;
    };
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (index, (field, r#type)) in stored(fields).enumerate() {
        if *r#type == Type::Content {
            return None;
        }
        let name = replacements.reference(model, boxes, r#type);
        let reference = json!({"$ref": format!("#/definitions/{name}")});
        properties.insert(property(index), reference);
        if field.required {
            required.push(property(index));
        }
    }
    Some(json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    }))
}

/// The name of the property with a number.
fn property(index: usize) -> String {
    format!("property{index}")
}

/// Gives a struct the names, the descriptions and the order of the model.
fn rename(model: &Model, index: usize, item: ItemStruct) -> Option<TokenStream> {
    let shape = &model.shapes[index];
    let (Form::Object { fields, open }, Fields::Named(printed)) = (&shape.form, item.fields) else {
        return None;
    };
    let name = ident(&shape.name);
    let docs = shape_docs(shape);
    let mut names = ShapeNames(model);
    let mut types: BTreeMap<String, syn::Type> = BTreeMap::new();
    for field in printed.named {
        let mut r#type = field.ty;
        names.visit_type_mut(&mut r#type);
        types.insert(field.ident?.to_string(), r#type);
    }
    let mut printed = Vec::new();
    for (index, (field, _)) in stored(fields).enumerate() {
        let r#type = types.remove(&property(index))?;
        let docs = field_docs(field);
        let field = ident(&field.name);
        printed.push(quote!(#docs pub #field: #r#type));
    }
    if *open {
        printed.push(quote! {
            /// The properties that the schema allows without naming them.
            pub additional: crate::AdditionalProperties<Self>
        });
    }
    let default = (!stored(fields).any(|(field, _)| field.required)).then(|| quote!(, Default));
    let item = quote! {
        #docs
        #[derive(Clone, Debug #default, Eq, Hash, PartialEq)]
        pub struct #name { #(#printed,)* }
    };
    types.is_empty().then_some(item)
}

/// Replaces numbers by the names of their shapes, and shortens the paths of types in the prelude.
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
