//! The modules of a crate: what they define, bring in and name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cdevents_codegen::Error;
use proc_macro2::TokenStream;

use super::tokens::{self, Found, Use};

/// A module: a file, or a part of one.
#[derive(Debug)]
pub(super) struct Module {
    /// The file, as an index in [`Modules::files`].
    pub(super) file: usize,
    /// The module around this one; a root is its own.
    pub(super) parent: usize,
    pub(super) children: BTreeMap<String, usize>,
    pub(super) items: BTreeSet<String>,
    /// Whether a macro may define further items.
    pub(super) has_item_macro: bool,
    pub(super) uses: Vec<Use>,
    pub(super) paths: BTreeSet<Vec<String>>,
}

/// The modules of a crate, from its root.
#[derive(Debug)]
pub(super) struct Modules {
    /// The files, as paths below `src`.
    pub(super) files: Vec<String>,
    /// The modules; the first one is the root.
    pub(super) all: Vec<Module>,
}

impl Modules {
    /// Reads a crate from its root file.
    pub(super) fn read(src: &Path, root: &str) -> Result<Self, Error> {
        let mut modules = Self {
            files: Vec::new(),
            all: Vec::new(),
        };
        modules.read_file(src, Path::new(root), 0, Path::new(""))?;
        Ok(modules)
    }

    /// Reads a file as a module, and its children below `folder`; returns the module's index.
    fn read_file(
        &mut self,
        src: &Path,
        file: &Path,
        parent: usize,
        folder: &Path,
    ) -> Result<usize, Error> {
        let path = src.join(file);
        let failed = |reason: String| Error::new(&path, "", reason);
        let text = fs::read_to_string(&path);
        let text = text.map_err(|error| failed(format!("cannot be read: {error}")))?;
        let tokens: Result<TokenStream, _> = text.parse();
        let tokens = tokens.map_err(|error| failed(format!("isn't Rust: {error}")))?;
        self.files
            .push(file.display().to_string().replace('\\', "/"));
        let file = self.files.len() - 1;
        self.add(src, file, parent, folder, tokens::find(tokens))
    }

    /// Adds a module and its children; returns its index.
    fn add(
        &mut self,
        src: &Path,
        file: usize,
        parent: usize,
        folder: &Path,
        found: Vec<Found>,
    ) -> Result<usize, Error> {
        let index = self.all.len();
        self.all.push(Module {
            file,
            parent,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            has_item_macro: false,
            uses: Vec::new(),
            paths: BTreeSet::new(),
        });
        for found in found {
            match found {
                Found::File(name) => {
                    let below = folder.join(&name);
                    let candidates = [folder.join(format!("{name}.rs")), below.join("mod.rs")];
                    let mut candidates = candidates.into_iter();
                    let child = candidates.find(|path| src.join(path).is_file());
                    let child = child.ok_or_else(|| {
                        let reason = format!("declares `mod {name};`, which has no file");
                        Error::new(src.join(&self.files[file]), "", reason)
                    })?;
                    let child = self.read_file(src, &child, index, &below)?;
                    self.all[index].children.insert(name, child);
                }
                Found::Inline(name, found) => {
                    let child = self.add(src, file, index, &folder.join(&name), found)?;
                    self.all[index].children.insert(name, child);
                }
                Found::Item(name) => drop(self.all[index].items.insert(name)),
                Found::ItemMacro => self.all[index].has_item_macro = true,
                Found::Use(r#use) => self.all[index].uses.push(r#use),
                Found::Path(path) => drop(self.all[index].paths.insert(path)),
            }
        }
        Ok(index)
    }
}
