//! The names that users of the generated crate can depend on, one a line, so that it is seen when one
//! goes away.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::{Event, FieldValue, Form, Model, Release, Shape, Type};

/// The file that lists them, below the generated crate.
pub const FILE: &str = "docs/public-items.txt";

/// The path of the newest release's module, which moves by design.
const LATEST: &str = "latest";

/// What is generated and public: by its path, what it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PublicItems(BTreeMap<String, String>);

impl PublicItems {
    /// What is generated from a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let mut items = Self::default();
        for shape in &model.shapes {
            items.shape(model, shape);
        }
        for release in &model.releases {
            items.release(model, release);
        }
        if let Some(release) = model.releases.last() {
            items.add(LATEST.to_owned(), release.name.module());
        }
        items
    }

    fn add(&mut self, path: String, what: String) {
        self.0.insert(path, what);
    }

    fn shape(&mut self, model: &Model, shape: &Shape) {
        let path = format!("shapes::{}", shape.name);
        match &shape.form {
            Form::Object { fields, open } => {
                let kind = if *open { "open struct" } else { "struct" };
                self.add(path.clone(), kind.to_owned());
                for field in fields {
                    let FieldValue::Of(r#type) = &field.value else {
                        continue;
                    };
                    let presence = if field.required {
                        "required"
                    } else {
                        "optional"
                    };
                    let what = format!("{} {presence}", type_name(model, r#type));
                    self.add(format!("{path}.{}", field.name), what);
                }
            }
            Form::ClosedEnum(values) | Form::OpenEnum { values, .. } => {
                let is_open = matches!(shape.form, Form::OpenEnum { .. });
                let kind = if is_open { "open enum" } else { "enum" };
                self.add(path.clone(), kind.to_owned());
                for value in values {
                    self.add(
                        format!("{path}::{}", value.name),
                        format!("{:?}", value.text),
                    );
                }
            }
            Form::Text(_) => self.add(path, "text".to_owned()),
            Form::Checked(_) => self.add(path, "JSON".to_owned()),
            Form::Union { alternatives, .. } => {
                self.add(path.clone(), "union".to_owned());
                for alternative in alternatives {
                    let object = &model.shape(alternative.shape).name;
                    self.add(format!("{path}::{}", alternative.name), object.clone());
                }
            }
        }
    }

    fn release(&mut self, model: &Model, release: &Release) {
        let module = release.name.module();
        for event in release.all_events() {
            self.event(model, &module, event);
        }
        if let Some(link) = &release.link {
            self.add(
                format!("{module}::Link"),
                model.shape(link.shape).name.clone(),
            );
        }
    }

    fn event(&mut self, model: &Model, module: &str, event: &Event) {
        self.add(
            format!("{module}::{}", event.type_name),
            event.event_type.clone(),
        );
        let module = format!("{module}::{}", event.module_name);
        let context = model.shape(event.context).name.clone();
        self.add(format!("{module}::Context"), context);
        let subject = model.shape(event.subject).name.clone();
        self.add(format!("{module}::Subject"), subject);
        self.add(
            format!("{module}::Content"),
            type_name(model, &event.content),
        );
        for (name, shape) in &event.parts {
            self.add(
                format!("{module}::{name}"),
                model.shape(*shape).name.clone(),
            );
        }
    }

    /// What changed since.
    #[must_use]
    pub fn changes_since(&self, before: &Self) -> ItemChanges {
        let mut changes = ItemChanges::default();
        for (path, what) in &before.0 {
            match self.0.get(path) {
                None => changes.gone.push(path.clone()),
                Some(now) if now == what => {}
                Some(now) if path == LATEST => changes.latest = Some(now.clone()),
                Some(now) => changes
                    .changed
                    .push((path.clone(), what.clone(), now.clone())),
            }
        }
        for path in self.0.keys().filter(|path| !before.0.contains_key(*path)) {
            match owner(path).filter(|owner| before.0.contains_key(*owner)) {
                Some(_) => changes.extended.push(path.clone()),
                None => changes.added.push(path.clone()),
            }
        }
        changes
    }
}

/// The type that a field or a variant is part of.
fn owner(path: &str) -> Option<&str> {
    const MODULE: &str = "shapes::";
    let name = path.strip_prefix(MODULE)?;
    let end = MODULE.len() + name.find(['.', ':'])?;
    path.get(..end)
}

fn type_name(model: &Model, r#type: &Type) -> String {
    match r#type {
        Type::Text => "String".to_owned(),
        Type::NonEmptyText => "NonEmptyString".to_owned(),
        Type::Uri => "Uri".to_owned(),
        Type::UriReference => "UriReference".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::CustomEventType => "CustomEventType".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::FreeObject => "JsonObject".to_owned(),
        Type::List(items) => format!("Vec<{}>", type_name(model, items)),
        Type::Shape(id) => model.shape(*id).name.clone(),
        Type::Content => "Content".to_owned(),
    }
}

/// A line an item, sorted.
impl fmt::Display for PublicItems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, what) in &self.0 {
            writeln!(formatter, "{path} = {what}")?;
        }
        Ok(())
    }
}

impl FromStr for PublicItems {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.starts_with('#'));
        let items = lines.map(|(index, line)| {
            let item = line.split_once(" = ");
            let (path, what) = item.ok_or_else(|| format!("line {}: has no ` = `", index + 1))?;
            Ok((path.to_owned(), what.to_owned()))
        });
        Ok(Self(items.collect::<Result<_, String>>()?))
    }
}

/// What changed among the public items.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct ItemChanges {
    /// What there is no more.
    pub gone: Vec<String>,
    /// What is something else: its path, what it was, what it is.
    pub changed: Vec<(String, String, String)>,
    /// New fields and variants of types that were there before.
    pub extended: Vec<String>,
    /// What is new, of itself or with its type.
    pub added: Vec<String>,
    /// What `latest` is now, if it was something else.
    pub latest: Option<String>,
}

impl ItemChanges {
    /// Can a program that compiled fail to, for these changes? `latest` is meant to move.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        !(self.gone.is_empty() && self.changed.is_empty() && self.extended.is_empty())
    }
}

/// The semver hint.
impl fmt::Display for ItemChanges {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for path in &self.gone {
            writeln!(formatter, "gone: {path}")?;
        }
        for (path, before, now) in &self.changed {
            writeln!(formatter, "changed: {path} is {now}, was {before}")?;
        }
        for path in &self.extended {
            writeln!(formatter, "new part: {path}")?;
        }
        if let Some(latest) = &self.latest {
            writeln!(formatter, "`latest` is {latest} now")?;
        }
        let added = self.added.len();
        if self.is_breaking() {
            write!(
                formatter,
                "public names: {added} new; the above break programs that use them: raise the version \
                 as for a breaking change (0.x: the x)"
            )
        } else if added > 0 || self.latest.is_some() {
            write!(
                formatter,
                "public names: {added} new, none gone or changed: raise the version as for an addition"
            )
        } else {
            write!(formatter, "public names: as they were")
        }
    }
}
