//! What a new event is made from: an event type, its schema and a template.

use cdevents_generated::vocabulary::KnownEvent;
use cdevents_generated::{Kind, NonEmptyString, Release, Timestamp, schema, vocabulary};
use serde_json::{Map, Value, json};

use super::values::fixed;
use crate::suggest::unknown_event;

/// An event type and its schema.
pub(super) struct Source {
    known: KnownEvent,
    event_type: String,
    /// The schema as one document, without `$ref`s.
    pub(super) schema: Value,
}

impl Source {
    /// Finds an event by its name or type, in a release or else in the newest that has it.
    pub(super) fn find(name: &str, release: Option<Release>) -> Result<Self, String> {
        let mut found = vocabulary::find(name);
        let known = match release {
            Some(release) => found.find(|known| known.release() == release),
            None => found.next(),
        };
        let known = known.ok_or_else(|| unknown_event(name, release))?;
        let event_type = known.event_type().as_str();
        let is_custom = known.kind() == Kind::Custom;
        // A type that is open can be any that begins like this.
        let is_whole = name.len() > event_type.len() && name.starts_with(event_type);
        if is_custom && !is_whole {
            return Err("a custom event needs its whole type, such as \
                 `dev.cdeventsx.mytool-build.queued.0.1.0`"
                .to_owned());
        }
        let event_type = if is_whole { name } else { event_type };
        let bundled =
            schema::bundled(known.release(), name).ok_or_else(|| unknown_event(name, release))?;
        Ok(Self {
            known,
            event_type: event_type.to_owned(),
            schema: without_references(&bundled, &bundled),
        })
    }

    pub(super) fn release(&self) -> Release {
        self.known.release()
    }

    /// Returns a new event: the template with the type of the event, a new ID and the time.
    pub(super) fn start(&self, template: Option<&str>) -> Result<Value, String> {
        let mut event = match template {
            Some(text) => serde_json::from_str(text)
                .map_err(|error| format!("the template is no JSON: {error}"))?,
            None => json!({}),
        };
        let found = event.pointer("/context/type").and_then(Value::as_str);
        if let Some(found) = found
            && vocabulary::newest(found).is_none_or(|found| found.kind() != self.known.kind())
        {
            return Err(format!(
                "the template is an event of another type: `{found}`"
            ));
        }
        let sections = [
            ("context", self.context()),
            ("subject", self.subject_defaults(&event)),
        ];
        for (section, values) in sections {
            let object = event
                .as_object_mut()
                .ok_or("the template is no JSON object")?;
            let section_object = object
                .entry(section)
                .or_insert_with(|| json!({}))
                .as_object_mut()
                .ok_or_else(|| format!("`/{section}` of the template is no object"))?;
            section_object.extend(values);
        }
        Ok(event)
    }

    /// Returns what each event has new.
    fn context(&self) -> Map<String, Value> {
        let mut context = Map::new();
        let properties = &self.schema["properties"]["context"]["properties"];
        // Draft events have no version.
        for name in ["specversion", "version"] {
            if !properties[name].is_null() {
                context.insert(name.to_owned(), self.release().as_str().into());
            }
        }
        let id: String = NonEmptyString::unique().into();
        context.insert("id".to_owned(), id.into());
        context.insert("timestamp".to_owned(), Timestamp::now().to_string().into());
        context.insert("type".to_owned(), self.event_type.as_str().into());
        context
    }

    /// Returns the type of the subject if the schema leaves it open, and no template has it: as other
    /// releases have it.
    fn subject_defaults(&self, event: &Value) -> Map<String, Value> {
        let mut subject = Map::new();
        let schema = subject_type(&self.schema);
        let is_open = !schema.is_null() && fixed(schema).is_none();
        if is_open && event["subject"]["type"].is_null() {
            let elsewhere = self.known.kind().events().find_map(|known| {
                let found = Self::find(known.event_type().as_str(), Some(known.release())).ok()?;
                fixed(subject_type(&found.schema)).cloned()
            });
            let name = elsewhere.or_else(|| Some(self.event_type.split('.').nth(2)?.into()));
            subject.extend(name.map(|name| ("type".to_owned(), name)));
        }
        subject
    }
}

fn subject_type(schema: &Value) -> &Value {
    &schema["properties"]["subject"]["properties"]["type"]
}

/// Replaces each `$ref` by what it refers to. The schemas of events are finite.
fn without_references(schema: &Value, root: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                let target = root.pointer(reference.trim_start_matches('#'));
                return target.map_or(Value::Null, |target| without_references(target, root));
            }
            let entries = object.iter().filter(|(key, _)| *key != "$defs");
            let entries =
                entries.map(|(key, value)| (key.clone(), without_references(value, root)));
            Value::Object(entries.collect())
        }
        Value::Array(items) => {
            let items = items.iter();
            items.map(|item| without_references(item, root)).collect()
        }
        other => other.clone(),
    }
}
