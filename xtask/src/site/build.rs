//! Builds a site from Markdown with mdBook, which reads a temporary copy and writes only the site.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use super::frame::{path_of, with_frame};
use super::search_index::{self, Renamed, Words};
use super::tables::with_readable_tables;

const CONFIG: &str = include_str!("assets/book.toml");

/// The files outside the pages' folder.
const ASSETS: &[(&str, &str)] = &[
    ("site.css", include_str!("assets/site.css")),
    ("site.js", include_str!("assets/site.js")),
    ("vocabulary.js", include_str!("assets/vocabulary.js")),
];

/// The hand-written pages, and what they include and load.
const PAGES: &[(&str, &str)] = &[
    ("404.md", include_str!("assets/404.md")),
    ("try.md", include_str!("assets/try.md")),
    ("try/indented.js", include_str!("assets/try/indented.js")),
    ("try/marks.js", include_str!("assets/try/marks.js")),
    ("try/page.css", include_str!("assets/try/page.css")),
    ("try/page.js", include_str!("assets/try/page.js")),
    ("try/share.js", include_str!("assets/try/share.js")),
    ("try/words.js", include_str!("assets/try/words.js")),
    (
        "samples/broken.json",
        include_str!("assets/samples/broken.json"),
    ),
    (
        "samples/newer.json",
        include_str!("assets/samples/newer.json"),
    ),
];

/// The files of the npm package that the hand-written page loads, and their folder in the site.
const VALIDATOR: &[&str] = &["browser.js", "functions.js", "module.js", "module_bg.wasm"];
const VALIDATOR_FOLDER: &str = "validator";

const SUMMARY: &str = "SUMMARY.md";

/// A file that mdBook writes into each site.
const SITE_MARKER: &str = ".nojekyll";

/// Builds the site from a folder of Markdown pages and, for the page "Try an event", the npm package.
///
/// `url` is the address that the site will have; only its path matters to mdBook.
///
/// # Errors
/// Fails if a file cannot be read or written, a page is missing, or `out` is a folder with other
/// contents than a site.
pub fn build(source: &Path, validator: Option<&Path>, out: &Path, url: &str) -> Result<(), String> {
    let out = std::path::absolute(out).map_err(failed("found", out))?;
    check_target(&out)?;
    let folder =
        tempfile::tempdir().map_err(|error| format!("can't create a temporary folder: {error}"))?;
    let pages = folder.path().join("src");
    copy(source, &pages)?;
    for (name, text) in PAGES {
        let path = pages.join(name);
        if path.exists() {
            return Err(format!(
                "{}: the site has a hand-written page of this name",
                source.join(name).display()
            ));
        }
        write(&path, text)?;
    }
    for (name, text) in ASSETS {
        write(&folder.path().join(name), text)?;
    }
    for file in validator
        .iter()
        .flat_map(|folder| VALIDATOR.iter().map(|name| folder.join(name)))
    {
        let bytes = fs::read(&file).map_err(failed("read", &file))?;
        let name = file.file_name().unwrap_or_default();
        write(&pages.join(VALIDATOR_FOLDER).join(name), bytes)?;
    }
    let summary = pages.join(SUMMARY);
    let text = fs::read_to_string(&summary).map_err(failed("read", &source.join(SUMMARY)))?;
    write(&summary, with_try_page(&text))?;

    let words = take_words(&pages)?;

    let book = || {
        let mut config: Config = CONFIG.parse()?;
        config.build.build_dir.clone_from(&out);
        config.set("output.html.site-url", path_of(url))?;
        MDBook::load_with_config(folder.path(), config)?.build()
    };
    book().map_err(|error| format!("{}: {error:#}", source.display()))?;
    let index = search_index::replace(&out, &words)?;
    finish(&out, "", url, &index)
}

/// Takes the words to search by from the pages. A folder of pages need not have them.
fn take_words(pages: &Path) -> Result<Words, String> {
    let path = pages.join(search_index::WORDS);
    if !path.exists() {
        return Ok(Words::default());
    }
    let text = fs::read_to_string(&path).map_err(failed("read", &path))?;
    fs::remove_file(&path).map_err(failed("removed", &path))?;
    Words::parse(&text)
}

/// Improves the pages of mdBook's site in a folder, given its path from the site with a slash at the end.
fn finish(folder: &Path, prefix: &str, url: &str, index: &Renamed) -> Result<(), String> {
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            finish(&path, &format!("{prefix}{name}/"), url, index)?;
        } else if path.extension() == Some("html".as_ref()) && name != "toc.html" {
            let page = fs::read_to_string(&path).map_err(failed("read", &path))?;
            let page = page.replace(&index.old, &index.new);
            let page = with_readable_tables(&page)
                .and_then(|page| with_frame(&page, &format!("{prefix}{name}"), url))
                .map_err(|error| format!("{}: {error}", path.display()))?;
            write(&path, &page)?;
        }
    }
    Ok(())
}

/// Fails unless a folder is empty or a site. mdBook deletes the contents of the folder.
fn check_target(out: &Path) -> Result<(), String> {
    let mut entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed("read", out)(error)),
    };
    if entries.next().is_none() || out.join(SITE_MARKER).is_file() {
        return Ok(());
    }
    Err(format!(
        "{}: neither empty nor a site that can be replaced",
        out.display()
    ))
}

/// Adds the page "Try an event" to the table of contents, after the first page.
fn with_try_page(summary: &str) -> String {
    let mut lines: Vec<_> = summary.lines().collect();
    let first = lines.iter().position(|line| line.starts_with('['));
    let place = first.map_or(lines.len(), |index| index + 1);
    lines.splice(place..place, ["", "[Try an event](try.md)"]);
    lines.join("\n") + "\n"
}

/// Copies a folder with its contents.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(failed("written", to))?;
    for source in entries(from)? {
        let target = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            // Unlike `fs::copy`, this doesn't copy a read-only permission.
            let bytes = fs::read(&source).map_err(failed("read", &source))?;
            fs::write(&target, bytes).map_err(failed("written", &target))?;
        }
    }
    Ok(())
}

/// Returns the paths in a folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(failed("read", folder))?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    paths
        .collect::<io::Result<_>>()
        .map_err(failed("read", folder))
}

fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed("written", folder))?;
    }
    fs::write(path, contents).map_err(failed("written", path))
}

fn failed(action: &str, path: &Path) -> impl FnOnce(io::Error) -> String {
    let place = path.display().to_string();
    move |error| format!("{place}: cannot be {action}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_try_page_comes_after_the_first_page() {
        let summary = with_try_page("# Summary\n\n[Start](index.md)\n\n- [Links](links.md)\n");
        let expected =
            "# Summary\n\n[Start](index.md)\n\n[Try an event](try.md)\n\n- [Links](links.md)\n";
        assert_eq!(summary, expected);
    }

    #[test]
    fn the_try_page_comes_last_if_all_pages_are_numbered() {
        let summary = with_try_page("# Summary\n\n- [Links](links.md)\n");
        assert_eq!(
            summary,
            "# Summary\n\n- [Links](links.md)\n\n[Try an event](try.md)\n"
        );
    }

    #[test]
    fn other_folders_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(check_target(&folder.path().join("none")), Ok(()));
        assert_eq!(check_target(folder.path()), Ok(()));
        fs::write(folder.path().join("thesis.txt"), "").unwrap();
        let error = check_target(folder.path()).unwrap_err();
        assert!(error.contains("nor a site"), "{error}");
        fs::write(folder.path().join(SITE_MARKER), "").unwrap();
        assert_eq!(check_target(folder.path()), Ok(()));
    }
}
