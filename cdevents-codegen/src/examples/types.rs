//! Makes the values of generated types, up to whole events.

use crate::Error;
use crate::model::{
    Alternative, EnumValue, Event, Field, FieldValue, Form, RELEASE_KEYS, ShapeId, Type,
};

use super::Json;
use super::maker::{ExampleMaker, Size};
use super::path::InstancePath;
use super::{schemas, strings};

impl ExampleMaker<'_, '_> {
    pub(super) fn event(&self, event: &Event) -> Result<Json, Error> {
        let release = self.release.name.to_string();
        let release = InstancePath::new(&release);
        let path = release.join(&event.name);
        let of_context = |field: &Field| self.known_in_context(event, field);
        let context = self.fields(event.context, &path.join("context"), event, &of_context)?;
        // The subject goes by its type: a reference to it from another event has the same ID.
        let subject = if event.is_custom() {
            "subject"
        } else {
            &event.subject_type
        };
        let of_subject = |field: &Field| known_in_subject(event, field);
        let subject = self.fields(event.subject, &path.join(subject), event, &of_subject)?;
        let mut properties = vec![
            ("context".to_owned(), context),
            ("subject".to_owned(), subject),
        ];
        if self.size == Size::Complete {
            for (key, r#type) in [
                ("customData", Type::FreeObject),
                ("customDataContentType", Type::String),
            ] {
                properties.push((key.to_owned(), self.value(&r#type, &path.join(key))?));
            }
        }
        Ok(Json::Object(properties))
    }

    pub(super) fn link(&self, link: &Alternative) -> Result<Json, Error> {
        let release = self.release.name.to_string();
        let release = InstancePath::new(&release);
        self.shape(link.shape, &release.join("link").join(&link.tag))
    }

    /// Returns the property of a context that follows from the event.
    fn known_in_context(&self, event: &Event, field: &Field) -> Option<String> {
        match field.key.as_str() {
            "id" => Some(uuid(&event.event_type)),
            key if RELEASE_KEYS.contains(&key) => Some(self.release.name.to_string()),
            "type" if !event.is_custom() => Some(event.event_type.clone()),
            _ => None,
        }
    }

    /// Returns a context or a subject. `known` returns the properties that follow from the event.
    fn fields(
        &self,
        id: ShapeId,
        path: &InstancePath<'_>,
        event: &Event,
        known: &dyn Fn(&Field) -> Option<String>,
    ) -> Result<Json, Error> {
        self.object(self.model.shape(id).form.fields(), path, &|field| {
            let at = path.join(&field.key);
            match (&field.value, known(field)) {
                (FieldValue::Of(Type::Content), _) => self.value(&event.content, &at),
                (FieldValue::Of(Type::Shape(id)), Some(text)) => self.known(*id, text, &at),
                (FieldValue::Of(_), Some(text)) => Ok(Json::Text(text)),
                (FieldValue::Of(r#type), None) => self.value(r#type, &at),
                (FieldValue::EventType, _) => Ok(event.event_type.as_str().into()),
                (FieldValue::SubjectType, _) => Ok(event.subject_type.as_str().into()),
                (FieldValue::Constant(constant), _) => Ok(constant.as_str().into()),
            }
        })
    }

    /// Returns a text that follows from the event, if its type allows that.
    fn known(&self, id: ShapeId, text: String, path: &InstancePath<'_>) -> Result<Json, Error> {
        let is_valid = match &self.model.shape(id).form {
            Form::ClosedEnum(values) => values.iter().any(|value| value.text == text),
            Form::OpenEnum { .. } => true,
            Form::String(rules) => strings::is_valid(&text, rules),
            _ => false,
        };
        if is_valid {
            Ok(Json::Text(text))
        } else {
            self.ask(path, &format!("it does not allow `{text}`"))
        }
    }

    fn object(
        &self,
        fields: &[Field],
        path: &InstancePath<'_>,
        value: &dyn Fn(&Field) -> Result<Json, Error>,
    ) -> Result<Json, Error> {
        let mut properties = Vec::new();
        for field in fields {
            let is_possible = !self.is_impossible(field);
            if field.required && !is_possible {
                return self.ask(&path.join(&field.key), "it allows nothing");
            }
            if field.required || self.size == Size::Complete && is_possible {
                properties.push((field.key.clone(), value(field)?));
            }
        }
        Ok(Json::Object(properties))
    }

    /// Returns whether the schema of a property allows no value at all.
    fn is_impossible(&self, field: &Field) -> bool {
        match &field.value {
            FieldValue::Of(Type::Shape(id)) => match &self.model.shape(*id).form {
                Form::Checked(schema) => schemas::is_impossible(&self.model.rules, *schema),
                _ => false,
            },
            _ => false,
        }
    }

    fn value(&self, r#type: &Type, path: &InstancePath<'_>) -> Result<Json, Error> {
        match r#type {
            Type::Boolean => {
                let is_boolean = |value: &Json| matches!(value, Json::Boolean(_));
                let found = self.find_valid(path, "true or false", is_boolean)?;
                Ok(found.unwrap_or(Json::Boolean(true)))
            }
            Type::FreeObject => self.free_object(path),
            Type::List(items) => self.list(items, path),
            Type::Shape(id) => self.shape(*id, path),
            Type::Content => self.ask(path, "only subjects have a content"),
            text => match strings::rules(text) {
                Some(rules) => self.string(&rules, path),
                None => self.ask(path, "its type is unknown here"),
            },
        }
    }

    fn free_object(&self, path: &InstancePath<'_>) -> Result<Json, Error> {
        let is_object = |value: &Json| matches!(value, Json::Object(_));
        let found = match self.size {
            Size::Minimal => None,
            Size::Complete => self.find_valid(path, "an object", is_object)?,
        };
        Ok(found.unwrap_or_else(|| Json::Object(Vec::new())))
    }

    fn list(&self, items: &Type, path: &InstancePath<'_>) -> Result<Json, Error> {
        let is_array = |value: &Json| matches!(value, Json::List(_));
        if let Some(found) = self.find_valid(path, "an array", is_array)? {
            return Ok(found);
        }
        let item = path.join("item");
        if let Type::Shape(id) = items {
            let alternatives = self.model.shape(*id).form.alternatives();
            if !alternatives.is_empty() {
                let each = alternatives.iter();
                let each = each.map(|kind| self.shape(kind.shape, &item.join(&kind.tag)));
                return Ok(Json::List(each.collect::<Result<_, _>>()?));
            }
        }
        Ok(Json::List(vec![self.value(items, &item)?]))
    }

    fn shape(&self, id: ShapeId, path: &InstancePath<'_>) -> Result<Json, Error> {
        match &self.model.shape(id).form {
            Form::Object { fields, .. } => self.object(fields, path, &|field| {
                let at = path.join(&field.key);
                match &field.value {
                    FieldValue::Of(r#type) => self.value(r#type, &at),
                    FieldValue::Constant(constant) => Ok(constant.as_str().into()),
                    FieldValue::EventType | FieldValue::SubjectType => {
                        self.ask(&at, "only contexts and subjects have it")
                    }
                }
            }),
            Form::ClosedEnum(values) => {
                let is_listed = |text: &str| values.iter().any(|value| value.text == text);
                self.enum_value(values, &is_listed, path)
            }
            Form::OpenEnum { values, other } => {
                let rules = strings::rules(other).unwrap_or_default();
                self.enum_value(values, &|text| strings::is_valid(text, &rules), path)
            }
            Form::String(rules) => self.string(rules, path),
            Form::Checked(schema) | Form::Wrapped { schema, .. } | Form::Choice { schema, .. } => {
                schemas::value(self, *schema, path)
            }
            Form::Union { alternatives, .. } => match alternatives.first() {
                Some(first) => self.shape(first.shape, &path.join(&first.tag)),
                None => self.ask(path, "it has no alternatives"),
            },
        }
    }

    /// Returns the table's value of an enum, or the first.
    fn enum_value(
        &self,
        values: &[EnumValue],
        allows: &dyn Fn(&str) -> bool,
        path: &InstancePath<'_>,
    ) -> Result<Json, Error> {
        let texts: Vec<_> = values.iter().map(|value| value.text.as_str()).collect();
        let expected = format!("one of `{}`", texts.join("`, `"));
        let is_allowed = |value: &Json| value.as_text().is_some_and(allows);
        match (self.find_valid(path, &expected, is_allowed)?, values) {
            (Some(found), _) => Ok(found),
            (None, [first, ..]) => Ok(first.text.as_str().into()),
            (None, []) => self.ask(path, "it has no values"),
        }
    }
}

/// Returns the property of a subject that follows from the event.
fn known_in_subject(event: &Event, field: &Field) -> Option<String> {
    (field.key == "type" && !event.is_custom()).then(|| event.subject_type.clone())
}

/// Returns a UUID (RFC 9562, version 4) that depends only on a text.
fn uuid(text: &str) -> String {
    // FNV-1a and a mixer, so that one letter changes every digit.
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
