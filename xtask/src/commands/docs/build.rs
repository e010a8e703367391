//! Markdown → a site, by mdBook. It reads from a temporary copy, and writes nothing but the site.

use std::fs;
use std::io;
use std::path::Path;

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

const CONFIG: &str = include_str!("assets/book.toml");

/// What stands beside the pages' folder.
const ASSETS: &[(&str, &str)] = &[
    ("site.css", include_str!("assets/site.css")),
    ("try.js", include_str!("assets/try.js")),
    ("vocabulary.js", include_str!("assets/vocabulary.js")),
];

/// The page that is written by hand, and what it includes.
const PAGES: &[(&str, &str)] = &[
    ("try.md", include_str!("assets/try.md")),
    (
        "samples/broken.json",
        include_str!("assets/samples/broken.json"),
    ),
    (
        "samples/newer.json",
        include_str!("assets/samples/newer.json"),
    ),
    (
        "samples/valid.json",
        include_str!("assets/samples/valid.json"),
    ),
];

const SUMMARY: &str = "SUMMARY.md";

/// mdBook writes this into each site.
const MARK_OF_A_SITE: &str = ".nojekyll";

/// Builds the site of the pages in a folder.
///
/// # Errors
/// Where something can't be read or written, a page is missing, or the site would replace what is
/// no site.
pub(super) fn build(source: &Path, out: &Path) -> Result<(), String> {
    let out = std::path::absolute(out).map_err(failed("find", out))?;
    may_replace(&out)?;
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let pages = folder.path().join("src");
    copy(source, &pages)?;
    for (name, text) in PAGES {
        let path = pages.join(name);
        if path.exists() {
            return Err(format!(
                "{}: this page is written by hand",
                source.join(name).display()
            ));
        }
        write(&path, text)?;
    }
    for (name, text) in ASSETS {
        write(&folder.path().join(name), text)?;
    }
    let summary = pages.join(SUMMARY);
    let text = fs::read_to_string(&summary).map_err(failed("read", &source.join(SUMMARY)))?;
    write(&summary, &with_page_to_try(&text))?;

    let book = || {
        let mut config: Config = CONFIG.parse()?;
        config.build.build_dir = out;
        MDBook::load_with_config(folder.path(), config)?.build()
    };
    book().map_err(|error| format!("{}: {error:#}", source.display()))
}

/// mdBook empties the folder that it writes into, so it had better be one of its own.
fn may_replace(out: &Path) -> Result<(), String> {
    let mut entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed("read", out)(error)),
    };
    if entries.next().is_none() || out.join(MARK_OF_A_SITE).is_file() {
        return Ok(());
    }
    Err(format!(
        "{}: not empty, and not a site that can be replaced",
        out.display()
    ))
}

/// The table of contents with the page to try behind its first page.
fn with_page_to_try(summary: &str) -> String {
    let mut lines: Vec<_> = summary.lines().collect();
    let first = lines.iter().position(|line| line.starts_with('['));
    let place = first.map_or(lines.len(), |index| index + 1);
    lines.splice(place..place, ["", "[Try an event](try.md)"]);
    lines.join("\n") + "\n"
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(failed("write", to))?;
    for entry in fs::read_dir(from).map_err(failed("read", from))? {
        let entry = entry.map_err(failed("read", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            // Not `fs::copy`, which would take over that a file must not be written.
            let bytes = fs::read(&source).map_err(failed("read", &source))?;
            fs::write(&target, bytes).map_err(failed("write", &target))?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed("write", folder))?;
    }
    fs::write(path, text).map_err(failed("write", path))
}

fn failed(verb: &str, path: &Path) -> impl FnOnce(io::Error) -> String {
    let place = path.display().to_string();
    move |error| format!("{place}: can't {verb} it: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_to_try_comes_behind_the_first_page() {
        let with_it = with_page_to_try("# Summary\n\n[Start](index.md)\n\n- [Links](links.md)\n");
        let expected =
            "# Summary\n\n[Start](index.md)\n\n[Try an event](try.md)\n\n- [Links](links.md)\n";
        assert_eq!(with_it, expected);
    }

    #[test]
    fn the_page_to_try_comes_last_where_all_pages_have_numbers() {
        let with_it = with_page_to_try("# Summary\n\n- [Links](links.md)\n");
        assert_eq!(
            with_it,
            "# Summary\n\n- [Links](links.md)\n\n[Try an event](try.md)\n"
        );
    }

    #[test]
    fn what_is_no_site_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(may_replace(&folder.path().join("none")), Ok(()));
        assert_eq!(may_replace(folder.path()), Ok(()));
        fs::write(folder.path().join("thesis.txt"), "").unwrap();
        let error = may_replace(folder.path()).unwrap_err();
        assert!(error.contains("not a site"), "{error}");
        fs::write(folder.path().join(MARK_OF_A_SITE), "").unwrap();
        assert_eq!(may_replace(folder.path()), Ok(()));
    }
}
