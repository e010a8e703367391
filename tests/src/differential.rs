//! Compares every way of validating and parsing a document with the `jsonschema` crate, which the
//! tests call the peer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use cdevents_generated::validate::{is_valid, is_valid_slice, validate, validate_slice};
use cdevents_generated::{CdEvent, Error, ErrorKind, Release};
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::instances::{Extent, Schemas, instance, mutate, spell};
use crate::{events, peers, schemas};

const CUSTOM: &str = "dev.cdeventsx.";

/// The schemas of all releases, the peer's validators of them, and valid events to mutate.
#[derive(Debug)]
pub struct Differential {
    schemas: Schemas,
    /// The peer's validators of each release, by event type, in the order of [`Release::ALL`].
    peers: Vec<(&'static str, BTreeMap<String, Validator>)>,
    documents: Vec<Value>,
    /// The releases whose events name them in `specversion`, and not in `version`.
    specversion: BTreeSet<&'static str>,
}

impl Default for Differential {
    fn default() -> Self {
        let mut all = Self {
            schemas: Schemas::new(),
            peers: Vec::new(),
            documents: Vec::new(),
            specversion: BTreeSet::new(),
        };
        for release in Release::ALL {
            let schemas = schemas(release.as_str());
            for (event_type, schema) in events(&schemas) {
                let id = schema["$id"].as_str().expect("an `$id`");
                for extent in [Extent::Minimal, Extent::Complete] {
                    let document = instance(&schemas, id, extent);
                    if document["context"].get("specversion").is_some() {
                        all.specversion.insert(release.as_str());
                    }
                    all.documents
                        .push(in_release(document, *release, &event_type));
                }
            }
            all.peers.push((release.as_str(), peers(&schemas)));
            all.schemas.extend(schemas);
        }
        all
    }
}

/// Sets an event's release, and its type if the schema does not pin the type.
fn in_release(mut document: Value, release: Release, event_type: &str) -> Value {
    for key in ["version", "specversion"] {
        if document["context"].get(key).is_some() {
            document["context"][key] = release.as_str().into();
        }
    }
    if document["context"]["type"] == json!("text") {
        document["context"]["type"] = event_type.into();
    }
    document
}

impl Differential {
    /// Returns the one that the tests of a program share. Building the peer's validators takes longer than
    /// most tests.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Differential> = LazyLock::new(Differential::default);
        &SHARED
    }

    /// Returns the schemas of all releases, by `$id`.
    #[must_use]
    pub fn schemas(&self) -> &Schemas {
        &self.schemas
    }

    /// Returns a minimal and a complete event for every event schema of every release.
    #[must_use]
    pub fn documents(&self) -> &[Value] {
        &self.documents
    }

    /// Returns a randomly mutated event, and one way to write it as JSON.
    pub fn mutated(&self, rng: &mut Rng) -> (Value, String) {
        let mut document = self.documents[rng.usize(..self.documents.len())].clone();
        for _ in 0..rng.usize(1..4) {
            mutate(&mut document, rng);
        }
        if rng.u8(..8) == 0 {
            self.replace_type_or_release(&mut document, rng);
        }
        let text = spell(&document, rng);
        (document, text)
    }

    /// Replaces an event's type or release with those of another event.
    fn replace_type_or_release(&self, document: &mut Value, rng: &mut Rng) {
        let other = &self.documents[rng.usize(..self.documents.len())]["context"];
        let release = self.peers[rng.usize(..self.peers.len())].0;
        let release = if rng.bool() { release } else { "0.9.0" };
        let Some(context) = document.get_mut("context").and_then(Value::as_object_mut) else {
            return;
        };
        match rng.u8(..3) {
            0 => drop(context.insert("type".to_owned(), other["type"].clone())),
            1 => drop(context.insert("specversion".to_owned(), release.into())),
            _ => drop(context.insert("version".to_owned(), release.into())),
        }
    }

