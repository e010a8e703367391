//! Follows names to the files that define them.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::Modules;

/// What files import: by the importing and the imported file, the names.
pub(super) type Imports = BTreeMap<(usize, usize), BTreeSet<String>>;

/// Returns every import between the files of a crate.
pub(super) fn all(modules: &Modules) -> Imports {
    let mut imports = Imports::new();
    for (index, module) in modules.all.iter().enumerate() {
        let mut add = |(file, name): Item| {
            if file != module.file {
                imports.entry((module.file, file)).or_default().insert(name);
            }
        };
        let lookup = || Lookup {
            modules,
            underway: Vec::new(),
        };
        for path in &module.paths {
            lookup().path(index, path).item.map(&mut add);
        }
        for r#use in &module.uses {
            let target = lookup().path(index, &r#use.path);
            match target.module {
                // The items that are reached through a module have paths of their own.
                Some(_) if r#use.name.is_some() => {}
                Some(source) => {
                    if lookup().defines_items(source) {
                        add((modules.all[source].file, "*".to_owned()));
                    }
                    if r#use.is_public {
                        lookup().exported(source).into_iter().for_each(&mut add);
                    }
                }
                None => drop(target.item.map(&mut add)),
            }
        }
    }
    imports
}

/// An item: the file that defines it, and its name.
type Item = (usize, String);

/// What a name stands for; it may be a module and an item at once.
#[derive(Clone, Debug, Default)]
struct Target {
    module: Option<usize>,
    item: Option<Item>,
    /// Whether the name comes from another crate.
    is_foreign: bool,
}

impl Target {
    fn is_empty(&self) -> bool {
        self.module.is_none() && self.item.is_none() && !self.is_foreign
    }

    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_empty() { other() } else { self }
    }
}

struct Lookup<'a> {
    modules: &'a Modules,
    /// The names that are being looked up, so that modules may bring in each other's.
    underway: Vec<(usize, String)>,
}

impl Lookup<'_> {
    /// Follows a path from a module.
    fn path(&mut self, from: usize, path: &[String]) -> Target {
        let module = |index| Target {
            module: Some(index),
            ..Target::default()
        };
        let mut current = Target::default();
        for (position, segment) in path.iter().enumerate() {
            current = match (segment.as_str(), current.module) {
                ("crate", _) => module(0),
                ("self", _) if position == 0 => module(from),
                ("super", None) => module(self.modules.all[from].parent),
                ("super", Some(index)) => module(self.modules.all[index].parent),
                (name, None) if position == 0 => self.name(from, name),
                // A variant or an associated item, or something in another crate.
                (_, None) => return current,
                (name, Some(index)) => self
                    .name(index, name)
                    .or(|| Target {
                        module: None,
                        ..current
                    })
                    .or(|| self.by_macro(index, name)),
            };
            if current.is_empty() {
                break;
            }
        }
        current
    }

    /// Looks a name up in a module.
    fn name(&mut self, index: usize, name: &str) -> Target {
        let key = (index, name.to_owned());
        if self.underway.contains(&key) {
            return Target::default();
        }
        self.underway.push(key);
        let module = &self.modules.all[index];
        let is_item = module.items.contains(name);
        let mut target = Target {
            module: module.children.get(name).copied(),
            item: is_item.then(|| (module.file, name.to_owned())),
            is_foreign: false,
        };
        for r#use in module
            .uses
            .iter()
            .filter(|r#use| r#use.name.as_deref() == Some(name))
        {
            let brought = self.path(index, &r#use.path);
            target.is_foreign |= brought.is_empty();
            target.module = target.module.or(brought.module);
            target.item = target.item.or(brought.item);
        }
        if target.is_empty() {
            target = self.by_globs(index, name);
        }
        self.underway.pop();
        target
    }

    fn by_globs(&mut self, index: usize, name: &str) -> Target {
        let globs = self.modules.all[index].uses.iter();
        for glob in globs.filter(|glob| glob.name.is_none()) {
            if let Some(source) = self.path(index, &glob.path).module {
                let target = self.name(source, name);
                if !target.is_empty() {
                    return target;
                }
            }
        }
        Target::default()
    }

    /// The item that a macro must have defined in a module, or in one that it brings in as a whole.
    fn by_macro(&mut self, index: usize, name: &str) -> Target {
        let mut candidates = vec![index];
        for glob in self.modules.all[index]
            .uses
            .iter()
            .filter(|glob| glob.name.is_none())
        {
            candidates.extend(self.path(index, &glob.path).module);
        }
        let mut candidates = candidates.into_iter().map(|index| &self.modules.all[index]);
        let module = candidates.find(|module| module.has_item_macro);
        let module = module.unwrap_or(&self.modules.all[index]);
        Target {
            item: Some((module.file, name.to_owned())),
            ..Target::default()
        }
    }

    fn defines_items(&self, index: usize) -> bool {
        let module = &self.modules.all[index];
        module.has_item_macro || !module.items.is_empty()
    }

    /// The items that a module brings in from elsewhere for others.
    fn exported(&mut self, index: usize) -> Vec<Item> {
        let key = (index, "*".to_owned());
        if self.underway.contains(&key) {
            return Vec::new();
        }
        self.underway.push(key);
        let mut items = Vec::new();
        for r#use in self.modules.all[index]
            .uses
            .iter()
            .filter(|r#use| r#use.is_public)
        {
            let target = self.path(index, &r#use.path);
            match (target.module, &r#use.name) {
                (Some(source), None) => {
                    if self.defines_items(source) {
                        items.push((self.modules.all[source].file, "*".to_owned()));
                    }
                    items.extend(self.exported(source));
                }
                _ => items.extend(target.item),
            }
        }
        items
    }
}
