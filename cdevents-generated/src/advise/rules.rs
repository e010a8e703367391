//! The rules. They examine the event as JSON, since releases have different names for the same
//! property.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::code::AdviceCode;
use super::syntax::{is_json, is_uuid, media_type};
use crate::json::pointer;
use crate::json::wording::quoted;
use crate::value::uri::{is_uri, is_uri_reference};
use crate::{Release, validate};

/// A JSON Pointer in the event, and a message.
pub(super) type Finding = (String, String);

/// Finds every place where an event breaks a rule.
type Rule = fn(&Value) -> Vec<Finding>;

/// Every rule, in the order of the codes.
const RULES: &[(AdviceCode, Rule)] = &[
    (AdviceCode::TypeNotOfRelease, type_not_of_release),
    (AdviceCode::SourceNotReference, source_not_reference),
    (AdviceCode::SourceNotAbsolute, source_not_absolute),
    (AdviceCode::SchemaUriNotAbsolute, schema_uri_not_absolute),
    (AdviceCode::ChainIdNotUuid, chain_id_not_uuid),
    (AdviceCode::LinkToItself, link_to_itself),
    (AdviceCode::LinkTagNotString, link_tag_not_string),
    #[cfg(feature = "purl")]
    (AdviceCode::ArtifactIdNotPurl, artifact_id_not_purl),
    (AdviceCode::ErrorsOnSuccess, |event| {
        on_success(event, "errors")
    }),
    (AdviceCode::ReasonOnSuccess, |event| {
        on_success(event, "reason")
    }),
    (AdviceCode::SeverityOnSuccess, |event| {
        on_success(event, "severity")
    }),
    (
        AdviceCode::ContentTypeNotMediaType,
        content_type_not_media_type,
    ),
    (AdviceCode::CustomDataNotBase64, custom_data_not_base64),
    (AdviceCode::CustomDataNotObject, custom_data_not_object),
];

/// Applies every rule.
pub(super) fn findings(event: &Value) -> impl Iterator<Item = (AdviceCode, Finding)> {
    let of_rule = |(code, find): &(AdviceCode, Rule)| {
        let code = *code;
        let findings = find(event).into_iter();
        findings.map(move |finding| (code, finding))
    };
    RULES.iter().flat_map(of_rule)
}

fn type_not_of_release(event: &Value) -> Vec<Finding> {
    let Ok(resolution) = validate::resolve(event) else {
        return Vec::new();
    };
    if resolution.is_exact {
        return Vec::new();
    }
    let Some((path, named)) = in_context(event, &["specversion", "version"]) else {
        return Vec::new();
    };
    let event_type = event_type(event);
    let applied = resolution.release;
    let message = match named.parse::<Release>() {
        Ok(release) => format!(
            "release `{release}` has no type `{event_type}`, so the schema of release `{applied}` \
             applied; name release `{applied}`, or use a type of release `{release}`"
        ),
        Err(_) => format!(
            "{} is not a known release, so the schema of release `{applied}` applied; name the \
             release that the event follows",
            quoted(named)
        ),
    };
    vec![(path, message)]
}

fn source_not_reference(event: &Value) -> Vec<Finding> {
    let found = in_context(event, &["source"]).filter(|(_, source)| !is_uri_reference(source));
    finding(found, |source| {
        format!(
            "{source} is not a URI reference; use one, preferably an absolute URI (such as \
             `https://ci.example.com/main`)"
        )
    })
}

fn source_not_absolute(event: &Value) -> Vec<Finding> {
    let is_relative = |source: &str| is_uri_reference(source) && !is_uri(source);
    let found = in_context(event, &["source"]).filter(|(_, source)| is_relative(source));
    finding(found, |source| {
        format!(
            "{source} is a relative reference, so the event's ID is unique only within one \
             system; use an absolute URI (such as `https://ci.example.com/main`)"
        )
    })
}

fn schema_uri_not_absolute(event: &Value) -> Vec<Finding> {
    let found = in_context(event, &["schemaUri"]).filter(|(_, uri)| uri.contains('#'));
    finding(found, |uri| {
        format!(
            "{uri} has a fragment, which an absolute URI cannot have; move the schema to a \
             document of its own and use that document's URI"
        )
    })
}

fn chain_id_not_uuid(event: &Value) -> Vec<Finding> {
    let found = in_context(event, &["chainId", "chain_id"]).filter(|(_, id)| !is_uuid(id));
    finding(found, |id| {
        format!(
            "the chain ID {id} is not a UUID; generate one for the chain's first event and pass \
             it on"
        )
    })
}

fn link_to_itself(event: &Value) -> Vec<Finding> {
    let Some(own) = in_context(event, &["id"]) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (path, link) in links(event) {
        for end in ["from", "target"] {
            for key in ["contextId", "context_id"] {
                let id = link.get(end).and_then(|end| end.get(key));
                if id.and_then(Value::as_str) == Some(own.1) {
                    let message = "the link points to its own event; use the other event's ID, \
                                   or remove the link";
                    findings.push((format!("{path}/{end}/{key}"), message.to_owned()));
                }
            }
        }
    }
    findings
}

