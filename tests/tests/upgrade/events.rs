//! The events that the tests convert.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cdevents_generated::testkit::Events;
use cdevents_generated::upgrade::Question;
use cdevents_generated::{CdEvent, Json, Release};
use cdevents_tests::cases::series;
use cdevents_tests::differential::Differential;
use cdevents_tests::instances::{Schemas, mutate};
use cdevents_tests::{json_files, schemas, upstream, validators, workspace};
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::{Value, json};

/// A minimal and a complete event of every schema.
static DOCUMENTS: LazyLock<Vec<Value>> =
    LazyLock::new(|| Differential::shared().documents().to_vec());

/// The peer's validators of all releases.
pub(crate) static PEERS: LazyLock<Peers> = LazyLock::new(Peers::default);

/// Returns our complete examples, upstream's events, and minimal and complete events that are
/// built from the schemas.
pub(crate) fn all(test: &str) -> Vec<CdEvent> {
    let mut values = Vec::new();
    for release in Release::ALL {
        let folder = workspace().join("cdevents-generated/examples");
        let examples = json_files(&folder.join(release.as_str()));
        let is_complete = |path: &Path| !path.to_string_lossy().ends_with(".minimal.json");
        let complete = examples.into_iter().filter(|(path, _)| is_complete(path));
        values.extend(complete.map(|(_, value)| value));
        // Older releases have no conformance events.
        if *release < Release::V0_2_0 {
            continue;
        }
        if let Some(folder) = upstream(release.as_str(), test) {
            values.extend(json_files(&folder.join("conformance")).into_values());
            if let Ok(text) = fs::read(folder.join("custom/conformance.json")) {
                values.push(serde_json::from_slice(&text).expect("JSON"));
            }
        }
    }
    values.extend(DOCUMENTS.iter().cloned());
    let events = values
        .iter()
        .map(|value| CdEvent::from_value(value).unwrap_or_else(|error| panic!("{error}: {value}")));
    events.collect()
}

/// Returns as many events of each type and release, made from the schemas.
pub(crate) fn generated(count: usize) -> impl Iterator<Item = CdEvent> {
    let all: Vec<_> = Events::all().each().collect();
    all.into_iter().flat_map(move |events| {
        let texts = series(&events).take(count);
        texts.map(|json| json.parse().expect("a valid event"))
    })
}

/// Makes random valid events of all releases.
pub(crate) struct Random {
    rng: Rng,
    /// Series of the events of each type.
    series: Vec<Box<dyn Iterator<Item = String>>>,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let rng = Rng::with_seed(seed);
        let all = Events::all();
        let series = all.each().map(|events| Box::new(series(&events)) as _);
        let series = series.collect();
        Self { rng, series }
    }

    /// Returns a random release.
    pub(crate) fn release(&mut self) -> Release {
        Release::ALL[self.rng.usize(..Release::ALL.len())]
    }

    /// Returns a random event that follows its schema.
    pub(crate) fn generated(&mut self) -> CdEvent {
        let series = self.rng.choice(&mut self.series).expect("a series");
        let json = series.next().expect("an endless series");
        json.parse().expect("a valid event")
    }

    /// Returns a random event. Of several changes to one that is built from a schema, those are
    /// undone that make it invalid.
    pub(crate) fn event(&mut self) -> CdEvent {
        let rng = &mut self.rng;
        let mut document = rng.choice(DOCUMENTS.iter()).expect("documents").clone();
        let mut event = CdEvent::from_value(&document).expect("a valid event");
        for _ in 0..rng.usize(..12) {
            let before = document.clone();
            change(&mut document, rng);
            match CdEvent::from_value(&document).and_then(CdEvent::into_known) {
                Ok(changed) => event = changed,
                Err(_) => document = before,
            }
        }
        event
    }
}

