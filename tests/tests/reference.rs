//! The reference below `cdevents-generated/docs`: its links work, its JSON is valid, its Rust is
//! compiled, and its pictures are accessible.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cdevents_codegen::{emit, lower, read_folder};
use cdevents_generated::latest::Link;
use cdevents_generated::validate::validate_slice;
use cdevents_tests::{model, output, workspace};
use serde_json::Value;

/// Returns the generated files below a folder of the crate, by path relative to the folder.
fn below(folder: &str) -> BTreeMap<String, String> {
    let of_folder = |(path, text): (&String, &String)| {
        let path = path.strip_prefix(folder)?.strip_prefix('/')?;
        Some((path.to_owned(), text.clone()))
    };
    output().iter().filter_map(of_folder).collect()
}

fn docs() -> BTreeMap<String, String> {
    let mut docs = below("docs");
    // `cargo xtask codegen` adds this page, which the generator alone does not know.
    let lint = workspace().join("cdevents-generated/docs/lint.md");
    docs.insert("lint.md".to_owned(), fs::read_to_string(lint).unwrap());
    docs
}

fn pages() -> BTreeMap<String, String> {
    let mut pages = docs();
    pages.retain(|path, _| path.rsplit('.').next() == Some("md"));
    pages
}

/// Returns the texts between an opening and a closing mark on the same line.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    let rests = text
        .match_indices(open)
        .map(move |(at, _)| &text[at + open.len()..]);
    let line = |rest: &'a str| rest.split_once('\n').map_or(rest, |(line, _)| line);
    rests.filter_map(move |rest| line(rest).split_once(close).map(|(found, _)| found))
}

/// Returns the targets of a page's relative links.
fn links(page: &str) -> Vec<&str> {
    let prose = without_code(page);
    let targets: Vec<_> = ["](", "href=\"", "src=\""]
        .into_iter()
        .flat_map(|open| between(page, open, if open == "](" { ')' } else { '"' }))
        .filter(|target| prose.contains(target))
        .collect();
    targets
        .into_iter()
        .filter(|target| !target.starts_with("https://"))
        .collect()
}

/// Returns a page without its code blocks.
fn without_code(page: &str) -> String {
    page.split("```").step_by(2).collect()
}

/// Returns the anchors of a page's headings, as GitHub and mdBook create them.
fn anchors(page: &str) -> BTreeSet<String> {
    let prose = without_code(page);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let anchors = headings.map(|heading| {
        let lower = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = lower.chars().filter_map(|character| match character {
            ' ' => Some('-'),
            kept if kept.is_alphanumeric() || "-_".contains(kept) => Some(kept),
            _ => None,
        });
        kept.collect::<String>()
    });
    let (all, mut distinct) = (anchors.collect::<Vec<_>>(), BTreeSet::new());
    for anchor in all {
        assert!(
            distinct.insert(anchor.clone()),
            "two headings have the anchor {anchor}"
        );
    }
    distinct
}

