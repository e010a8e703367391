//! Lists the generated public items, one on each line, so that changes to them are noticed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::str::FromStr;

use cdevents_codegen::Error;
use cdevents_codegen::model::{
    Event, Field, Form, Model, Release, Shape, ShapeId, Type, hidden, stored,
};

/// The path of the list in the generated crate.
pub const FILE: &str = "docs/public-items.txt";

/// The path of the newest release's module, which is meant to change.
const LATEST: &str = "latest";

/// The generated public items. The keys are an item's path and, for a field or a variant, its part of
/// it, such as `.id` or `::Success`. The values describe them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PublicItems(BTreeMap<(String, String), String>);

impl PublicItems {
    /// Lists the items that are generated from a model.
    ///
    /// # Errors
    /// Fails if two items have the same path.
    pub fn of(model: &Model) -> Result<Self, Error> {
        let mut items = Self::default();
        let listed = items.add_all(model);
        listed.map_err(|reason| Error::new(FILE, "", reason))?;
        Ok(items)
    }

    fn add_all(&mut self, model: &Model) -> Result<(), String> {
        for (index, shape) in model.shapes.iter().enumerate() {
            let is_context = model.is_context(ShapeId(index));
            self.add_shape(model, shape, is_context)?;
        }
        for release in &model.releases {
            self.add_release(model, release)?;
        }
        match model.releases.last() {
            Some(release) => self.add(LATEST, "", release.name.module()),
            None => Ok(()),
        }
    }

    fn add(&mut self, path: &str, part: &str, what: impl Into<String>) -> Result<(), String> {
        let what = what.into();
        match self.0.entry((path.to_owned(), part.to_owned())) {
            Entry::Vacant(entry) => {
                entry.insert(what);
                Ok(())
            }
            Entry::Occupied(entry) => Err(format!(
                "`{path}{part}` is defined twice: as `{}` and as `{what}`",
                entry.get()
            )),
        }
    }

