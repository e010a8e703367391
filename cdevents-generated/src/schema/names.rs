//! The names of definitions, made of the places where the specification's schemas have them.

use std::collections::{HashMap, HashSet};
use std::ptr;
use std::sync::OnceLock;

use crate::read::find::newest_entries;
use crate::validate::table::{Applicator, Reference, Schema};

/// The start of the name of each definition that is not a whole event, so that it does not clash with
/// a type of the user's.
const PREFIX: &str = "CdEvents";

/// Returns the name of an event's schema: `ServiceDeployedV0_5_1`.
#[cfg(feature = "schemars")]
pub(super) fn event(schema_id: &str, release: &str) -> String {
    let name = last_step(schema_id);
    let name = match name.strip_suffix("-event") {
        Some(name) => capitalized(name),
        None => capitalized(name) + "Event",
    };
    name + &suffix(release)
}

/// Returns what the names of a release end in.
pub(super) fn suffix(release: &str) -> String {
    if release.starts_with(|char: char| char.is_ascii_digit()) {
        format!("V{}", release.replace(['.', '-'], "_"))
    } else {
        capitalized(release)
    }
}

/// Returns the name of what a `$ref` of the specification refers to. If releases have different
/// schemas in one place, the newest has the plain name, and the names of the others end in the newest
/// release that has them.
pub(super) fn referred(reference: &Reference) -> String {
    static NAMES: OnceLock<Names> = OnceLock::new();
    let plain = plain(reference);
    let names = NAMES.get_or_init(Names::of_all);
    let address = ptr::from_ref(reference.schema);
    let name = names.by_place.get(&(plain.clone(), address as usize));
    name.cloned().unwrap_or(plain)
}

fn plain(reference: &Reference) -> String {
    let place = match reference.pointer {
        "" => reference.document,
        pointer => pointer,
    };
    let name = last_step(place);
    let name = name.strip_suffix(".json").unwrap_or(name);
    PREFIX.to_owned() + &capitalized(name)
}

fn last_step(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

/// Capitalizes words at hyphens, and leaves out what is no letter or digit.
fn capitalized(name: &str) -> String {
    let words = name.split(|char: char| !char.is_ascii_alphanumeric());
    let words = words.map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(|char| char.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    });
    words.collect()
}

/// The names of the schemas that `$ref`s lead to.
#[derive(Default)]
struct Names {
    /// The names by the plain name and the address of the schema.
    by_place: HashMap<(String, usize), String>,
    taken: HashSet<String>,
    visited: HashSet<usize>,
}

impl Names {
    fn of_all() -> Self {
        let mut names = Self::default();
        for entry in newest_entries() {
            names.visit(entry.schema, entry.release.as_str());
        }
        names
    }

    fn visit(&mut self, schema: &'static Schema, release: &str) {
        if !self.visited.insert(ptr::from_ref(schema) as usize) {
            return;
        }
        for applicator in schema.applicators {
            if let Applicator::Reference(reference) = applicator {
                self.add(reference, release);
            }
        }
        for part in parts(schema) {
            self.visit(part, release);
        }
    }

    fn add(&mut self, reference: &'static Reference, release: &str) {
        let plain = plain(reference);
        let key = (plain.clone(), ptr::from_ref(reference.schema) as usize);
        if self.by_place.contains_key(&key) {
            return;
        }
        let of_release = plain.clone() + &suffix(release);
        let numbered = (2..).map(|number| format!("{of_release}_{number}"));
        let mut names = [plain, of_release.clone()].into_iter().chain(numbered);
        let free = names.find(|name| !self.taken.contains(name));
        let name = free.unwrap_or(of_release);
        self.taken.insert(name.clone());
        self.by_place.insert(key, name);
    }
}

/// Returns the schemas within a schema, and those that it applies to the same value.
fn parts(schema: &'static Schema) -> Vec<&'static Schema> {
    let mut parts = Vec::new();
    for applicator in schema.applicators {
        match applicator {
            Applicator::Reference(reference) => parts.push(reference.schema),
            Applicator::AllOf(schemas) | Applicator::OneOf(schemas) => parts.extend(*schemas),
            Applicator::AnyOf(alternatives) => parts.extend(alternatives.schemas),
            Applicator::Not(schema) => parts.push(schema),
            Applicator::If(condition) => {
                parts.extend([condition.condition, condition.then, condition.otherwise]);
            }
        }
    }
    if let Some(array) = schema.array {
        parts.extend(array.prefix);
        parts.extend(array.items);
        parts.extend(array.contains.as_ref().map(|contains| contains.schema));
    }
    if let Some(object) = schema.object {
        parts.extend(object.properties.iter().map(|property| property.schema));
        parts.push(object.additional);
        if let Some(rare) = object.rare {
            parts.extend(rare.patterns.iter().map(|(_, schema)| *schema));
            parts.extend(rare.names);
            parts.extend(rare.dependent_schemas.iter().map(|(_, schema)| *schema));
        }
    }
    parts
}

#[cfg(test)]
mod tests;
