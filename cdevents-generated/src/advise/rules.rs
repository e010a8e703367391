//! The rules, a function each. They look at the event as JSON, since releases spell one thing in
//! several ways.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::AdviceCode;
use super::syntax::{is_json, is_uuid, media_type};
use crate::value::uri::{is_uri, is_uri_reference};
use crate::{Release, validate};

/// A place in the event, and what to say of it.
type Finding = (String, String);

/// Finds every place where an event breaks a rule.
pub(super) type Rule = fn(&Value) -> Vec<Finding>;

/// Every rule, in the order of the codes.
pub(super) const RULES: &[(AdviceCode, Rule)] = &[
    (AdviceCode::TypeNotOfRelease, type_not_of_release),
    (AdviceCode::SourceNotReference, source_not_reference),
    (AdviceCode::SourceNotAbsolute, source_not_absolute),
    (AdviceCode::SchemaUriNotAbsolute, schema_uri_not_absolute),
    (AdviceCode::ChainIdNotUuid, chain_id_not_uuid),
    (AdviceCode::LinkToItself, link_to_itself),
    (AdviceCode::LinkTagNotString, link_tag_not_string),
    #[cfg(feature = "purl")]
    (AdviceCode::ArtifactIdNotPurl, artifact_id_not_purl),
    (AdviceCode::ErrorsOnSuccess, |it| on_success(it, "errors")),
    (AdviceCode::ReasonOnSuccess, |it| on_success(it, "reason")),
    (AdviceCode::SeverityOnSuccess, |it| {
        on_success(it, "severity")
    }),
    (
        AdviceCode::ContentTypeNotMediaType,
        content_type_not_media_type,
    ),
    (AdviceCode::CustomDataNotBase64, custom_data_not_base64),
    (AdviceCode::CustomDataNotObject, custom_data_not_object),
];

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
    let judge = resolution.release;
    let shown = shown(named);
    let message = match named.parse::<Release>() {
        Ok(release) => format!(
            "release `{release}` doesn't have the type `{event_type}`, so that the schema of \
             `{judge}` decided; name `{judge}`, or use a type that `{release}` has"
        ),
        Err(_) => format!(
            "{shown} is no release that is known here, so that the schema of `{judge}` decided; \
             name the release that the event follows"
        ),
    };
    vec![(path, message)]
}

fn source_not_reference(event: &Value) -> Vec<Finding> {
    let found = in_context(event, &["source"]).filter(|(_, source)| !is_uri_reference(source));
    finding(found, |source| {
        format!(
            "{source} isn't a URI reference; give one, best an absolute URI (such as \
             `https://ci.example.com/main`)"
        )
    })
}

fn source_not_absolute(event: &Value) -> Vec<Finding> {
    let is_relative = |source: &str| is_uri_reference(source) && !is_uri(source);
    let found = in_context(event, &["source"]).filter(|(_, source)| is_relative(source));
    finding(found, |source| {
        format!(
            "{source} is a relative reference, which makes the event's id unique only within one \
             system; give an absolute URI (such as `https://ci.example.com/main`)"
        )
    })
}

fn schema_uri_not_absolute(event: &Value) -> Vec<Finding> {
    let found = in_context(event, &["schemaUri"]).filter(|(_, uri)| uri.contains('#'));
    finding(found, |uri| {
        format!(
            "{uri} has a fragment, which an absolute URI hasn't; give the schema a document of \
             its own, and name that"
        )
    })
}