    fn add_shape(&mut self, model: &Model, shape: &Shape, is_context: bool) -> Result<(), String> {
        let path = &format!("shapes::{}", shape.name);
        match &shape.form {
            Form::Object { fields, open } => {
                self.add(path, "", if *open { "open struct" } else { "struct" })?;
                let is_hidden =
                    |name: &str| is_context && hidden(fields).any(|field| field.name == name);
                let has_hidden = is_context && hidden(fields).next().is_some();
                if let Some(parameters) = parameters(model, fields).filter(|_| !has_hidden) {
                    self.add(&format!("{path}::new"), "", parameters)?;
                }
                for (field, r#type) in stored(fields) {
                    let presence = if field.required {
                        "required"
                    } else {
                        "optional"
                    };
                    if is_hidden(&field.name) {
                        self.add(&format!("{path}::{}", field.name), "", "() -> &str")?;
                    } else {
                        let what = format!("{} {presence}", r#type.rust_name(model));
                        self.add(path, &format!(".{}", field.name), what)?;
                    }
                }
            }
            Form::ClosedEnum(values) | Form::OpenEnum { values, .. } => {
                let other = match &shape.form {
                    Form::OpenEnum { other, .. } => Some(other),
                    _ => None,
                };
                self.add(path, "", other.map_or("enum", |_| "open enum"))?;
                for value in values {
                    let what = format!("{:?}", value.text);
                    self.add(path, &format!("::{}", value.name), what)?;
                }
                if let Some(other) = other {
                    self.add(path, "::Other", other.rust_name(model))?;
                }
            }
            Form::String(_) => self.add(path, "", "text")?,
            Form::Checked(_) | Form::Wrapped { .. } | Form::Choice { .. } => {
                self.add(path, "", "JSON")?;
            }
            Form::Union { alternatives, .. } => {
                self.add(path, "", "union")?;
                for alternative in alternatives {
                    let what = &model.shape(alternative.shape).name;
                    self.add(path, &format!("::{}", alternative.name), what)?;
                }
            }
        }
        Ok(())
    }

    fn add_release(&mut self, model: &Model, release: &Release) -> Result<(), String> {
        let module = &release.name.module();
        let any_event = &format!("{module}::AnyEvent");
        self.add(any_event, "", "enum")?;
        for event in release.all_events() {
            let name = &event.type_name;
            self.add(any_event, &format!("::{name}"), format!("Box<{name}>"))?;
            self.add_event(model, module, event)?;
        }
        if let Some(link) = &release.link {
            let what = &model.shape(link.shape).name;
            self.add(&format!("{module}::Link"), "", what)?;
        }
        if let Some(link) = model.embedded_link(release) {
            let what = &model.shape(link).name;
            self.add(&format!("{module}::EmbeddedLink"), "", what)?;
        }
        Ok(())
    }

    fn add_event(&mut self, model: &Model, module: &str, event: &Event) -> Result<(), String> {
        self.add(
            &format!("{module}::{}", event.type_name),
            "",
            &event.event_type,
        )?;
        let module = format!("{module}::{}", event.module_name);
        let mut add = |name: &str, what| self.add(&format!("{module}::{name}"), "", what);
        let name_of = |shape| model.shape(shape).name.clone();
        add("Context", name_of(event.context))?;
        add("Subject", name_of(event.subject))?;
        add("Content", event.content.rust_name(model))?;
        // The content has no name besides `Content`.
        let parts = event.parts.iter();
        for (name, shape) in parts.filter(|(_, shape)| Type::Shape(*shape) != event.content) {
            add(name, name_of(*shape))?;
        }
        Ok(())
    }

    /// Compares the items with those before.
    #[must_use]
    pub fn changes_since(&self, before: &Self) -> ItemChanges {
        let mut changes = ItemChanges::default();
        for (key, what) in &before.0 {
            let name = || key.0.clone() + &key.1;
            match self.0.get(key) {
                None => changes.removed.push(name()),
                Some(now) if now == what => {}
                Some(now) if key.0 == LATEST => changes.latest = Some(now.clone()),
                Some(now) => changes.changed.push((name(), what.clone(), now.clone())),
            }
        }
        for key in self.0.keys().filter(|key| !before.0.contains_key(*key)) {
            let (path, part) = key;
            let is_old_type = before.0.contains_key(&(path.clone(), String::new()));
            let added = if is_old_type {
                &mut changes.extended
            } else {
                &mut changes.added
            };
            added.push(format!("{path}{part}"));
        }
        changes
    }
}

/// Returns the parameters of `new`, if it is generated: the required fields in their order.
fn parameters(model: &Model, fields: &[Field]) -> Option<String> {
    let required = stored(fields).filter(|(field, _)| field.required);
    let parameters = required
        .map(|(field, r#type)| format!("{}: {}", field.name, r#type.rust_name(model)))
        .collect::<Vec<_>>();
    (!parameters.is_empty()).then(|| format!("({})", parameters.join(", ")))
}

/// A line for each item, and below it an indented line for each field or variant.
impl fmt::Display for PublicItems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((path, part), what) in &self.0 {
            match part.as_str() {
                "" => writeln!(formatter, "{path} = {what}")?,
                part => writeln!(formatter, "  {part} = {what}")?,
            }
        }
        Ok(())
    }
}

impl FromStr for PublicItems {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut items = Self::default();
        let mut path = "";
        let lines = text.lines().enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
            let error = |reason: String| format!("line {}: {reason}", index + 1);
            let (name, what) = line
                .split_once(" = ")
                .ok_or_else(|| error("no ` = `".to_owned()))?;
            let part = name.strip_prefix("  ");
            if part.is_none() {
                path = name;
            }
            items
                .add(path, part.unwrap_or_default(), what)
                .map_err(error)?;
        }
        Ok(items)
    }
}

/// The changes of public items.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct ItemChanges {
    /// The removed items.
    pub removed: Vec<String>,
    /// The changed items: path, before, now.
    pub changed: Vec<(String, String, String)>,
    /// The new fields and variants of existing types. They break programs that list all of them.
    pub extended: Vec<String>,
    /// The new items.
    pub added: Vec<String>,
    /// The release that `latest` is now, if that changed.
    pub latest: Option<String>,
}

impl ItemChanges {
    /// Returns whether the changes can break programs. A change of `latest` is intended.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        !(self.removed.is_empty() && self.changed.is_empty() && self.extended.is_empty())
    }
}

/// A hint at the next version.
impl fmt::Display for ItemChanges {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for path in &self.removed {
            writeln!(formatter, "removed: {path}")?;
        }
        for (path, before, now) in &self.changed {
            writeln!(formatter, "changed: {path} from {before} to {now}")?;
        }
        for path in &self.extended {
            writeln!(formatter, "extended: {path}")?;
        }
        if let Some(latest) = &self.latest {
            writeln!(formatter, "`latest` is now {latest}")?;
        }
        let added = self.added.len();
        if self.is_breaking() {
            write!(
                formatter,
                "public items: {added} added; the changes above break programs: raise the version as \
                 for a breaking change (0.x: raise x)"
            )
        } else if added > 0 || self.latest.is_some() {
            write!(
                formatter,
                "public items: {added} added, none removed or changed: raise the version as for an \
                 addition"
            )
        } else {
            write!(formatter, "public items: unchanged")
        }
    }
}