    /// Returns the peer's validator for a document: that of the release that the document names, or
    /// else of the newest release that has the event type and allows an event to name that release.
    /// Releases 0.1.0 and 0.1.1 allow any text after the type's subject and predicate.
    fn peer(&self, document: &Value) -> Option<&Validator> {
        let context = document.get("context")?.as_object()?;
        let event_type = context.get("type")?.as_str()?;
        let named = context.get("specversion").or(context.get("version"));
        let named = named.and_then(Value::as_str).unwrap_or_default();
        let open: Vec<_> = event_type.split('.').take(4).collect();
        if ["0.1.0", "0.1.1"].contains(&named) {
            let (_, peers) = self.peers.iter().find(|(release, _)| *release == named)?;
            if let Some(peer) = peers.get(&open.join(".")) {
                return Some(peer);
            }
        }
        let is_custom = event_type.starts_with(CUSTOM);
        let event_type = if is_custom { CUSTOM } else { event_type };
        let of_type = |(release, peers): &'_ &(&'static str, BTreeMap<String, Validator>)| {
            peers.contains_key(event_type) && !["0.1.0", "0.1.1"].contains(release)
        };
        let all = || self.peers.iter().filter(of_type);
        let exact = all().find(|(release, _)| *release == named);
        let has_specversion = context.contains_key("specversion");
        let names_none = !has_specversion && !context.contains_key("version");
        let names_text = context.get("specversion").or(context.get("version"));
        let is_draft = names_text.is_none_or(|name| !name.is_string() || named == "draft");
        let accepts = |release: &str| {
            let is_newer = self.specversion.contains(release);
            names_none || (is_newer == has_specversion && (release != "draft" || is_draft))
        };
        let (_, peers) = exact.or_else(|| all().rfind(|(release, _)| accepts(release)))?;
        peers.get(event_type)
    }

    /// Returns whether a document is valid, after checking that every way of validating and parsing
    /// agrees with the peer.
    ///
    /// # Errors
    /// Fails if two answers differ. The error has both answers and the document.
    pub fn compare(&self, document: &Value, text: &str) -> Result<bool, String> {
        let peer = self.peer(document);
        let expected = peer.is_some_and(|peer| peer.is_valid(document));
        let differs = |what: &str, answer: &dyn std::fmt::Debug| {
            Err(format!(
                "{what} {answer:?}, but the peer returns {expected} for {document}"
            ))
        };
        let parsed = CdEvent::from_slice(text.as_bytes());
        if let Err(error) = &parsed
            && let Err(validated) = validate_slice(text.as_bytes())
            && told(error) != told(&validated)
        {
            // Validating finds the first violation by collecting all of them.
            return Err(format!(
                "parsing tells {error}, and validating {validated}: {text}"
            ));
        }
        let read = parsed.and_then(CdEvent::into_known);
        let is_known = |event: CdEvent| event.into_known().is_ok();
        let verdicts = [
            ("is_valid returns", is_valid(document)),
            ("is_valid_slice returns", is_valid_slice(text.as_bytes())),
            (
                "validate_slice returns",
                validate_slice(text.as_bytes()).is_ok(),
            ),
            ("from_slice returns", read.is_ok()),
            (
                "from_value returns",
                serde_json::from_value(document.clone()).is_ok_and(is_known),
            ),
            (
                "from_reader returns",
                serde_json::from_reader(text.as_bytes()).is_ok_and(is_known),
            ),
        ];
        for (what, verdict) in verdicts {
            if verdict != expected {
                return differs(what, &verdict);
            }
        }
        let report = validate(document);
        if let Some(peer) = peer {
            let theirs: BTreeSet<(String, String)> = peer
                .iter_errors(document)
                .map(|error| {
                    (
                        error.instance_path().to_string(),
                        error.kind().keyword().to_owned(),
                    )
                })
                .collect();
            let ours: BTreeSet<(String, String)> = report
                .as_ref()
                .err()
                .into_iter()
                .flatten()
                .map(|violation| {
                    (
                        violation.instance_path().to_owned(),
                        violation.keyword().to_string(),
                    )
                })
                .collect();
            if ours != theirs {
                return differs("validate finds", &(ours, theirs));
            }
        }
        match read {
            Ok(event) if serde_json::to_value(&event).ok().as_ref() == Some(document) => {}
            Ok(event) => return differs("the document differs when written again:", &event),
            Err(error) => {
                let path = error.instance_path();
                let is_invalid = error.kind() == ErrorKind::Invalid;
                if is_invalid != peer.is_some() || document.pointer(path).is_none() {
                    return differs("parsing fails with", &error);
                }
                if error.report() != report.as_ref().err() {
                    return differs("parsing reports", &error);
                }
            }
        }
        Ok(expected)
    }

    /// Compares the answers on random mutations. Returns how many of them were valid.
    ///
    /// # Errors
    /// Fails if two answers differ.
    pub fn run(&self, cases: usize, seed: u64) -> Result<usize, String> {
        let mut rng = Rng::with_seed(seed);
        let mut accepted = 0;
        for _ in 0..cases {
            let (document, text) = self.mutated(&mut rng);
            accepted += usize::from(self.compare(&document, &text)?);
        }
        Ok(accepted)
    }
}

/// Returns what an error tells without its report.
fn told(error: &Error) -> (ErrorKind, &str, &str, Option<(usize, usize)>) {
    (
        error.kind(),
        error.instance_path(),
        error.message(),
        error.position(),
    )
}
