//! How an event is built in Rust: the minimal example, and a member or two beyond it.

use std::collections::BTreeMap;

use proc_macro2::Literal;

use crate::Error;
use crate::emit::print;
use crate::model::{Event, Field, FieldValue, Form, Model, Release, ShapeId, Type};

use super::{Json, complete, minimal};

/// The members beyond the required ones that an example shows at most.
const SHOWN: usize = 2;

/// How an event is built in Rust, with the values of the minimal example, and of the complete one
/// for a member or two beyond it. It is the body of a function whose errors are boxed, formatted as
/// rustfmt has it, and ends in the event's JSON.
///
/// # Errors
/// See [`minimal`]; and where rustfmt fails.
pub fn rust(model: &Model, release: &Release, event: &Event) -> Result<String, Error> {
    let mut texts = formatted(&[unformatted(model, release, event)?])?;
    Ok(texts.pop().unwrap_or_default())
}

/// What [`rust`] makes for every event of every release, by the `$id` of the event's schema, in a
/// fraction of the time.
///
/// # Errors
/// See [`rust`].
pub fn rust_of_all(model: &Model) -> Result<BTreeMap<String, String>, Error> {
    let (mut ids, mut bodies) = (Vec::new(), Vec::new());
    for release in &model.releases {
        for event in release.all_events() {
            ids.push(event.schema_id.clone());
            bodies.push(unformatted(model, release, event)?);
        }
    }
    Ok(ids.into_iter().zip(formatted(&bodies)?).collect())
}

/// Formats bodies of functions, all at once.
fn formatted(bodies: &[String]) -> Result<Vec<String>, Error> {
    let functions = bodies
        .iter()
        .map(|body| format!("fn example() {{\n{body}}}\n"));
    let text = print::rustfmt("an example", &functions.collect::<String>())?;
    let mut texts = Vec::new();
    for line in text.lines() {
        match line {
            "fn example() {" => texts.push(String::new()),
            "}" => {}
            line => {
                if let Some(text) = texts.last_mut() {
                    text.push_str(line.strip_prefix("    ").unwrap_or(line));
                    text.push('\n');
                }
            }
        }
    }
    Ok(texts)
}

fn unformatted(model: &Model, release: &Release, event: &Event) -> Result<String, Error> {
    let (minimal, complete) = (
        minimal(model, release, event)?,
        complete(model, release, event)?,
    );
    let mut writer = Writer {
        model,
        event,
        statements: Vec::new(),
        names: ["content", "event", "json", "source"]
            .map(str::to_owned)
            .into(),
    };
    writer.event(&minimal, &complete);
    Ok(writer.with_uses(release))
}

/// Writes one example.
struct Writer<'a> {
    model: &'a Model,
    event: &'a Event,
    statements: Vec<String>,
    /// The names of the variables, each of which is there once.
    names: Vec<String>,
}

