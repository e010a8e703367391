//! Measures how many public JSON Schemas generate as the content of a custom event, as they stand:
//!
//! ```sh
//! cargo run -p cdevents-tests --example corpus -- [--list | --out FOLDER]
//! ```
//!
//! The schemas are those in `CDEVENTS_SCHEMA_CORPUS`, or else in `../shared/schema-corpus`. Prints the refusals by reason, how many generated types are only checked JSON, and the time per
//! 1,000 nodes. With `--list`, also prints every refusal; with
//! `--out`, writes the generated modules.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cdevents_codegen::Error;
use cdevents_codegen::custom::{CustomEvent, Schema};
use cdevents_tests::corpus::{beside, corpus};
use serde_json::Value;

const TYPE: &str = "dev.cdeventsx.gatekeeper-gate.checked.0.1.0";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lists = arguments.iter().any(|argument| argument == "--list");
    let out = arguments.iter().position(|argument| argument == "--out");
    let out = out
        .and_then(|index| arguments.get(index + 1))
        .map(PathBuf::from);
    let Some(files) = corpus("corpus") else {
        return;
    };
    let mut total = Total::default();
    for (number, (file, schema)) in files.iter().enumerate() {
        let text = total.add(file, schema, &files, lists);
        if let (Some(folder), Some(text)) = (&out, text) {
            let name = folder.join(format!("case{number}.rs"));
            fs::write(name, text).expect("a writable folder");
        }
    }
    total.print(files.len());
}

#[derive(Default)]
struct Total {
    generated: usize,
    reasons: BTreeMap<String, usize>,
    types: usize,
    json: usize,
    json_contents: usize,
    nodes: usize,
    time: Duration,
    largest: (usize, Duration, PathBuf),
}

impl Total {
    fn add(
        &mut self,
        file: &Path,
        schema: &Value,
        files: &BTreeMap<PathBuf, Value>,
        lists: bool,
    ) -> Option<String> {
        let size = nodes(schema);
        let start = Instant::now();
        let result = generate(file, files);
        let time = start.elapsed();
        self.nodes += size;
        self.time += time;
        if size > self.largest.0 {
            self.largest = (size, time, file.to_owned());
        }
        match result {
            Ok(text) => {
                self.generated += 1;
                self.count(&text, file, lists);
                Some(text)
            }
            Err(error) => {
                if lists {
                    println!("{error}");
                }
                let reason: String = error.reason().split('`').step_by(2).collect();
                *self.reasons.entry(reason).or_default() += 1;
                None
            }
        }
    }

    /// Counts the types of a module, and those of them that are only checked JSON.
    fn count(&mut self, text: &str, file: &Path, lists: bool) {
        let types = text.matches("pub struct ").count() + text.matches("pub enum ").count();
        // A type around JSON, or around any object.
        let around = |inner: &str| {
            text.matches(&format!("(::cdevents_generated::{inner});"))
                .count()
        };
        let json = around("Json") + around("JsonObject");
        let is_json = text.contains("pub struct GateCheckedContent(::cdevents_generated::Json")
            || text.contains("pub type Content");
        self.types += types;
        self.json += json;
        self.json_contents += usize::from(is_json);
        if lists && json > 0 {
            let content = if is_json {
                ", its content among them"
            } else {
                ""
            };
            println!(
                "{}: {json} of {types} types are JSON{content}",
                file.display()
            );
        }
    }

    fn print(&self, files: usize) {
        println!(
            "{} of {files} schemas generate as they stand",
            self.generated
        );
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        println!("| refused | reason |\n|---|---|");
        for (reason, count) in reasons {
            println!("| {count} | {reason} |");
        }
        println!(
            "{} of {} types, and {} of {} contents, are only checked JSON",
            self.json, self.types, self.json_contents, self.generated
        );
        println!(
            "{} nodes in {:.1?}: {:.1?} per 1,000 nodes; the largest is {} with {} nodes in {:.1?}",
            self.nodes,
            self.time,
            self.time * 1_000 / u32::try_from(self.nodes.max(1)).unwrap_or(u32::MAX),
            self.largest.2.display(),
            self.largest.0,
            self.largest.1,
        );
    }
}

/// Generates a schema as it stands, with the schemas in its folder if it refers to other files.
fn generate(file: &Path, files: &BTreeMap<PathBuf, Value>) -> Result<String, Error> {
    let read = |file: &Path| Schema::new(file, &fs::read_to_string(file).expect("a readable file"));
    let mut event = CustomEvent::of_content(TYPE, read(file)?);
    for (other, _) in beside(files, file) {
        event = event.with_document(read(other)?);
    }
    event.generate()
}

/// Returns the number of objects, arrays and scalars in a value.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Object(properties) => properties.values().map(nodes).sum(),
        Value::Array(items) => items.iter().map(nodes).sum(),
        _ => 0,
    }
}
