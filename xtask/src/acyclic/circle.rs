//! Finds the circles among imports, and says how to break them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::imports::Imports;

/// Files that import each other, directly or through others.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Circle {
    /// The files, as paths below `src`, sorted.
    pub files: Vec<String>,
    /// The imports among them: the importing file, the imported file, and the names, sorted.
    pub imports: Vec<(String, String, Vec<String>)>,
}

/// Returns the largest groups of files in which each file reaches each other one.
pub(super) fn find(files: &[String], imports: &Imports) -> Vec<Circle> {
    let mut targets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in imports.keys() {
        targets.entry(*from).or_default().push(*to);
    }
    let reached: Vec<_> = (0..files.len())
        .map(|file| reached(file, &targets))
        .collect();
    let mut circles = Vec::new();
    let mut done = BTreeSet::new();
    for file in 0..files.len() {
        let others = reached[file]
            .iter()
            .filter(|other| reached[**other].contains(&file));
        let group: BTreeSet<_> = others.copied().collect();
        if !group.is_empty() && done.insert(group.clone()) {
            circles.push(circle(&group, files, imports));
        }
    }
    circles
}

/// Returns the files that a file imports, directly or through others.
fn reached(file: usize, targets: &BTreeMap<usize, Vec<usize>>) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut pending = vec![file];
    while let Some(file) = pending.pop() {
        for target in targets.get(&file).into_iter().flatten() {
            if reached.insert(*target) {
                pending.push(*target);
            }
        }
    }
    reached
}

fn circle(group: &BTreeSet<usize>, files: &[String], imports: &Imports) -> Circle {
    let among = |(from, to): &(usize, usize)| group.contains(from) && group.contains(to);
    let among = imports.iter().filter(|(ends, _)| among(ends));
    let named = among.map(|((from, to), names)| {
        let names = names.iter().cloned().collect();
        (files[*from].clone(), files[*to].clone(), names)
    });
    let mut imports: Vec<_> = named.collect();
    imports.sort();
    let mut files: Vec<_> = group.iter().map(|file| files[*file].clone()).collect();
    files.sort();
    Circle { files, imports }
}

/// A line for each import.
impl fmt::Display for Circle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} files import each other:", self.files.len())?;
        for (from, to, names) in &self.imports {
            write!(formatter, "\n  {from} -> {to}: {}", names.join(", "))?;
        }
        Ok(())
    }
}
