//! Writes the Rust that builds an event: the minimal example, and one or two optional properties.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use proc_macro2::Literal;

use crate::Error;
use crate::emit::print;
use crate::model::{Event, Field, Form, Json, Model, Release, ShapeId, Type, stored};

use super::make::{complete, minimal};

/// The most optional properties that an example sets.
const MAX_OPTIONAL: usize = 2;

/// The start of a function with an example, before and after formatting.
const FUNCTION: &str = "fn example() {\n";

/// The Rust that builds an event: the body of a function with boxed errors.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RustExample {
    /// The line that imports the event's type and module. Only this line names the release.
    pub import: String,
    /// The other imports, an empty line, and the formatted statements.
    pub body: String,
}

impl fmt::Display for RustExample {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.import, self.body)
    }
}

/// Returns the Rust that builds an event with the values of the minimal example, and one or two
/// optional properties of the complete one. It ends with the event's JSON.
///
/// # Errors
/// Fails like [`minimal`](super::minimal), and if rustfmt fails.
pub fn rust(model: &Model, release: &Release, event: &Event) -> Result<RustExample, Error> {
    let bodies = formatted(&[unformatted(model, release, event)?])?;
    let import = import(release, event);
    let body = bodies.into_iter().next().unwrap_or_default();
    Ok(RustExample { import, body })
}

/// Returns the Rust for every event of every release, by the `$id` of the event's schema. Faster than
/// [`rust`] for each.
///
/// # Errors
/// See [`rust`].
pub fn rust_of_all(model: &Model) -> Result<BTreeMap<String, RustExample>, Error> {
    let (mut events, mut bodies) = (Vec::new(), Vec::new());
    for release in &model.releases {
        for event in release.all_events() {
            events.push((event.schema_id.clone(), import(release, event)));
            bodies.push(unformatted(model, release, event)?);
        }
    }
    let examples = events.into_iter().zip(formatted(&bodies)?);
    let examples = examples.map(|((id, import), body)| (id, RustExample { import, body }));
    Ok(examples.collect())
}

/// Returns the line that imports the type and the module of an event.
fn import(release: &Release, event: &Event) -> String {
    let (release, name, module) = (release.name.module(), &event.type_name, &event.module_name);
    format!("use cdevents_generated::{release}::{{{name}, {module}}};\n")
}

/// Formats the bodies of functions with one call of rustfmt.
fn formatted(bodies: &[String]) -> Result<Vec<String>, Error> {
    let functions = bodies.iter().map(|body| format!("{FUNCTION}{body}}}\n"));
    let text = print::rustfmt("an example", &functions.collect::<String>())?;
    let bodies = text.split(FUNCTION).skip(1).map(|function| {
        let body = function.trim_end().strip_suffix('}').unwrap_or(function);
        let lines = body.split_inclusive('\n');
        let body: String = lines
            .map(|line| line.strip_prefix("    ").unwrap_or(line))
            .collect();
        // An empty line separates the imports from the statements.
        let empty_line = if body.starts_with("use ") { "" } else { "\n" };
        format!("{empty_line}{body}")
    });
    Ok(bodies.collect())
}

fn unformatted(model: &Model, release: &Release, event: &Event) -> Result<String, Error> {
    let minimal = minimal(model, release, event)?;
    let complete = complete(model, release, event)?;
    let mut writer = Writer {
        model,
        event,
        statements: Vec::new(),
        variables: ["content", "event", "json", "source"]
            .map(str::to_owned)
            .into(),
        imports: BTreeSet::new(),
    };
    writer.event(&minimal, &complete);
    Ok(writer.finish())
}

/// What an example imports besides the event's type and module.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Import {
    Json,
    JsonObject,
    JsonMacro,
}

/// Writes one example.
struct Writer<'a> {
    model: &'a Model,
    event: &'a Event,
    statements: Vec<String>,
    variables: BTreeSet<String>,
    imports: BTreeSet<Import>,
}