/// Returns the path of the page to which a relative link on another page leads.
fn resolved(page: &str, target: &str) -> String {
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {target} leaves the docs"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_relative_link_leads_to_a_page_and_a_heading() {
    let (docs, mut count) = (docs(), 0);
    for (path, page) in pages() {
        for link in links(&page) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if target.is_empty() {
                path.clone()
            } else {
                resolved(&path, target)
            };
            let found = docs.get(&target);
            let found = found.unwrap_or_else(|| panic!("{path}: {link}: no {target}"));
            let is_there = anchor.is_empty()
                || anchors(found).contains(anchor)
                || found.contains(&format!(" id=\"{anchor}\""));
            assert!(is_there, "{path}: {link}: {:?}", anchors(found));
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

/// Returns the code blocks in a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    let rests = page
        .match_indices(&open)
        .map(|(at, _)| &page[at + open.len()..]);
    rests
        .map(|rest| rest.split_once("```").unwrap().0)
        .collect()
}

#[test]
fn every_json_example_is_valid() {
    let (mut events, mut links) = (0, 0);
    // The examples of lint rules are parts of schemas, with mistakes on purpose.
    for (path, page) in pages().into_iter().filter(|(path, _)| path != "lint.md") {
        for json in blocks(&page, "json") {
            let value: Value = serde_json::from_str(json).unwrap();
            if path == "links.md" {
                let verdict = Link::validate(&value);
                assert!(verdict.is_ok(), "{path}: {json}: {verdict:?}");
                links += 1;
            } else {
                let verdict = validate_slice(json.as_bytes());
                assert!(verdict.is_ok(), "{path}: {json}: {verdict:?}");
                events += 1;
            }
        }
    }
    assert_eq!(links, 4);
    let pages = pages();
    let of_events = pages.keys().filter(|path| path.starts_with("events/"));
    // The custom event has two examples, too, on a page of its own. Older releases have one each.
    let sections = pages.values().map(|page| page.matches("<details").count());
    assert_eq!(
        events,
        2 * (of_events.count() + 1) + sections.sum::<usize>()
    );
}

#[test]
fn every_rust_example_is_compiled() {
    let examples = below("examples");
    let compiled = examples.iter().filter(|(path, _)| path.ends_with("rs"));
    let compiled: BTreeSet<_> = compiled.map(|(_, body)| body.as_str()).collect();
    let text = |path: &str| fs::read_to_string(workspace().join(path)).unwrap();
    let compiling = ["tests/src/lib.rs", "tests/pipelines/src/lib.rs"].map(text);
    for (path, page) in pages() {
        for rust in blocks(&page, "rust") {
            // The crate's docs compile the events' examples, packages of tests the other pages.
            let body = rust.split_once('\n').map_or(rust, |(_import, body)| body);
            let is_of_event = path.starts_with("events/") && compiled.contains(body);
            let name = format!("/cdevents-generated/docs/{path}\")]");
            let is_compiled = compiling.iter().any(|lib| lib.contains(&name));
            assert!(is_of_event || is_compiled, "{path}: {rust}");
        }
    }
}

#[test]
fn every_event_and_release_has_a_page() {
    let (model, pages) = (model(), pages());
    let mut names = BTreeSet::new();
    for release in &model.releases {
        let page = &pages[&format!("releases/{}.md", release.name)];
        for event in &release.events {
            assert!(page.contains(&format!("`{}`", event.event_type)));
            names.insert(event.name.as_str());
        }
    }
    for name in &names {
        let page = &pages[&format!("events/{}.md", name.replace('.', "-"))];
        let parts = [
            "**Rust**\n\n```rust",
            "**Command**\n\n```sh\ncdevents new ",
            "**JSON**\n\n```json",
            "[Try this event]",
            "## Properties",
            "## History",
        ];
        assert!(parts.iter().all(|part| page.contains(part)), "{name}");
    }
    for pair in model.releases.windows(2) {
        let name = format!("migration/{}-to-{}.md", pair[0].name, pair[1].name);
        assert!(pages.contains_key(&name), "{name}");
    }
    let summary = &pages["SUMMARY.md"];
    for path in pages.keys().filter(|path| *path != "SUMMARY.md") {
        assert_eq!(summary.matches(&format!("({path})")).count(), 1, "{path}");
    }
    let rows = pages["vocabulary.md"].matches("<tr data-stage=").count();
    assert_eq!(rows, names.len());
}

#[test]
fn events_link_to_their_schemas() {
    let folder = "https://github.com/cdevents/cdevents-codegen-rs/blob/main/";
    for (path, page) in pages()
        .iter()
        .filter(|(path, _)| path.starts_with("events/"))
    {
        let link = between(page, "[Schema](", ')').next().unwrap();
        let schema = link.strip_prefix(folder).unwrap();
        let text = fs::read_to_string(workspace().join(schema));
        let text = text.unwrap_or_else(|error| panic!("{path}: {schema}: {error}"));
        let ids = between(page, "`$id` of the schema: `", '`').next().unwrap();
        assert!(text.contains(ids), "{path}: {schema}");
    }
}

#[test]
fn the_words_to_search_by_belong_to_pages() {
    let (docs, pages) = (docs(), pages());
    let words: toml::Table = docs["search.toml"].parse().unwrap();
    for page in words["pages"].as_table().unwrap().keys() {
        // The site adds this page.
        assert!(
            page == "try" || pages.contains_key(&format!("{page}.md")),
            "{page}"
        );
    }
}

#[test]
fn pictures_have_alternative_text_and_follow_the_color_scheme() {
    let (docs, model) = (docs(), model());
    let newest = model.releases.last().unwrap().events.len();
    let events = format!("{newest} events");
    for (name, said) in [
        ("vocabulary.svg", events.as_str()),
        ("links.svg", "RELATION"),
    ] {
        let picture = roxmltree::Document::parse(&docs[name]).unwrap();
        let root = picture.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        let text = |tag: &str| {
            let mut nodes = root
                .children()
                .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)));
            let node = nodes.next().unwrap();
            let id = node.attribute("id").unwrap();
            assert!(root.attribute("aria-labelledby").unwrap().contains(id));
            node.text().unwrap().to_owned()
        };
        assert!(!text("title").is_empty(), "{name}");
        assert!(text("desc").contains(said), "{name}: {}", text("desc"));
        assert!(docs[name].contains("prefers-color-scheme: dark"), "{name}");
    }
    let cells = docs["vocabulary.svg"].matches("<rect").count();
    let events: usize = model
        .releases
        .iter()
        .map(|release| release.events.len())
        .sum();
    // Three cells belong to the legend.
    assert_eq!(cells, events + 3);
}

