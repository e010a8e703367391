//! No two files of a crate import each other, and the check would notice.

use cdevents_tests::workspace;
use xtask::acyclic::{Circle, circles};

/// Returns the circles in a crate of these files.
fn found(files: &[(&str, &str)]) -> Vec<Circle> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    circles(folder.path()).unwrap()
}

/// Returns the imports of the only circle in a crate of these files.
fn imports(files: &[(&str, &str)]) -> Vec<String> {
    let circles = found(files);
    assert_eq!(circles.len(), 1, "{circles:?}");
    let text = circles[0].to_string();
    text.lines()
        .skip(1)
        .map(|line| line.trim().to_owned())
        .collect()
}

#[test]
fn no_two_files_of_a_crate_import_each_other() {
    for name in [
        "cdevents-codegen",
        "cdevents-generated",
        "cdevents-generated/cli",
        "tests",
        "xtask",
    ] {
        let circles = circles(&workspace().join(name).join("src")).unwrap();
        for circle in &circles {
            eprintln!("{name}/src: {circle}");
        }
        assert_eq!(circles, []);
    }
}

#[test]
fn xtask_has_no_circle() {
    assert_eq!(circles(&workspace().join("xtask/src")).unwrap(), []);
}

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "use crate::b::{Second as Other, third}; pub struct First;",
        ),
        (
            "b.rs",
            "pub struct Second(super::a::First); pub fn third() {}",
        ),
    ];
    assert_eq!(
        imports(&files),
        ["a.rs -> b.rs: Second, third", "b.rs -> a.rs: First"]
    );
}

#[test]
fn a_circle_through_other_files_is_found() {
    let files = [
        (
            "main.rs",
            "mod a; mod b; mod c; mod d; fn main() { a::a() }",
        ),
        ("a.rs", "pub fn a() { crate::b::b() }"),
        ("b.rs", "use crate::{c, d}; pub fn b() { c::c(); d::d() }"),
        ("c.rs", "use super::a; pub fn c() { a::a() }"),
        ("d.rs", "pub fn d() {}"),
    ];
    let expected = ["a.rs -> b.rs: b", "b.rs -> c.rs: c", "c.rs -> a.rs: a"];
    assert_eq!(imports(&files), expected);
}

#[test]
fn a_re_export_counts_as_the_file_that_defines_the_item() {
    let files = |c: &'static str| {
        [
            ("lib.rs", "pub mod a; pub use a::*; pub struct Root;"),
            ("a/mod.rs", "mod b; mod c; pub use b::{B as Renamed, *};"),
            (
                "a/b.rs",
                "use super::c::C; pub struct B(C); pub enum More { One }",
            ),
            ("a/c.rs", c),
        ]
    };
    for (c, name) in [
        ("pub struct C; use super::Renamed;", "B"),
        ("pub struct C; fn f() -> crate::Renamed { loop {} }", "B"),
        (
            "pub struct C; use crate::*; fn f() { let _ = More::One; }",
            "More",
        ),
        ("pub struct C; use crate::More::One;", "More"),
    ] {
        let expected = [
            "a/b.rs -> a/c.rs: C".to_owned(),
            format!("a/c.rs -> a/b.rs: {name}"),
        ];
        let found = imports(&files(c));
        assert!(
            expected.iter().all(|line| found.contains(line)),
            "{c}: {found:?}"
        );
    }
    assert_eq!(found(&files("pub struct C; pub type A = Option<u8>;")), []);
}

#[test]
fn a_folder_that_calls_its_children_is_not_called_by_them() {
    let files = |child: &'static str| {
        [
            ("lib.rs", "mod parent; fn parent() -> parent::P {}"),
            (
                "parent/mod.rs",
                "mod child; fn f() { assert!(child::g() == 1); } pub struct P;",
            ),
            ("parent/child.rs", child),
        ]
    };
    let expected = [
        "parent/child.rs -> parent/mod.rs: P",
        "parent/mod.rs -> parent/child.rs: g",
    ];
    for child in [
        "use super::P; pub fn g() -> u8 { 1 }",
        "pub fn g() -> u8 { matches!(x, crate::parent::P); 1 }",
        "pub fn g() -> u8 { use super::P; 1 }",
        "#[cfg(not(test))] use super::P; pub fn g() -> u8 { 1 }",
        "mod inner { use super::super::P; } pub fn g() -> u8 { 1 }",
    ] {
        assert_eq!(imports(&files(child)), expected, "{child}");
    }
    for child in [
        "pub fn g() -> u8 { 1 }",
        "pub(in crate::parent) fn g() -> u8 { P.super_p(); 1 }",
        "/// [`P`](super::P)\npub fn g() -> u8 { 1 }",
        "pub fn g() -> u8 { 1 } #[cfg(test)] mod tests { use super::super::P; }",
        "#[cfg(test)] use super::P; pub fn g() -> u8 { 1 }",
        "macro_rules! m { () => { $crate::parent::P } } pub fn g() -> u8 { 1 }",
    ] {
        assert_eq!(found(&files(child)), [], "{child}");
    }
}

#[test]
fn an_item_that_a_macro_defines_belongs_to_the_file_that_calls_it() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "define! { pub struct Hidden = crate::b::B }"),
        (
            "b.rs",
            "pub struct B; fn f(_: crate::a::Hidden, _: super::a::Other) {}",
        ),
    ];
    assert_eq!(
        imports(&files),
        ["a.rs -> b.rs: B", "b.rs -> a.rs: Hidden, Other"]
    );
}

#[test]
fn other_crates_are_no_files() {
    let files = [
        (
            "lib.rs",
            "mod a; pub use std::fmt; pub struct L; fn f() { a::A; }",
        ),
        (
            "a.rs",
            "use crate::fmt; use std::{io::{self, Read}, mem}; pub struct A; fn f() -> crate::fmt::Result { <A as fmt::Debug>::L }",
        ),
    ];
    assert_eq!(found(&files), []);
}

#[test]
fn a_module_without_a_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lib.rs"), "mod absent;").unwrap();
    let error = circles(folder.path()).unwrap_err().to_string();
    assert!(
        error.contains("lib.rs: declares `mod absent;`, which has no file"),
        "{error}"
    );
}
