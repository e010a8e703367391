//! The properties of an event that flags can set, by its schema.

use std::collections::BTreeSet;

use serde_json::Value;

use super::names;
use super::options::OPTION_NAMES;
use super::source::Source;
use super::values;

/// A property that is not an object with known properties of its own.
pub(super) struct Property {
    /// The keys from the event to the property.
    pub(super) path: Vec<String>,
    pub(super) schema: Value,
    /// Whether every event has it.
    pub(super) is_required: bool,
    /// The flag without `--`.
    pub(super) flag: String,
    /// Another name of the flag: `environment-id` beside `environment`.
    pub(super) alias: Option<String>,
}

/// The properties of an event.
pub(super) struct Properties(Vec<Property>);

impl Properties {
    pub(super) fn of(source: &Source) -> Self {
        let mut properties = Vec::new();
        collect(&source.schema, &[], true, &mut properties);
        name(&mut properties);
        Self(properties)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Property> {
        self.0.iter()
    }

    pub(super) fn get(&self, path: &[String]) -> Option<&Property> {
        self.0.iter().find(|property| property.path == path)
    }

    /// Returns how the command line sets a property.
    pub(super) fn flag(&self, path: &[String]) -> String {
        match self.get(path) {
            Some(property) => format!("--{}", property.flag),
            None => format!("--set {}=…", names::pointer(path)),
        }
    }

    /// Returns the value of a text at a path. Without a schema for it, it is JSON or a string.
    pub(super) fn value_at(&self, path: &[String], text: &str) -> Result<Value, String> {
        match self.get(path) {
            Some(property) if !property.is_list() => property.value(&[text]),
            _ => Ok(values::free(text)),
        }
    }
}

impl Property {
    /// Returns whether the property is an array, so that its flag can be repeated.
    pub(super) fn is_list(&self) -> bool {
        self.schema["type"] == "array"
    }

    /// Returns the schema of a value that the flag takes.
    pub(super) fn value_schema(&self) -> &Value {
        if self.is_list() {
            &self.schema["items"]
        } else {
            &self.schema
        }
    }

    /// Returns the value for what the command line says.
    pub(super) fn value(&self, texts: &[&str]) -> Result<Value, String> {
        let value = |text: &&str| {
            let value = if self.path == ["customData"] {
                values::custom_data(text)
            } else {
                values::typed(self.value_schema(), text)
            };
            value.map_err(|error| format!("--{}: {error}", self.flag))
        };
        if self.is_list() {
            return texts.iter().map(value).collect();
        }
        texts.last().map_or(Ok(Value::Null), value)
    }
}

/// Adds the properties of an object. Those with a single possible value need no flag.
fn collect(schema: &Value, path: &[String], is_required: bool, properties: &mut Vec<Property>) {
    let required = &schema["required"];
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = [path, std::slice::from_ref(key)].concat();
        let is_required = is_required && contains(required, key);
        let has_properties = property["properties"].is_object();
        if has_properties {
            collect(property, &path, is_required, properties);
        } else if values::fixed(property).is_none() && !is_set_by_other_means(&path) {
            properties.push(Property {
                path,
                schema: property.clone(),
                is_required,
                flag: String::new(),
                alias: None,
            });
        }
    }
}

pub(super) fn contains(array: &Value, text: &str) -> bool {
    array
        .as_array()
        .is_some_and(|items| items.iter().any(|item| item == text))
}

/// Returns whether the event, the release or `--chain-of` decides on a property.
fn is_set_by_other_means(path: &[String]) -> bool {
    const NAMES: [&str; 4] = ["type", "specversion", "version", "links"];
    matches!(path, [section, key] if section == "context" && NAMES.contains(&key.as_str()))
}

/// Orders the properties as the help lists them, and gives each its flag. The first property with a
/// name has it: the context before the content.
fn name(properties: &mut [Property]) {
    properties.sort_by_key(|property| {
        let is_content = property.path.iter().any(|key| key == "content");
        (is_content, !property.is_required)
    });
    let mut taken: BTreeSet<_> = OPTION_NAMES.iter().map(|name| (*name).to_owned()).collect();
    for property in &mut *properties {
        property.flag = names::flag(&property.path);
        if !taken.insert(property.flag.clone()) {
            property.flag = format!("content-{}", property.flag);
            taken.insert(property.flag.clone());
        }
    }
    // An ID goes by the name of what it identifies.
    for property in properties
        .iter_mut()
        .filter(|property| property.path[0] != "context")
    {
        let short = property.flag.strip_suffix("-id").map(ToOwned::to_owned);
        if let Some(short) = short.filter(|short| taken.insert(short.clone())) {
            property.alias = Some(std::mem::replace(&mut property.flag, short));
        }
    }
}
