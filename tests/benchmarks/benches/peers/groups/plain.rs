//! A plain struct, to compare with.

use std::collections::BTreeMap;

use cdevents_generated::CdEvent;
use cdevents_tests::workspace;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::peers::RELEASE;

/// The event `service.deployed` as a person would write it who checks nothing. The fields are in the
/// order in which this project writes them.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ServiceDeployed {
    context: Context,
    subject: Subject,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_data: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_data_content_type: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    specversion: String,
    id: String,
    source: String,
    r#type: String,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema_uri: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct Link {
    #[serde(rename = "linkType")]
    r#type: String,
    #[serde(rename = "linkKind", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<LinkedContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<LinkedContext>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct LinkedContext {
    context_id: String,
}

#[derive(Deserialize, Serialize)]
struct Subject {
    id: String,
    content: Content,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    environment: Environment,
    artifact_id: String,
}

#[derive(Deserialize, Serialize)]
struct Environment {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// The complete example of the event, as this project's type and as a plain struct.
pub(crate) struct Example {
    /// The event.
    pub(crate) event: CdEvent,
    /// The same event.
    pub(crate) plain: ServiceDeployed,
    /// What both write.
    pub(crate) text: String,
}

impl Example {
    /// The name of the input.
    pub(crate) const NAME: &str = "service.deployed";

    /// Reads the example, and checks that both write the same text.
    pub(crate) fn new() -> Self {
        let folder = workspace()
            .join("cdevents-generated/examples")
            .join(RELEASE);
        let text = std::fs::read(folder.join("service-deployed.json")).expect("a readable file");
        let event = CdEvent::from_slice(&text).expect("a valid event");
        let plain = serde_json::from_slice(&text).expect("the struct's fields");
        let text = event.to_json();
        assert_eq!(text, serde_json::to_string(&plain).expect("JSON"));
        Self { event, plain, text }
    }
}
