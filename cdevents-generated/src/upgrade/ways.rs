//! Which parts of an event can be converted by themselves.

use super::rule::{Action, Rule};
use crate::event::property::Property;
use crate::json::lookup;
use crate::json::write::string;
use crate::read::entry::Entry;
use crate::read::named_release::{SPECVERSION, VERSION};
use crate::validate::schema::is_text_valid;
use crate::validate::table::{self, Schema, Types};
use crate::value::event_type::CUSTOM_PREFIX;

/// The ways of an event's parts.
pub(super) struct Ways {
    pub(super) source: Way,
    pub(super) chain_id: OptionalWay,
    pub(super) links: OptionalWay,
    pub(super) schema_uri: OptionalWay,
    pub(super) subject_source: OptionalWay,
    pub(super) subject_type: SubjectType,
    pub(super) content: Way,
}

/// The subject's type in the source and in the target.
pub(super) struct SubjectType {
    /// The only type that the subject has in the source.
    pub(super) old: Option<String>,
    /// The type that the subject has in the target, if it is optional there.
    pub(super) new: Option<String>,
    /// Whether an event without the type stays without it, because it is optional in the source.
    pub(super) stays_absent: bool,
}

/// The way of a part that not every event has.
pub(super) enum OptionalWay {
    /// The part can be converted by itself.
    Way(Way),
    /// The target has no place for the part.
    Nowhere(Path),
    /// An event that has the part must be converted as a whole.
    Unknown,
}

/// The key of the object that has a part, and the part's key.
pub(super) type Path = [&'static str; 2];

/// Where a part is in the source and in the target.
pub(super) struct Way {
    pub(super) path: Path,
    /// The part's key in the target.
    pub(super) key: &'static str,
    /// The part's schemas in the source and in the target.
    pub(super) schemas: [&'static Schema; 2],
    has_rules: bool,
}

impl Way {
    fn new(
        object: &'static str,
        [old, new]: [&'static str; 2],
        entries: [&'static Entry; 2],
        rules: &[&Rule],
    ) -> Option<Self> {
        let path = [object, old];
        let is_below = |rule: &&Rule| rule.source.len() > 2 && rule.source[..2] == path;
        Some(Self {
            path,
            key: new,
            schemas: [
                property(entries[0], path)?.target,
                property(entries[1], [object, new])?.target,
            ],
            has_rules: rules.iter().any(is_below),
        })
    }

    pub(super) fn is_renamed(&self) -> bool {
        self.path[1] != self.key
    }

    /// Returns whether the target accepts the part as it is.
    pub(super) fn is_same(&self) -> bool {
        let [source, target] = self.schemas.map(Schema::target);
        !self.has_rules && std::ptr::eq(source, target)
    }

    /// Returns whether the target accepts a string as it is.
    pub(super) fn accepts(&self, text: &str) -> bool {
        self.is_same() || (!self.has_rules && is_text_valid(self.schemas[1], &string(text)))
    }
}

impl OptionalWay {
    /// Finds the way of a property that not all releases have, and that some spell differently.
    fn new(known: Property, entries: [&'static Entry; 2], rules: &[&Rule]) -> Self {
        let (object, _) = known.place();
        let [old, new] = entries.map(|entry| known.find_in(entry.schema));
        // An event can't have a property that its schema doesn't name.
        let path = [object, old.map_or("", |property| property.key)];
        let Some(new) = new else {
            return Self::Nowhere(path);
        };
        let way = Way::new(object, [path[1], new.key], entries, rules);
        let is_renamed = |rule: &&Rule| {
            rule.source == path && matches!(&rule.action, Action::Rename(key) if key == new.key)
        };
        let is_known = |way: &Way| !way.is_renamed() || rules.iter().any(is_renamed);
        way.filter(is_known).map_or(Self::Unknown, Self::Way)
    }
}

impl SubjectType {
    fn new(entries: [&'static Entry; 2], types: &[Option<String>; 2]) -> Option<Self> {
        let [old, new] = [0, 1].map(|side| types[side].as_deref().and_then(lookup::string));
        let [source, target] = entries.map(|entry| property(entry, ["subject", "type"]));
        // Without a known type, the whole event must be converted.
        let new = match target {
            Some(target) => Some(new?).filter(|_| !target.required),
            None => None,
        };
        Some(Self {
            old,
            new,
            stays_absent: source.is_some_and(|source| !source.required),
        })
    }
}

impl Ways {
    /// Finds the ways, if no rule moves a part to another object, and the events have the usual parts.
    pub(super) fn new(
        entries: [&'static Entry; 2],
        rules: &[Rule],
        subject_types: &[Option<String>; 2],
    ) -> Option<Self> {
        let rules = rules.iter().filter(|rule| !names_release(rule));
        let rules: Vec<_> = rules
            .filter(|rule| rule.applies_to(entries[0].schema))
            .collect();
        if rules
            .iter()
            .any(|rule| matches!(rule.action, Action::Move(_)))
            || !entries.into_iter().all(is_ordinary)
        {
            return None;
        }
        let optional = |property| OptionalWay::new(property, entries, &rules);
        Some(Self {
            source: Way::new("context", ["source"; 2], entries, &rules)?,
            chain_id: optional(Property::ChainId),
            links: optional(Property::Links),
            schema_uri: optional(Property::SchemaUri),
            subject_source: optional(Property::SubjectSource),
            subject_type: SubjectType::new(entries, subject_types)?,
            content: Way::new("subject", ["content"; 2], entries, &rules)?,
        })
    }
}

fn property(entry: &Entry, [object, key]: [&str; 2]) -> Option<&'static table::Property> {
    entry.schema.property(object)?.target.property(key)
}

/// Returns whether a rule is about the name of the release, which isn't converted.
fn names_release(rule: &Rule) -> bool {
    let key = rule.source.get(1);
    key.is_some_and(|key| [VERSION, SPECVERSION].contains(&key.as_str()))
}

/// Returns whether an event can have the usual properties only.
fn is_ordinary(entry: &Entry) -> bool {
    let is_ordinary = |object: &str, required: &[&str], optional: &[Property]| {
        let rules = entry.schema.property(object);
        let rules = rules.and_then(|object| object.target.target().object);
        let is_known = |property: &table::Property| {
            let is = |known: &Property| known.is_key(property.key);
            required.contains(&property.key) || (!property.required && optional.iter().any(is))
        };
        rules.is_some_and(|rules| {
            rules.additional.types == Types::NONE && rules.properties.iter().all(is_known)
        })
    };
    entry.event_type != CUSTOM_PREFIX
        && is_ordinary(
            "context",
            &[VERSION, SPECVERSION, "id", "source", "type", "timestamp"],
            &[Property::ChainId, Property::Links, Property::SchemaUri],
        )
        && is_ordinary(
            "subject",
            &["id", "type", "content"],
            &[Property::SubjectSource],
        )
}