fn chain_id_not_uuid(event: &Value) -> Vec<Finding> {
    let found = in_context(event, &["chainId", "chain_id"]).filter(|(_, id)| !is_uuid(id));
    finding(found, |id| {
        format!(
            "the chain is named {id}, which isn't a UUID; make one for the chain's first event, \
             and pass it on"
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
                    let message = "the link leads to the event that it is in; name the other \
                                   event's id, or leave the link out";
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
            let key = key.replace('~', "~0").replace('/', "~1");
            let message = format!("the tag is {found}, and tags are strings; write it as a string");
            findings.push((format!("{path}/tags/{key}"), message));
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
    if is_of_vocabulary(event) {
        paths.push("/subject/content/artifactId");
    }
    let judge = |path: &str| {
        let id = event.pointer(path)?.as_str()?;
        let error = id.parse::<packageurl::PackageUrl<'_>>().err()?;
        let message = format!(
            "{} isn't a purl: {error}; name the artifact by one (such as \
             `pkg:oci/checkout@sha256:0b31b1c02ff458ad`)",
            shown(id)
        );
        Some((path.to_owned(), message))
    };
    paths.into_iter().filter_map(judge).collect()
}

/// What only says something of a failure, where there was none.
fn on_success(event: &Value, key: &str) -> Vec<Finding> {
    let content = event.pointer("/subject/content");
    let text = |key: &str| content.and_then(|it| it.get(key)).and_then(Value::as_str);
    let outcome = text("outcome").filter(|it| is_of_vocabulary(event) && is_success(it));
    let (Some(outcome), Some(_)) = (outcome, text(key).filter(|it| !it.is_empty())) else {
        return Vec::new();
    };
    let message = format!(
        "there is `{key}`, although the outcome is `{outcome}`; leave it out, or say another \
         outcome"
    );
    vec![(format!("/subject/content/{key}"), message)]
}

/// Until 0.4.1, tests say `pass`.
fn is_success(outcome: &str) -> bool {
    matches!(outcome, "success" | "pass")
}

fn content_type_not_media_type(event: &Value) -> Vec<Finding> {
    let text = content_type(event).filter(|it| media_type(it).is_none());
    let found = text.map(|text| ("/customDataContentType".to_owned(), text));
    finding(found, |text| {
        format!("{text} isn't a media type; give type and subtype (such as `application/json`)")
    })
}

fn custom_data_not_base64(event: &Value) -> Vec<Finding> {
    let Some(media_type) = content_type(event).filter(|it| media_type(it).is_some_and(is_other))
    else {
        return Vec::new();
    };
    let found = match event.get("customData") {
        Some(Value::String(text)) => match STANDARD.decode(text) {
            Ok(_) => return Vec::new(),
            Err(error) => format!("a string that isn't base64 ({error})"),
        },
        Some(Value::Object(_)) => "an object".to_owned(),
        _ => return Vec::new(),
    };
    let message = format!(
        "{found}, although the content type is `{media_type}`, which isn't JSON; give the data's \
         bytes as base64"
    );
    vec![("/customData".to_owned(), message)]
}

fn is_other(essence: (&str, &str)) -> bool {
    !is_json(essence)
}

fn custom_data_not_object(event: &Value) -> Vec<Finding> {
    if !event.get("customData").is_some_and(Value::is_string) {
        return Vec::new();
    }
    let reason = match content_type(event) {
        None => "no content type is given, which means `application/json`".to_owned(),
        Some(text) if media_type(text).is_some_and(is_json) => {
            format!("the content type is `{text}`")
        }
        Some(_) => return Vec::new(),
    };
    let message = format!(
        "a string, although {reason}; give the JSON object itself, or the content type of what \
         the base64 text stands for"
    );
    vec![("/customData".to_owned(), message)]
}

/// A string of the context, by the first of its keys that is there, and its place.
fn in_context<'a>(event: &'a Value, keys: &[&str]) -> Option<(String, &'a str)> {
    let context = event.get("context")?;
    let text = |key: &&str| Some((format!("/context/{key}"), context.get(key)?.as_str()?));
    keys.iter().find_map(text)
}

/// The links in the context, and their places.
fn links(event: &Value) -> impl Iterator<Item = (String, &Value)> {
    let links = event.pointer("/context/links").and_then(Value::as_array);
    let links = links.into_iter().flatten().enumerate();
    links.map(|(index, link)| (format!("/context/links/{index}"), link))
}

fn event_type(event: &Value) -> &str {
    in_context(event, &["type"]).map_or("", |(_, text)| text)
}

/// Is it the specification that says what the content means?
fn is_of_vocabulary(event: &Value) -> bool {
    event_type(event).starts_with("dev.cdevents.")
}

fn content_type(event: &Value) -> Option<&str> {
    event.get("customDataContentType")?.as_str()
}

/// What was found, with words that it is put into.
fn finding(found: Option<(String, &str)>, words: impl Fn(&str) -> String) -> Vec<Finding> {
    let found = found.map(|(path, text)| (path, words(&shown(text))));
    found.into_iter().collect()
}

/// The beginning of a text, in quotation marks.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::advise::{Advice, advise_value};

    fn codes(event: &Value) -> Vec<(AdviceCode, String)> {
        let advice = advise_value(event).into_iter();
        advice
            .map(
                |Advice {
                     code,
                     instance_path,
                     ..
                 }| (code, instance_path),
            )
            .collect()
    }

    #[test]
    fn every_code_has_a_rule_in_its_place() {
        let codes: Vec<_> = RULES.iter().map(|(code, _)| *code).collect();
        let is_there =
            |code: &AdviceCode| cfg!(feature = "purl") || *code != AdviceCode::ArtifactIdNotPurl;
        let expected: Vec<_> = AdviceCode::ALL.iter().copied().filter(is_there).collect();
        assert_eq!(codes, expected);
    }

    /// Release 0.4.0 writes it with underscores, and 0.1 to 0.4 say `version` and `pass`.
    #[test]
    fn what_older_releases_spell_otherwise_is_found() {
        let event = json!({
            "context": {
                "version": "0.4.0", "id": "1", "source": "a b", "chain_id": "7",
                "type": "dev.cdevents.testcaserun.finished.0.1.0",
                "links": [
                    { "link_type": "PATH", "from": { "context_id": "1" }, "tags": { "a/~b": 1 } },
                    { "link_type": "RELATION", "link_kind": "K", "target": { "context_id": "1" } },
                    { "link_type": "END", "from": { "context_id": "2" }, "tags": { "a": "b" } },
                ],
            },
            "subject": { "id": "1", "type": "testCaseRun", "content": {
                "outcome": "pass", "reason": "tired",
            }},
        });
        let found = codes(&event);
        let found: Vec<_> = found
            .iter()
            .map(|(code, path)| (*code, path.as_str()))
            .collect();
        // Whether a release is known isn't this test's matter.
        let found: Vec<_> = found
            .into_iter()
            .filter(|(code, _)| *code != AdviceCode::TypeNotOfRelease)
            .collect();
        assert_eq!(
            found,
            [
                (AdviceCode::SourceNotReference, "/context/source"),
                (AdviceCode::ChainIdNotUuid, "/context/chain_id"),
                (AdviceCode::LinkToItself, "/context/links/0/from/context_id"),
                (
                    AdviceCode::LinkToItself,
                    "/context/links/1/target/context_id"
                ),
                (AdviceCode::LinkTagNotString, "/context/links/0/tags/a~1~0b"),
                (AdviceCode::ReasonOnSuccess, "/subject/content/reason"),
            ]
        );
    }

    #[test]
    fn what_is_no_event_has_no_advice() {
        for value in [json!(null), json!([]), json!({}), json!({ "context": 7 })] {
            assert_eq!(codes(&value), []);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shown("a\"b"), r#""a\"b""#);
        assert_eq!(shown(&"é".repeat(60)), format!("\"{}\"", "é".repeat(60)));
        assert_eq!(shown(&"é".repeat(61)), format!("\"{}\"…", "é".repeat(60)));
    }
}
