//! The names that users of the generated crate can depend on, one a line, so that it is seen when one
//! goes away.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::str::FromStr;

use cdevents_codegen::Error;
use cdevents_codegen::model::{
    Event, Field, Form, Model, Release, Shape, ShapeId, Type, hidden, stored,
};

/// The file that lists them, below the generated crate.
pub const FILE: &str = "docs/public-items.txt";

/// The path of the newest release's module, which moves by design.
const LATEST: &str = "latest";

/// The enum of a release's events, which programs may match exhaustively.
const ANY_EVENT: &str = "AnyEvent";

/// The end of the path of a struct's constructor.
const NEW: &str = "::new";

/// What is generated and public: by its path, what it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PublicItems(BTreeMap<String, String>);

impl PublicItems {
    /// What is generated from a model.
    ///
    /// # Errors
    /// Where two items have the same path.
    pub fn of(model: &Model) -> Result<Self, Error> {
        let mut all = Vec::new();
        for (index, shape) in model.shapes.iter().enumerate() {
            let is_context = model.is_context(ShapeId(index));
            shape_items(&mut all, model, shape, is_context);
        }
        for release in &model.releases {
            release_items(&mut all, model, release);
        }
        if let Some(release) = model.releases.last() {
            all.push((LATEST.to_owned(), release.name.module()));
        }
        let mut items = Self::default();
        for (path, what) in all {
            let added = items.add(path, what);
            added.map_err(|reason| Error::new(FILE, "", reason))?;
        }
        Ok(items)
    }

    /// Of two that have one path, one would go unseen.
    fn add(&mut self, path: String, what: String) -> Result<(), String> {
        match self.0.entry(path) {
            Entry::Vacant(entry) => {
                entry.insert(what);
                Ok(())
            }
            Entry::Occupied(entry) => Err(format!(
                "`{}` is there twice: as `{}`, and as `{what}`",
                entry.key(),
                entry.get()
            )),
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

/// The type that breaks programs if a field or a variant is added to it. A function breaks none.
fn owner(path: &str) -> Option<&str> {
    if path.ends_with(NEW) {
        return None;
    }
    let names = path.match_indices("::").map(|(index, _)| index);
    let (parent, _) = match path.rsplit_once('.') {
        Some(field) => field,
        None => path.split_at(names.last()?),
    };
    let is_type = parent.starts_with("shapes::")
        || parent
            .split_once("::")
            .is_some_and(|(_, name)| name == ANY_EVENT);
    is_type.then_some(parent)
}

/// Paths, and what is there.
type Items = Vec<(String, String)>;

fn shape_items(items: &mut Items, model: &Model, shape: &Shape, is_context: bool) {
    let path = format!("shapes::{}", shape.name);
    let mut add = |path: String, what: String| items.push((path, what));
    match &shape.form {
        Form::Object { fields, open } => {
            let kind = if *open { "open struct" } else { "struct" };
            add(path.clone(), kind.to_owned());
            let is_hidden =
                |name: &str| is_context && hidden(fields).any(|field| field.name == name);
            let has_hidden = is_context && hidden(fields).next().is_some();
            if let Some(parameters) = parameters(model, fields).filter(|_| !has_hidden) {
                add(format!("{path}{NEW}"), parameters);
            }
            for (field, r#type) in stored(fields) {
                let presence = if field.required {
                    "required"
                } else {
                    "optional"
                };
                if is_hidden(&field.name) {
                    add(format!("{path}::{}", field.name), "() -> &str".to_owned());
                    continue;
                }
                let what = format!("{} {presence}", r#type.rust_name(model));
                add(format!("{path}.{}", field.name), what);
            }
        }
        Form::ClosedEnum(values) | Form::OpenEnum { values, .. } => {
            let other = match &shape.form {
                Form::OpenEnum { other, .. } => Some(other),
                _ => None,
            };
            let kind = other.map_or("enum", |_| "open enum");
            add(path.clone(), kind.to_owned());
            for value in values {
                add(
                    format!("{path}::{}", value.name),
                    format!("{:?}", value.text),
                );
            }
            if let Some(other) = other {
                add(format!("{path}::Other"), other.rust_name(model));
            }
        }
        Form::Text(_) => add(path, "text".to_owned()),
        Form::Checked(_) => add(path, "JSON".to_owned()),
        Form::Union { alternatives, .. } => {
            add(path.clone(), "union".to_owned());
            for alternative in alternatives {
                let object = &model.shape(alternative.shape).name;
                add(format!("{path}::{}", alternative.name), object.clone());
            }
        }
    }
}

/// What `new` takes, where there is one: what is required, in the fields' order.
fn parameters(model: &Model, fields: &[Field]) -> Option<String> {
    let required = stored(fields).filter(|(field, _)| field.required);
    let parameters = required
        .map(|(field, r#type)| format!("{}: {}", field.name, r#type.rust_name(model)))
        .collect::<Vec<_>>();
    (!parameters.is_empty()).then(|| format!("({})", parameters.join(", ")))
}

fn release_items(items: &mut Items, model: &Model, release: &Release) {
    let module = release.name.module();
    let any_event = format!("{module}::{ANY_EVENT}");
    items.push((any_event.clone(), "enum".to_owned()));
    for event in release.all_events() {
        let variant = format!("{any_event}::{}", event.type_name);
        items.push((variant, format!("Box<{}>", event.type_name)));
        event_items(items, model, &module, event);
    }
    if let Some(link) = &release.link {
        let shape = &model.shape(link.shape).name;
        items.push((format!("{module}::Link"), shape.clone()));
    }
    if let Some(link) = release.embedded_link(model) {
        let shape = &model.shape(link).name;
        items.push((format!("{module}::EmbeddedLink"), shape.clone()));
    }
}

fn event_items(items: &mut Items, model: &Model, module: &str, event: &Event) {
    let mut add = |path: String, what: String| items.push((path, what));
    add(
        format!("{module}::{}", event.type_name),
        event.event_type.clone(),
    );
    let module = format!("{module}::{}", event.module_name);
    let context = model.shape(event.context).name.clone();
    add(format!("{module}::Context"), context);
    let subject = model.shape(event.subject).name.clone();
    add(format!("{module}::Subject"), subject);
    add(format!("{module}::Content"), event.content.rust_name(model));
    // The content is `Content`, and has no other name.
    let parts = event.parts.iter();
    for (name, shape) in parts.filter(|(_, shape)| Type::Shape(*shape) != event.content) {
        add(
            format!("{module}::{name}"),
            model.shape(*shape).name.clone(),
        );
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
        let mut items = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let item = line.split_once(" = ").ok_or("has no ` = `".to_owned());
            let added = item.and_then(|(path, what)| items.add(path.to_owned(), what.to_owned()));
            added.map_err(|reason| format!("line {}: {reason}", index + 1))?;
        }
        Ok(items)
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
    /// New fields and variants of types that were there before. A program that names all of them,
    /// as one can of a struct and of an enum that is exhaustive, doesn't compile any more.
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