impl<'a> Writer<'a> {
    fn event(&mut self, minimal: &Json, complete: &Json) {
        let type_name = &self.event.type_name;
        let at = |json: &Json, path: [&str; 2]| {
            let value = json.get(path[0]).and_then(|value| value.get(path[1]));
            value.cloned().unwrap_or(Json::Null)
        };
        let source = at(minimal, ["context", "source"]);
        let source = self.value(&self.type_of(self.event.context, "source"), &source);
        // The minimal example of a free content is an empty object.
        let content = match self.event.content {
            Type::FreeObject => at(complete, ["subject", "content"]),
            _ => at(minimal, ["subject", "content"]),
        };
        let content = self.value(&self.event.content.clone(), &content);
        let optional = self.optional(complete.get("subject").unwrap_or(&Json::Null));
        self.statements.push(format!("let source = {source};"));
        self.statements.push(format!("let content = {content};"));
        let mutable = if optional.is_empty() { "" } else { "mut " };
        let event = if self.event.is_custom() {
            let event_type = at(minimal, ["context", "type"]);
            let event_type = self.value(&self.type_of(self.event.context, "type"), &event_type);
            let known = |key: &str| (key == "content").then(|| "content.into()".to_owned());
            let subject = minimal.get("subject").unwrap_or(&Json::Null);
            let arguments = self.arguments(self.event.subject, subject, &known);
            let subject = self.in_module("Subject");
            self.statements
                .push(format!("let subject = {subject}::new({arguments});"));
            format!("event: {type_name} = {type_name}::of_type({event_type}, source, subject)")
        } else {
            let id = literal(&at(minimal, ["subject", "id"]));
            format!("event = {type_name}::new(source, {id}.parse()?, content)")
        };
        self.statements.push(format!("let {mutable}{event};"));
        self.statements.extend(optional);
        self.statements
            .push("let json = event.to_json();".to_owned());
    }