#[test]
fn descriptions_are_escaped() {
    const WORDS: &str = "A <b & c> | [d] {{#include e}} ` f";
    let mut files = read_folder(&workspace().join("schemas")).unwrap();
    let describe = |text: &mut String, pointer: &str| {
        let mut schema: Value = serde_json::from_str(text).unwrap();
        // In 0.4.0, the properties of links are not where they belong.
        if let Some(place) = schema.pointer_mut(pointer) {
            place["description"] = WORDS.into();
            *text = schema.to_string();
        }
    };
    describe(
        files.texts.get_mut("0.5.1/service/deployed.json").unwrap(),
        "",
    );
    // A shape has the description of its first appearance.
    let links = files.texts.iter_mut();
    for (_, text) in links.filter(|(path, _)| path.ends_with("/links/linkstart.json")) {
        describe(text, "");
        describe(text, "/properties/start");
    }
    let output = emit(&lower(&files).unwrap()).unwrap();
    let picture = roxmltree::Document::parse(&output["docs/links.svg"]).unwrap();
    let said = picture.descendants().filter_map(|node| node.text());
    assert!(said.collect::<String>().contains("A <b & c> | [d]"));
    for (path, text) in output.iter().filter(|(path, _)| path.ends_with("md")) {
        for line in text
            .lines()
            .filter(|line| line.contains("b & c") || line.contains("b \\& c"))
        {
            assert!(
                line.contains("A \\<b \\& c>") && line.contains("\\[d]"),
                "{path}: {line}"
            );
            assert!(!line.contains("{{#"), "{path}: {line}");
            assert!(
                !line.starts_with('|') || line.contains("\\|"),
                "{path}: {line}"
            );
        }
    }
    let docs = &output["src/generated/v0_5_1.rs"];
    assert!(docs.contains("/// A \\<b \\& c> | \\[d]"));
}

#[test]
fn the_readme_shows_the_vocabulary() {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    assert!(readme.contains("](cdevents-generated/docs/vocabulary.svg)"));
}
