//! From shapes to examples.

use crate::Error;
use crate::model::rules::StringRules;
use crate::model::{EnumValue, Event, Field, FieldValue, Form, Model, Release, ShapeId, Type};

use super::checked;
use super::scalars;
use super::table::{Found, Place, Uses};
use super::{Json, text};

/// How much an example says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Extent {
    /// What is required.
    Minimal,
    /// What is allowed.
    Complete,
}

/// Makes the examples of a release.
#[derive(Clone, Copy, Debug)]
pub(super) struct Maker<'a, 'u> {
    pub(super) model: &'a Model,
    release: &'a Release,
    pub(super) extent: Extent,
    uses: &'u Uses<'a>,
}

impl<'a, 'u> Maker<'a, 'u> {
    pub(super) fn new(
        model: &'a Model,
        release: &'a Release,
        extent: Extent,
        uses: &'u Uses<'a>,
    ) -> Self {
        Self {
            model,
            release,
            extent,
            uses,
        }
    }

    pub(super) fn event(&self, event: &Event, place: &Place<'_>) -> Result<Json, Error> {
        let of_context = |field: &Field| self.said_in_context(event, field);
        let context = self.fields(event.context, &place.at("context"), event, &of_context)?;
        // A subject is called by its type: a reference to it, in another event, has the same id.
        let subject = if event.is_custom() {
            "subject"
        } else {
            &event.subject_type
        };
        let of_subject = |field: &Field| said_in_subject(event, field);
        let subject = self.fields(event.subject, &place.at(subject), event, &of_subject)?;
        let mut members = vec![
            ("context".to_owned(), context),
            ("subject".to_owned(), subject),
        ];
        if self.extent == Extent::Complete {
            let data = self.value(&Type::FreeObject, &place.at("customData"))?;
            members.push(("customData".to_owned(), data));
            let key = "customDataContentType";
            members.push((key.to_owned(), self.value(&Type::String, &place.at(key))?));
        }
        Ok(Json::Object(members))
    }

    /// What a context says of the event itself, which is for no table to say.
    fn said_in_context(&self, event: &Event, field: &Field) -> Option<String> {
        match field.key.as_str() {
            "id" => Some(uuid(&event.event_type)),
            "specversion" | "version" => Some(self.release.name.to_string()),
            "type" if !event.is_custom() => Some(event.event_type.clone()),
            _ => None,
        }
    }

    /// A context or a subject. `said` has what follows from the event.
    fn fields(
        &self,
        id: ShapeId,
        place: &Place<'_>,
        event: &Event,
        said: &dyn Fn(&Field) -> Option<String>,
    ) -> Result<Json, Error> {
        self.object(self.model.shape(id).form.fields(), place, &|field| {
            let at = place.at(&field.key);
            match (&field.value, said(field)) {
                (FieldValue::Of(Type::Content), _) => self.value(&event.content, &at),
                (FieldValue::Of(Type::Shape(id)), Some(text)) => self.known(*id, text, &at),
                (FieldValue::Of(_), Some(text)) => Ok(Json::Text(text)),
                _ => self.field_value(field, event, &at),
            }
        })
    }