    /// Returns the type of a context's property.
    fn type_of(&self, shape: ShapeId, key: &str) -> Type {
        let mut fields = stored(self.model.shape(shape).form.fields());
        let field = fields.find(|(field, _)| field.key == key);
        field.map_or(Type::String, |(_, r#type)| r#type.clone())
    }

    /// Returns statements that set one or two optional properties, of the content or else of the subject.
    fn optional(&mut self, subject: &Json) -> Vec<String> {
        let of_content = match self.event.content {
            Type::Shape(id) => self.optional_of(id, subject.get("content")),
            _ => Vec::new(),
        };
        let (path, mut fields) = if of_content.is_empty() {
            let of_subject = self.optional_of(self.event.subject, Some(subject));
            ("subject", of_subject)
        } else {
            ("subject.content", of_content)
        };
        // Empty objects show little, so they come last.
        fields.sort_by_key(|(_, r#type, _)| self.is_empty_object(r#type));
        fields.truncate(MAX_OPTIONAL);
        let statements = fields.into_iter().map(|(field, r#type, value)| {
            let value = self.value(r#type, &value);
            format!("event.{path}.{} = Some({value});", field.name)
        });
        statements.collect()
    }

    /// Returns the optional properties of an object, with their types and values.
    fn optional_of(
        &self,
        id: ShapeId,
        complete: Option<&Json>,
    ) -> Vec<(&'a Field, &'a Type, Json)> {
        let model: &'a Model = self.model;
        let fields = stored(model.shape(id).form.fields());
        // The type of a subject follows from the event.
        let is_known = |key: &str| id == self.event.subject && key == "type";
        let fields = fields.filter(|(field, _)| !field.required && !is_known(&field.key));
        let with_value = |(field, r#type): (&'a Field, &'a Type)| {
            let value = complete?.get(&field.key)?;
            Some((field, r#type, value.clone()))
        };
        fields.filter_map(with_value).collect()
    }

    fn is_empty_object(&self, r#type: &Type) -> bool {
        let is_object = |id: ShapeId| matches!(self.model.shape(id).form, Form::Object { .. });
        matches!(r#type, Type::Shape(id) if is_object(*id)) && !self.has_constructor(r#type)
    }

    /// Returns whether values of a type are built by a constructor with arguments.
    fn has_constructor(&self, r#type: &Type) -> bool {
        match r#type {
            Type::List(items) => self.has_constructor(items),
            Type::Shape(id) => {
                let form = &self.model.shape(*id).form;
                let mut alternatives = form.alternatives().iter();
                required(form).next().is_some()
                    || alternatives.any(|kind| self.has_constructor(&Type::Shape(kind.shape)))
            }
            _ => false,
        }
    }

    /// Returns the expression for a value. Objects within others become variables.
    fn value(&mut self, r#type: &Type, json: &Json) -> String {
        match r#type {
            Type::String => format!("{}.to_owned()", literal(json)),
            Type::Boolean => format!("{json}"),
            Type::FreeObject => {
                self.imports.insert(Import::JsonObject);
                if *json == Json::Object(Vec::new()) {
                    return "JsonObject::default()".to_owned();
                }
                format!("JsonObject::try_from(&{})?", self.json_macro(json))
            }
            Type::List(items) => {
                let values = match json {
                    Json::List(values) => values.as_slice(),
                    _ => &[],
                };
                let values: Vec<_> = values
                    .iter()
                    .map(|value| self.value(items, value))
                    .collect();
                format!("vec![{}]", values.join(", "))
            }
            Type::Shape(id) => self.shape(*id, json),
            _ => format!("{}.parse()?", literal(json)),
        }
    }

    fn json_macro(&mut self, json: &Json) -> String {
        self.imports.insert(Import::JsonMacro);
        format!("json!({json:#})")
    }

    fn shape(&mut self, id: ShapeId, json: &Json) -> String {
        let model = self.model;
        match &model.shape(id).form {
            form @ Form::Object { .. } if required(form).next().is_none() => {
                format!("{}::default()", self.path(id))
            }
            Form::Object { .. } => {
                let arguments = self.arguments(id, json, &|_| None);
                format!("{}::new({arguments})", self.path(id))
            }
            Form::ClosedEnum(values) | Form::OpenEnum { values, .. } => {
                let mut values = values.iter();
                let value = values.find(|value| Some(value.text.as_str()) == json.as_text());
                match value {
                    Some(value) => format!("{}::{}", self.path(id), value.name),
                    None => format!("{}.parse()?", literal(json)),
                }
            }
            Form::String(_) => format!("{}.parse()?", literal(json)),
            Form::Wrapped { .. } | Form::Choice { .. } => {
                let json = self.json_macro(json);
                format!("serde_json::from_value::<{}>({json})?", self.path(id))
            }
            Form::Checked(_) => {
                self.imports.insert(Import::Json);
                let json = self.json_macro(json);
                format!("{}::try_from(Json::try_from(&{json})?)?", self.path(id))
            }
            Form::Union { tag, alternatives } => {
                let tag = json.get(tag).and_then(Json::as_text);
                let mut alternatives = alternatives.iter();
                let found = alternatives.find(|kind| Some(kind.tag.as_str()) == tag);
                let object = found.map(|kind| self.shape(kind.shape, json));
                format!("{}::from({})", self.path(id), object.unwrap_or_default())
            }
        }
    }

    /// Returns the arguments of an object's constructor. `known` returns those that are already written.
    fn arguments(
        &mut self,
        id: ShapeId,
        json: &Json,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> String {
        let mut arguments = Vec::new();
        let model = self.model;
        for (field, r#type) in required(&model.shape(id).form) {
            let value = match (known(&field.key), json.get(&field.key)) {
                (Some(value), _) => value,
                (None, Some(value)) => self.value(r#type, value),
                (None, None) => continue,
            };
            if self.has_constructor(r#type) && self.variables.insert(field.name.clone()) {
                self.statements
                    .push(format!("let {} = {value};", field.name));
                arguments.push(field.name.clone());
            } else {
                arguments.push(value);
            }
        }
        arguments.join(", ")
    }

    /// Returns the path of a shape's type: in the event's module, or else among all shapes.
    fn path(&self, id: ShapeId) -> String {
        if self.event.content == Type::Shape(id) {
            return self.in_module("Content");
        }
        match self.event.parts.iter().find(|(_, part)| *part == id) {
            Some((name, _)) => self.in_module(name),
            None => format!("cdevents_generated::shapes::{}", self.model.shape(id).name),
        }
    }

    fn in_module(&self, name: &str) -> String {
        format!("{}::{name}", self.event.module_name)
    }

    /// Returns the imports and the statements.
    fn finish(&self) -> String {
        let has = |import| self.imports.contains(&import);
        let types = match (has(Import::Json), has(Import::JsonObject)) {
            (false, false) => "",
            (true, false) => "use cdevents_generated::Json;\n",
            (false, true) => "use cdevents_generated::JsonObject;\n",
            (true, true) => "use cdevents_generated::{Json, JsonObject};\n",
        };
        let json = if has(Import::JsonMacro) {
            "use serde_json::json;\n"
        } else {
            ""
        };
        format!("{types}{json}\n{}\n", self.statements.join("\n"))
    }
}

/// Returns the properties that an object's constructor takes, in its order.
fn required(form: &Form) -> impl Iterator<Item = (&Field, &Type)> {
    stored(form.fields()).filter(|(field, _)| field.required)
}

/// Returns a string as a Rust literal.
fn literal(json: &Json) -> String {
    Literal::string(json.as_text().unwrap_or_default()).to_string()
}