fn link_tag_not_string(event: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, link) in links(event) {
        for (key, value) in link
            .get("tags")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let found = match value {
                Value::String(_) => continue,
                Value::Null => "null",
                Value::Bool(_) => "a boolean",
                Value::Number(_) => "a number",
                Value::Array(_) => "an array",
                Value::Object(_) => "an object",
            };
            let mut path = format!("{path}/tags");
            pointer::push(&mut path, key);
            let message = format!("the tag is {found}, but tags are strings; write it as a string");
            findings.push((path, message));
        }
    }
    findings
}

#[cfg(feature = "purl")]
fn artifact_id_not_purl(event: &Value) -> Vec<Finding> {
    let event_type = event_type(event);
    let mut paths = Vec::new();
    if event_type.starts_with("dev.cdevents.artifact.") {
        paths.push("/subject/id");
    }
    if !is_custom(event) {
        paths.push("/subject/content/artifactId");
    }
    let check = |path: &str| {
        let id = event.pointer(path)?.as_str()?;
        let error = id.parse::<packageurl::PackageUrl<'_>>().err()?;
        let message = format!(
            "{} is not a purl: {error}; identify the artifact by a purl (such as \
             `pkg:oci/checkout@sha256:0b31b1c02ff458ad`)",
            quoted(id)
        );
        Some((path.to_owned(), message))
    };
    paths.into_iter().filter_map(check).collect()
}

/// Finds a property that describes a failure although there was none.
fn on_success(event: &Value, key: &str) -> Vec<Finding> {
    let content = event.pointer("/subject/content");
    let text = |key: &str| {
        content
            .and_then(|content| content.get(key))
            .and_then(Value::as_str)
    };
    let outcome = text("outcome");
    let outcome = outcome.filter(|outcome| !is_custom(event) && is_success(outcome));
    let (Some(outcome), Some(_)) = (outcome, text(key).filter(|text| !text.is_empty())) else {
        return Vec::new();
    };
    let message = format!(
        "`{key}` is set although the outcome is `{outcome}`; leave it out, or use another outcome"
    );
    vec![(format!("/subject/content/{key}"), message)]
}

/// Returns whether an outcome is a success. Until release 0.4.1, tests have the outcome `pass`.
fn is_success(outcome: &str) -> bool {
    matches!(outcome, "success" | "pass")
}

fn content_type_not_media_type(event: &Value) -> Vec<Finding> {
    let text = content_type(event).filter(|text| media_type(text).is_none());
    let found = text.map(|text| ("/customDataContentType".to_owned(), text));
    finding(found, |text| {
        format!("{text} is not a media type; use a type and subtype (such as `application/json`)")
    })
}

fn custom_data_not_base64(event: &Value) -> Vec<Finding> {
    let is_other = |text: &&str| media_type(text).is_some_and(|essence| !is_json(essence));
    let Some(content_type) = content_type(event).filter(is_other) else {
        return Vec::new();
    };
    let found = match event.get("customData") {
        Some(Value::String(text)) => match STANDARD.decode(text) {
            Ok(_) => return Vec::new(),
            Err(error) => format!("a string that is not base64 ({error})"),
        },
        Some(Value::Object(_)) => "an object".to_owned(),
        _ => return Vec::new(),
    };
    let message = format!(
        "expected base64, since the content type `{content_type}` is not JSON, found {found}; \
         encode the data as base64"
    );
    vec![("/customData".to_owned(), message)]
}

fn custom_data_not_object(event: &Value) -> Vec<Finding> {
    if !event.get("customData").is_some_and(Value::is_string) {
        return Vec::new();
    }
    let reason = match content_type(event) {
        None => "no content type means `application/json`".to_owned(),
        Some(text) if media_type(text).is_some_and(is_json) => {
            format!("the content type is `{text}`")
        }
        Some(_) => return Vec::new(),
    };
    let message = format!(
        "expected an object, since {reason}, found a string; use the JSON object itself, or set \
         the content type of the base64-encoded data"
    );
    vec![("/customData".to_owned(), message)]
}

/// Returns the path and value of the first of several strings that the context has.
fn in_context<'a>(event: &'a Value, keys: &[&str]) -> Option<(String, &'a str)> {
    let context = event.get("context")?;
    let text = |key: &&str| Some((format!("/context/{key}"), context.get(key)?.as_str()?));
    keys.iter().find_map(text)
}

/// Returns the links in the context, with their paths.
fn links(event: &Value) -> impl Iterator<Item = (String, &Value)> {
    let links = event.pointer("/context/links").and_then(Value::as_array);
    let links = links.into_iter().flatten().enumerate();
    links.map(|(index, link)| (format!("/context/links/{index}"), link))
}

fn event_type(event: &Value) -> &str {
    in_context(event, &["type"]).map_or("", |(_, text)| text)
}

/// Returns whether the event is a custom event, whose content the specification doesn't define.
fn is_custom(event: &Value) -> bool {
    !event_type(event).starts_with("dev.cdevents.")
}

fn content_type(event: &Value) -> Option<&str> {
    event.get("customDataContentType")?.as_str()
}

/// Creates a finding from a path and a text, which the message quotes.
fn finding(found: Option<(String, &str)>, message: impl Fn(&str) -> String) -> Vec<Finding> {
    let found = found.map(|(path, text)| (path, message(&quoted(text))));
    found.into_iter().collect()
}

#[cfg(test)]
mod tests;