/// Answers every question of the releases that there are.
pub(crate) fn answer(question: &Question) -> Option<Json> {
    let expected = question.expected();
    let answer = match question.pointer() {
        "/context/type" if expected.ends_with("[0-9]$`") => {
            "\"dev.cdeventsx.tool-thing.created.0.1.0\""
        }
        "/context/type" => "\"dev.cdeventsx.tool-thing.created\"",
        "/subject/type" => "\"tool-thing\"",
        "/subject/content/outcome" if expected.contains("pass") => "\"pass\"",
        "/subject/content/outcome" => "\"success\"",
        _ if expected.starts_with("an object") => "{\"id\":\"filled\"}",
        _ => "\"https://example.com/filled\"",
    };
    answer.parse().ok()
}

/// Makes a change that most schemas allow, or any.
fn change(document: &mut Value, rng: &mut Rng) {
    let texts = [
        "a",
        "é\"\\\n",
        "",
        " ",
        "fail",
        "failure",
        "0.9.9",
        "tool-other",
        "x:y",
        "/~1",
    ];
    let data = [
        json!("dGV4dA=="),
        json!({}),
        json!({"cdeventsUpgrade": 7}),
        json!({"team": "shop", "n": [1.50, null, {"": -0.0}]}),
    ];
    let link = |rng: &mut Rng| {
        let kind = *rng.choice(&["END", "PATH", "RELATION"]).expect("a kind");
        let keys = if rng.bool() {
            ["linkType", "linkKind", "contextId"]
        } else {
            ["link_type", "link_kind", "context_id"]
        };
        let mut reference = json!({keys[2]: "id-1"});
        match rng.u8(..4) {
            0 => reference["contextId"] = json!("other"),
            1 => reference["context_id"] = json!(7),
            2 => reference["more"] = json!({"deep": [true]}),
            _ => {}
        }
        let mut link = json!({keys[0]: kind});
        if kind == "RELATION" {
            link[keys[1]] = json!("trigger");
            link["target"] = reference;
        } else {
            link["from"] = reference;
        }
        if rng.bool() {
            link["tags"] = json!({"a": 1e2});
        }
        link
    };
    match rng.u8(..8) {
        0 => document["customData"] = rng.choice(&data).expect("data").clone(),
        1 => document["customDataContentType"] = json!("text/plain"),
        2 => {
            let count = rng.usize(..4);
            document["context"]["links"] = (0..count).map(|_| link(rng)).collect();
        }
        3 | 4 => {
            let mut pointers = Vec::new();
            leaves(document, String::new(), &mut pointers);
            let pointer = rng.choice(&pointers).expect("a leaf");
            if let Some(place) = document.pointer_mut(pointer) {
                *place = json!(rng.choice(texts).expect("a text"));
            }
        }
        5 => {
            let context = &mut document["context"];
            let suffix = *rng.choice(&["", ".0.1.0", ".x"]).expect("a suffix");
            if let Some(event_type) = context["type"].as_str() {
                context["type"] = json!(format!("{event_type}{suffix}"));
            }
        }
        _ => mutate(document, rng),
    }
}

/// Collects the pointers of all values that aren't in objects or arrays with content.
pub(crate) fn leaves(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    let step = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(properties) if !properties.is_empty() => {
            for (key, value) in properties {
                leaves(value, step(key), pointers);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, step(&index.to_string()), pointers);
            }
        }
        _ => pointers.push(pointer),
    }
}

/// The peer's validators of all releases, by `$id`.
pub(crate) struct Peers(BTreeMap<String, Validator>);

impl Default for Peers {
    fn default() -> Self {
        let mut all = Schemas::new();
        for release in Release::ALL {
            all.extend(schemas(release.as_str()));
        }
        Self(validators(&all))
    }
}

impl Peers {
    /// Returns whether the peer finds a document valid against a schema.
    pub(crate) fn is_valid(&self, id: &str, document: &Value) -> bool {
        self.0[id].is_valid(document)
    }

    /// Panics unless the peer finds an event valid.
    pub(crate) fn check(&self, event: &CdEvent) {
        let id = event.schema_id().expect("a known event");
        let value = event.to_value().expect("numbers in range");
        if let Some(error) = self.0[id].iter_errors(&value).next() {
            panic!("{id}: {}: {error}\n{event}", error.instance_path());
        }
    }
}