impl Writer<'_> {
    fn event(&mut self, minimal: &Json, complete: &Json) {
        let (type_name, module) = (&self.event.type_name, &self.event.module_name);
        let within = |json: &Json, way: &[&str]| {
            let found = way.iter().try_fold(json, |json, key| json.get(key));
            found.cloned().unwrap_or(Json::Null)
        };
        let source_type = self.field_type(self.event.context, "source");
        let source = self.value(&source_type, &within(minimal, &["context", "source"]));
        let id = text(&within(minimal, &["subject", "id"]));
        // A content that is free says nothing in the minimal example.
        let content = match self.event.content {
            Type::FreeObject => within(complete, &["subject", "content"]),
            _ => within(minimal, &["subject", "content"]),
        };
        let content = self.value(&self.event.content.clone(), &content);
        let optional = self.optional(&within(complete, &["subject"]));
        let mutable = if optional.is_empty() { "" } else { "mut " };
        self.statements.push(format!("let source = {source};"));
        self.statements.push(format!("let content = {content};"));
        let made = if self.event.is_custom() {
            let event_type = self.field_type(self.event.context, "type");
            let event_type = self.value(&event_type, &within(minimal, &["context", "type"]));
            let given = |key: &str| (key == "content").then(|| "content.into()".to_owned());
            let subject = within(minimal, &["subject"]);
            let arguments = self.arguments(self.event.subject, &subject, &given);
            self.statements.push(format!(
                "let subject = {module}::Subject::new({arguments});"
            ));
            format!("event: {type_name} = {type_name}::of_type({event_type}, source, subject)")
        } else {
            format!("event = {type_name}::new(source, {id}.parse()?, content)")
        };
        self.statements.push(format!("let {mutable}{made};"));
        self.statements.extend(optional);
        self.statements
            .push("let json = event.to_json();".to_owned());
    }

    /// The type of a member that every context has.
    fn field_type(&self, shape: ShapeId, key: &str) -> Type {
        let mut fields = self.model.shape(shape).form.fields().iter();
        let field = fields.find(|field| field.key == key);
        match field.map(|field| &field.value) {
            Some(FieldValue::Of(r#type)) => r#type.clone(),
            _ => Type::String,
        }
    }

    /// Sets a member or two that aren't required: of the content, or else of the subject.
    fn optional(&mut self, subject: &Json) -> Vec<String> {
        let of_content = match self.event.content {
            Type::Shape(id) => self.optional_of(id, subject.get("content")),
            _ => Vec::new(),
        };
        let (place, mut fields) = if of_content.is_empty() {
            let of_subject = self.optional_of(self.event.subject, Some(subject));
            ("subject", of_subject)
        } else {
            ("subject.content", of_content)
        };
        // One that says something goes before one that is an empty object.
        fields.sort_by_key(|(field, _)| self.is_empty_object(field));
        fields.truncate(SHOWN);
        let mut settings = Vec::new();
        for (field, value) in fields {
            if let FieldValue::Of(r#type) = &field.value {
                let value = self.value(r#type, &value);
                settings.push(format!("event.{place}.{} = Some({value});", field.name));
            }
        }
        settings
    }

    fn optional_of(&self, shape: ShapeId, complete: Option<&Json>) -> Vec<(Field, Json)> {
        let fields = self.model.shape(shape).form.fields().iter();
        let stored = fields.filter(|it| !it.required && matches!(it.value, FieldValue::Of(_)));
        // The type of a subject follows from the event.
        let is_open = |field: &&Field| shape != self.event.subject || field.key != "type";
        let value = |field: &Field| Some((field.clone(), complete?.get(&field.key)?.clone()));
        stored.filter(is_open).filter_map(value).collect()
    }

    fn is_empty_object(&self, field: &Field) -> bool {
        match &field.value {
            FieldValue::Of(Type::Shape(id)) => {
                let form = &self.model.shape(*id).form;
                matches!(form, Form::Object { .. }) && required(form).next().is_none()
            }
            _ => false,
        }
    }

    /// An expression for a value. Objects within others get a variable in front.
    fn value(&mut self, r#type: &Type, json: &Json) -> String {
        match r#type {
            Type::String => format!("{}.to_owned()", text(json)),
            Type::Boolean => format!("{json}"),
            Type::FreeObject if *json == Json::Object(Vec::new()) => {
                "JsonObject::default()".to_owned()
            }
            Type::FreeObject => format!("JsonObject::try_from(&json!({json:#}))?"),
            Type::List(items) => {
                let values = match json {
                    Json::List(values) => values.as_slice(),
                    _ => &[],
                };
                let values: Vec<_> = values.iter().map(|it| self.value(items, it)).collect();
                format!("vec![{}]", values.join(", "))
            }
            Type::Shape(id) => self.shape(*id, json),
            _ => format!("{}.parse()?", text(json)),
        }
    }

    fn shape(&mut self, id: ShapeId, json: &Json) -> String {
        let (model, path) = (self.model, self.path(id));
        match &model.shape(id).form {
            form @ Form::Object { .. } if required(form).next().is_none() => {
                format!("{path}::default()")
            }
            Form::Object { .. } => {
                format!("{path}::new({})", self.arguments(id, json, &|_| None))
            }
            Form::ClosedEnum(values) | Form::OpenEnum { values, .. } => {
                let value = values
                    .iter()
                    .find(|it| Some(it.text.as_str()) == json.as_text());
                match value {
                    Some(value) => format!("{path}::{}", value.name),
                    None => format!("{}.parse()?", text(json)),
                }
            }
            Form::String(_) => format!("{}.parse()?", text(json)),
            Form::Checked(_) => format!("{path}::try_from(Json::try_from(&json!({json:#}))?)?"),
            Form::Union { tag, alternatives } => {
                let tag = json.get(tag).and_then(Json::as_text);
                let it = alternatives.iter().find(|it| Some(it.tag.as_str()) == tag);
                let it = it.map(|it| self.shape(it.shape, json));
                format!("{path}::from({})", it.unwrap_or_default())
            }
        }
    }

    /// What an object is made of. `given` has what isn't made here.
    fn arguments(
        &mut self,
        id: ShapeId,
        json: &Json,
        given: &dyn Fn(&str) -> Option<String>,
    ) -> String {
        let mut arguments = Vec::new();
        for (field, r#type) in required(&self.model.shape(id).form.clone()) {
            let value = match (given(&field.key), json.get(&field.key)) {
                (Some(value), _) => value,
                (None, Some(value)) => self.value(r#type, value),
                (None, None) => continue,
            };
            let is_object = value.contains("::new(");
            if is_object && !self.names.contains(&field.name) {
                self.statements
                    .push(format!("let {} = {value};", field.name));
                self.names.push(field.name.clone());
                arguments.push(field.name.clone());
            } else {
                arguments.push(value);
            }
        }
        arguments.join(", ")
    }

    /// The shape's name in the event's module, or in that of all shapes.
    fn path(&self, id: ShapeId) -> String {
        let module = &self.event.module_name;
        if self.event.content == Type::Shape(id) {
            return format!("{module}::Content");
        }
        match self.event.parts.iter().find(|(_, part)| *part == id) {
            Some((name, _)) => format!("{module}::{name}"),
            None => format!("cdevents_generated::shapes::{}", self.model.shape(id).name),
        }
    }

    /// The statements, behind what they use.
    fn with_uses(&self, release: &Release) -> String {
        let body = self.statements.join("\n");
        let Event {
            type_name,
            module_name,
            ..
        } = self.event;
        let uses = |word: &str| body.contains(word);
        let own = [
            ("JsonObject", "JsonObject::"),
            ("Json", " Json::try_from"),
            ("Json", "(Json::try_from"),
        ];
        let names: Vec<_> = own
            .iter()
            .filter(|(_, word)| uses(word))
            .map(|(name, _)| *name)
            .collect();
        let module = if uses(&format!("{module_name}::")) {
            format!("{{{type_name}, {module_name}}}")
        } else {
            type_name.clone()
        };
        let names = match names.as_slice() {
            [] => String::new(),
            [only] => format!("use cdevents_generated::{only};\n"),
            names => format!("use cdevents_generated::{{{}}};\n", names.join(", ")),
        };
        let json = if uses("json!(") {
            "use serde_json::json;\n"
        } else {
            ""
        };
        format!(
            "{names}use cdevents_generated::{}::{module};\n{json}\n{body}\n",
            release.name.module(),
        )
    }
}

/// The members that an object's constructor takes, in its order.
fn required(form: &Form) -> impl Iterator<Item = (&Field, &Type)> {
    form.fields().iter().filter_map(|field| match &field.value {
        FieldValue::Of(r#type) if field.required => Some((field, r#type)),
        _ => None,
    })
}

/// A string, as Rust writes it.
fn text(json: &Json) -> String {
    Literal::string(json.as_text().unwrap_or_default()).to_string()
}
