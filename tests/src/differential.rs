//! Our answers against the `jsonschema` crate's: the same document, asked in every way.

use std::collections::{BTreeMap, BTreeSet};

use cdevents_generated::validate::{is_valid, is_valid_slice, validate, validate_slice};
use cdevents_generated::{CdEvent, ErrorKind};
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::Value;

use crate::instances::{Extent, Schemas, instance, mutate, spell};
use crate::{events, peers, schemas};

/// The releases that have schemas.
pub const RELEASES: &[&str] = &["draft", "0.5.1"];

const CUSTOM: &str = "dev.cdeventsx.";

/// The schemas, the peers made of them, and valid events to begin with.
#[derive(Debug)]
pub struct Differential {
    schemas: Schemas,
    peers: BTreeMap<String, Validator>,
    documents: Vec<Value>,
}

impl Default for Differential {
    fn default() -> Self {
        let schemas: Schemas = RELEASES
            .iter()
            .flat_map(|release| schemas(release))
            .collect();
        let ids = events(&schemas).filter_map(|(_, schema)| schema["$id"].as_str());
        let extents = [Extent::Minimal, Extent::Complete];
        let documents = ids.flat_map(|id| extents.map(|extent| instance(&schemas, id, extent)));
        Self {
            documents: documents.collect(),
            peers: peers(&schemas),
            schemas,
        }
    }
}

impl Differential {
    /// Every schema, by `$id`.
    #[must_use]
    pub fn schemas(&self) -> &Schemas {
        &self.schemas
    }

    /// Of every kind of event a minimal and a complete one.
    #[must_use]
    pub fn documents(&self) -> &[Value] {
        &self.documents
    }

    /// A damaged event, and one of its spellings.
    pub fn damaged(&self, rng: &mut Rng) -> (Value, String) {
        let mut document = self.documents[rng.usize(..self.documents.len())].clone();
        for _ in 0..rng.usize(1..4) {
            mutate(&mut document, rng);
        }
        let text = spell(&document, rng);
        (document, text)
    }

    fn peer(&self, document: &Value) -> Option<&Validator> {
        let event_type = document.pointer("/context/type")?.as_str()?;
        let is_custom = event_type.starts_with(CUSTOM);
        self.peers.get(if is_custom { CUSTOM } else { event_type })
    }

    /// Asks about a document in every way: is it valid?
    ///
    /// # Errors
    /// Where two answers differ: with both, and the document.
    pub fn compare(&self, document: &Value, text: &str) -> Result<bool, String> {
        let peer = self.peer(document);
        let expected = peer.is_some_and(|peer| peer.is_valid(document));
        let differs = |what: &str, answer: &dyn std::fmt::Debug| {
            Err(format!(
                "{what} {answer:?}, and the peer {expected}, of {document}"
            ))
        };
        let read = CdEvent::from_slice(text.as_bytes());
        let verdicts = [
            ("is_valid says", is_valid(document)),
            ("is_valid_slice says", is_valid_slice(text.as_bytes())),
            (
                "validate_slice says",
                validate_slice(text.as_bytes()).is_ok(),
            ),
            ("from_slice says", read.is_ok()),
            (
                "from_value says",
                serde_json::from_value::<CdEvent>(document.clone()).is_ok(),
            ),
            (
                "from_reader says",
                serde_json::from_reader::<_, CdEvent>(text.as_bytes()).is_ok(),
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
                .map(|it| {
                    (
                        it.instance_path().to_string(),
                        it.kind().keyword().to_owned(),
                    )
                })
                .collect();
            let ours: BTreeSet<(String, String)> = report
                .as_ref()
                .err()
                .into_iter()
                .flatten()
                .map(|it| (it.instance_path().to_owned(), it.keyword().to_string()))
                .collect();
            if ours != theirs {
                return differs("validate finds", &(ours, theirs));
            }
        }
        match read {
            Ok(event) if serde_json::to_value(&event).ok().as_ref() == Some(document) => {}
            Ok(event) => return differs("what is written isn't what was read", &event),
            Err(error) => {
                let path = error.instance_path();
                let is_invalid = error.kind() == ErrorKind::Invalid;
                if is_invalid != peer.is_some() || document.pointer(path).is_none() {
                    return differs("reading fails with", &error);
                }
                if error.report() != report.as_ref().err() {
                    return differs("reading reports", &error);
                }
            }
        }
        Ok(expected)
    }

    /// Compares on damaged events; returns how many of them were valid.
    ///
    /// # Errors
    /// Where two answers differ.
    pub fn run(&self, cases: usize, seed: u64) -> Result<usize, String> {
        let mut rng = Rng::with_seed(seed);
        let mut accepted = 0;
        for _ in 0..cases {
            let (document, text) = self.damaged(&mut rng);
            accepted += usize::from(self.compare(&document, &text)?);
        }
        Ok(accepted)
    }
}
