//! Checks what the generated crate expects of every event, because its envelope is written by hand.

use crate::Error;
use crate::model::rules::JsonType;
use crate::model::{EnumValue, Field, FieldValue, Form, RELEASE_KEYS, ReleaseName, Type};

use super::located::Located;
use super::shapes::Shapes;
use super::types::OBJECT_KEYWORDS;

const CUSTOM_DATA: &str =
    r#"{"oneOf":[{"type":"object"},{"contentEncoding":"base64","type":"string"}]}"#;
const CUSTOM_DATA_CONTENT_TYPE: &str = r#"{"type":"string"}"#;

/// Checks the envelope of an event.
pub(super) fn check(document: &Located<'_>) -> Result<(), Error> {
    document.only(OBJECT_KEYWORDS)?;
    let mut required = document.required()?;
    required.sort_unstable();
    if required != ["context", "subject"] {
        return Err(document.error("an event must require exactly `context` and `subject`"));
    }
    if !document.has_type(JsonType::Object) || document.is_open() != Some(false) {
        return Err(document.error("an event must be an object without additional properties"));
    }
    for (key, schema) in document.properties()? {
        let (is_expected, expected) = match key {
            "context" | "subject" => continue,
            "customData" => (is_custom_data(&schema.resolve()?)?, CUSTOM_DATA),
            "customDataContentType" => (
                is_plain(&schema.resolve()?, JsonType::String),
                CUSTOM_DATA_CONTENT_TYPE,
            ),
            _ => return Err(document.error(format!("an event with `{key}` is not supported"))),
        };
        if !is_expected {
            return Err(schema.error(format!("must be `{expected}`; nothing else is supported")));
        }
    }
    document.property("customData")?;
    document.property("customDataContentType")?;
    Ok(())
}

fn is_custom_data(schema: &Located<'_>) -> Result<bool, Error> {
    let alternatives = schema.one_of()?.unwrap_or_default();
    let [object, text] = alternatives.as_slice() else {
        return Ok(false);
    };
    let encoding = text.node.get("contentEncoding");
    let is_base64 = encoding.is_some_and(|encoding| encoding.value() == "base64");
    Ok(is_plain(object, JsonType::Object) && is_plain(text, JsonType::String) && is_base64)
}

/// Returns whether a schema allows all values of a type.
fn is_plain(schema: &Located<'_>, r#type: JsonType) -> bool {
    schema.has_type(r#type) && schema.has_only(&["type"])
}

/// Checks that a context has what the runtime expects of every context.
pub(super) fn check_context(
    shapes: &Shapes<'_>,
    schema: &Located<'_>,
    context: &Form,
    is_custom: bool,
) -> Result<(), Error> {
    let check = |key: &str, allowed: &[FieldValue], expected: &str| {
        let field = context.field(key).filter(|field| field.required);
        match field {
            Some(field) if allowed.contains(&field.value) => Ok(()),
            _ => Err(schema.error(format!("a context must require `{key}`, {expected}"))),
        }
    };
    let [text, id, reference] =
        [Type::String, Type::NonEmptyString, Type::UriReference].map(FieldValue::Of);
    check("id", std::slice::from_ref(&id), "a non-empty string")?;
    check(
        "source",
        &[text, id.clone(), reference],
        "a string or a URI reference",
    )?;
    check(
        "timestamp",
        &[FieldValue::Of(Type::Timestamp)],
        "a date and time",
    )?;
    let r#type = context.field("type").filter(|field| field.required);
    let has_pattern = r#type.is_some_and(|field| is_text(shapes, &field.value));
    if !(is_custom && has_pattern) {
        let custom = FieldValue::Of(Type::CustomEventType);
        check(
            "type",
            &[FieldValue::EventType, custom, id],
            "the event type",
        )?;
    }
    only_these_required(
        schema,
        context,
        &["id", "source", "timestamp", "type"],
        &|field| {
            RELEASE_KEYS.contains(&field.key.as_str())
                && match &field.value {
                    FieldValue::Of(Type::NonEmptyString) | FieldValue::Constant(_) => true,
                    FieldValue::Of(Type::Shape(shape)) => is_of_releases(&shapes.get(*shape).form),
                    _ => false,
                }
        },
    )?;
    closed(schema, context)
}

/// Returns whether a type is an enum of releases.
fn is_of_releases(form: &Form) -> bool {
    let is_release = |value: &EnumValue| value.text.parse::<ReleaseName>().is_ok();
    matches!(form, Form::ClosedEnum(values) if values.iter().all(is_release))
}

/// Returns whether a property is a string with rules that no type of the runtime has.
fn is_text(shapes: &Shapes<'_>, value: &FieldValue) -> bool {
    match value {
        FieldValue::Of(Type::Shape(shape)) => matches!(shapes.get(*shape).form, Form::String(_)),
        _ => false,
    }
}

/// Checks that a subject has what the runtime expects of every subject.
pub(super) fn check_subject(
    shapes: &Shapes<'_>,
    schema: &Located<'_>,
    subject: &Form,
    is_custom: bool,
) -> Result<(), Error> {
    let [text, id, reference] =
        [Type::String, Type::NonEmptyString, Type::UriReference].map(FieldValue::Of);
    let has = |key: &str| {
        subject
            .field(key)
            .map(|field| (field.required, &field.value))
    };
    if has("id") != Some((true, &id)) {
        return Err(schema.error("a subject must require `id`, a non-empty string"));
    }
    if !matches!(has("content"), Some((true, _))) {
        return Err(schema.error("a subject must require `content`"));
    }
    if !has("source")
        .is_none_or(|(required, value)| !required && [&text, &id, &reference].contains(&value))
    {
        return Err(schema.error("a subject's `source` must be an optional string"));
    }
    only_these_required(schema, subject, &["id", "content"], &|field| {
        let is_known = [FieldValue::SubjectType, id.clone()].contains(&field.value);
        field.key == "type" && (is_known || is_custom && is_text(shapes, &field.value))
    })?;
    closed(schema, subject)
}

/// Checks that nothing else is required, because events are created from these properties alone.
fn only_these_required(
    schema: &Located<'_>,
    form: &Form,
    keys: &[&str],
    is_known: &dyn Fn(&Field) -> bool,
) -> Result<(), Error> {
    let unknown =
        |field: &&Field| field.required && !keys.contains(&field.key.as_str()) && !is_known(field);
    match form.fields().iter().find(unknown) {
        Some(field) => {
            Err(schema.error(format!("requiring `{}` is not supported here", field.key)))
        }
        None => Ok(()),
    }
}

fn closed(schema: &Located<'_>, form: &Form) -> Result<(), Error> {
    match form {
        Form::Object { open: false, .. } => Ok(()),
        _ => Err(schema.error("contexts and subjects must have no additional properties")),
    }
}
