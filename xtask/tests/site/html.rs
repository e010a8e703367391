//! Reads enough of mdBook's HTML to follow links.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The files of a site by path, and its pages.
pub(crate) struct Site {
    pub(crate) pages: BTreeMap<PathBuf, Page>,
    pub(crate) files: BTreeSet<PathBuf>,
}

/// A page.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) ids: Vec<String>,
}

impl Site {
    pub(crate) fn read(folder: &Path) -> Self {
        let files = files(folder);
        let pages = files.iter().filter(|path| is_page(path)).map(|path| {
            let text = fs::read_to_string(folder.join(path)).expect("a page");
            let ids = attributes(&text, "id").map(str::to_owned).collect();
            (path.clone(), Page { text, ids })
        });
        Self {
            pages: pages.collect(),
            files,
        }
    }

    /// Returns why a link of a page is broken, if it is.
    pub(crate) fn problem(&self, from: &Path, link: &str) -> Option<String> {
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split('?').next().unwrap_or_default();
        let target = match path {
            "" => from.to_owned(),
            path => joined(from.parent().expect("a folder"), path),
        };
        if !self.files.contains(&target) {
            return Some(format!("{}: no file for {link}", from.display()));
        }
        // `#type=…` is for the page's script.
        let has_anchor = anchor.is_empty()
            || anchor.contains('=')
            || self
                .pages
                .get(&target)
                .is_some_and(|page| page.ids.iter().any(|id| id == anchor));
        (!has_anchor).then(|| format!("{}: no anchor for {link}", from.display()))
    }
}

/// Returns the paths of all files in a folder.
pub(crate) fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else {
                found.insert(path.strip_prefix(folder).expect("below it").to_owned());
            }
        }
    }
    found
}

pub(crate) fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "html")
}

/// Returns the values of an attribute in all tags outside scripts.
pub(crate) fn attributes<'a>(page: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let key = format!(" {name}=\"");
    let without_scripts = page
        .split("<script")
        .map(|part| match part.split_once("</script>") {
            Some((_, rest)) => rest,
            None => part,
        });
    let tags = without_scripts.flat_map(|part| part.split('<').skip(1));
    tags.filter_map(move |tag| {
        let tag = tag.split('>').next()?;
        let (_, value) = tag.split_once(&key)?;
        Some(value.split_once('"')?.0)
    })
}

/// Joins a folder and a path, and resolves `..`.
fn joined(folder: &Path, path: &str) -> PathBuf {
    let mut target = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => {
                target.pop();
            }
            Component::CurDir => {}
            part => target.push(part),
        }
    }
    target
}