    fn field_value(&self, field: &Field, event: &Event, at: &Place<'_>) -> Result<Json, Error> {
        match &field.value {
            FieldValue::EventType => Ok(event.event_type.as_str().into()),
            FieldValue::SubjectType => Ok(event.subject_type.as_str().into()),
            FieldValue::Constant(constant) => Ok(constant.as_str().into()),
            FieldValue::Of(r#type) => self.value(r#type, at),
        }
    }

    /// What follows from the event, of a member with a type of its own.
    fn known(&self, id: ShapeId, text: String, at: &Place<'_>) -> Result<Json, Error> {
        match &self.model.shape(id).form {
            Form::ClosedEnum(values) if values.iter().any(|value| value.text == text) => {
                Ok(Json::Text(text))
            }
            Form::OpenEnum { .. } => Ok(Json::Text(text)),
            Form::String(rules) if text::accepts(&text, rules) => Ok(Json::Text(text)),
            _ => Err(self.ask(at, &format!("`{text}` doesn't fit"))),
        }
    }

    fn object(
        &self,
        fields: &[Field],
        place: &Place<'_>,
        value: &dyn Fn(&Field) -> Result<Json, Error>,
    ) -> Result<Json, Error> {
        let mut members = Vec::new();
        for field in fields {
            let is_possible = !self.is_impossible(field);
            if field.required && !is_possible {
                return Err(self.ask(&place.at(&field.key), "it allows nothing"));
            }
            if field.required || self.extent == Extent::Complete && is_possible {
                members.push((field.key.clone(), value(field)?));
            }
        }
        Ok(Json::Object(members))
    }

    /// Does the schema allow no value at all?
    fn is_impossible(&self, field: &Field) -> bool {
        match &field.value {
            FieldValue::Of(Type::Shape(id)) => match &self.model.shape(*id).form {
                Form::Checked(schema) => checked::is_impossible(&self.model.rules, *schema),
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn value(&self, r#type: &Type, place: &Place<'_>) -> Result<Json, Error> {
        match r#type {
            Type::Boolean => match self.find(place) {
                Some(found) if !matches!(found.value(), Json::Boolean(_)) => {
                    Err(found.wrong(place, "true or false"))
                }
                found => Ok(found.map_or(Json::Boolean(true), |it| it.value().clone())),
            },
            Type::FreeObject => self.free_object(place),
            Type::List(items) => self.list(items, place),
            Type::Shape(id) => self.shape(*id, place),
            Type::Content => Err(self.ask(place, "a content stands in subjects alone")),
            text => match scalars::rules(text) {
                Some(rules) => self.text(&rules, place),
                None => Err(self.ask(place, "its type is unknown here")),
            },
        }
    }

    pub(super) fn text(&self, rules: &StringRules, place: &Place<'_>) -> Result<Json, Error> {
        if let Some(found) = self.find(place) {
            let fits = |text: &str| text::accepts(text, rules);
            return if found.value().as_text().is_some_and(fits) {
                Ok(found.value().clone())
            } else {
                Err(found.wrong(place, &rules.expected()))
            };
        }
        let derived = text::derived(place.key, rules);
        let derived = derived.ok_or_else(|| self.ask(place, &rules.expected()))?;
        Ok(Json::Text(derived))
    }

    fn free_object(&self, place: &Place<'_>) -> Result<Json, Error> {
        match self.find(place) {
            // Nothing is required of it.
            _ if self.extent == Extent::Minimal => Ok(Json::Object(Vec::new())),
            None => Ok(Json::Object(Vec::new())),
            Some(found) if matches!(found.value(), Json::Object(_)) => Ok(found.value().clone()),
            Some(found) => Err(found.wrong(place, "an object")),
        }
    }

    fn list(&self, items: &Type, place: &Place<'_>) -> Result<Json, Error> {
        if let Some(found) = self.find(place) {
            return match found.value() {
                Json::List(_) => Ok(found.value().clone()),
                _ => Err(found.wrong(place, "an array")),
            };
        }
        let item = place.at("item");
        if let Type::Shape(id) = items {
            let alternatives = self.model.shape(*id).form.alternatives();
            if !alternatives.is_empty() {
                // One of each.
                let each = alternatives.iter();
                let each = each.map(|it| self.shape(it.shape, &item.at(&it.tag)));
                return Ok(Json::List(each.collect::<Result<_, _>>()?));
            }
        }
        Ok(Json::List(vec![self.value(items, &item)?]))
    }

    pub(super) fn shape(&self, id: ShapeId, place: &Place<'_>) -> Result<Json, Error> {
        match &self.model.shape(id).form {
            Form::Object { fields, .. } => self.object(fields, place, &|field| {
                let at = place.at(&field.key);
                match &field.value {
                    FieldValue::Of(r#type) => self.value(r#type, &at),
                    FieldValue::Constant(constant) => Ok(constant.as_str().into()),
                    FieldValue::EventType | FieldValue::SubjectType => {
                        Err(self.ask(&at, "only contexts and subjects have it"))
                    }
                }
            }),
            Form::ClosedEnum(values) => {
                let is_one = |text: &str| values.iter().any(|value| value.text == text);
                self.one_of(values, &is_one, place)
            }
            Form::OpenEnum { values, other } => {
                let rules = scalars::rules(other).unwrap_or_default();
                self.one_of(values, &|text| text::accepts(text, &rules), place)
            }
            Form::String(rules) => self.text(rules, place),
            Form::Checked(schema) => checked::member(self, *schema, place),
            Form::Union { alternatives, .. } => match alternatives.first() {
                Some(first) => self.shape(first.shape, &place.at(&first.tag)),
                None => Err(self.ask(place, "it is one of nothing")),
            },
        }
    }

    /// A value of an enum: the first, if the table has no other.
    fn one_of(
        &self,
        values: &[EnumValue],
        allows: &dyn Fn(&str) -> bool,
        place: &Place<'_>,
    ) -> Result<Json, Error> {
        match (self.find(place), values) {
            (Some(found), _) if found.value().as_text().is_some_and(allows) => {
                Ok(found.value().clone())
            }
            (Some(found), _) => {
                let texts: Vec<_> = values.iter().map(|it| it.text.as_str()).collect();
                Err(found.wrong(place, &format!("one of `{}`", texts.join("`, `"))))
            }
            (None, [first, ..]) => Ok(first.text.as_str().into()),
            (None, []) => Err(self.ask(place, "it is one of nothing")),
        }
    }

    pub(super) fn find(&self, place: &Place<'_>) -> Option<Found<'a>> {
        self.model.examples.find(place, self.uses)
    }

    pub(super) fn ask(&self, place: &Place<'_>, why: &str) -> Error {
        self.model.examples.ask(place, why)
    }
}

/// What a subject says of itself, which is for no table to say.
fn said_in_subject(event: &Event, field: &Field) -> Option<String> {
    (field.key == "type" && !event.is_custom()).then(|| event.subject_type.clone())
}

/// A UUID (RFC 9562) as if it were random, and the same for the same text.
fn uuid(text: &str) -> String {
    // FNV-1a, twice, so that a letter changes every digit.
    let hash = |start: u64| {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = text.bytes().fold(start, mix);
        let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ (hash >> 31)
    };
    let (high, low) = (hash(0xcbf2_9ce4_8422_2325), hash(0x9e37_79b9_7f4a_7c15));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff,
    )
}
