//! Runs a test with the site in the browser.

use std::error::Error;
use std::path::Path;

use crate::driver::Driver;
use crate::page::Page;
use crate::site::Site;
use crate::wasm::can_build_validator;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// Runs a test with the site, and then checks the browser's console for errors.
pub(crate) fn in_browser(test: &str, source: &Path, body: impl AsyncFnOnce(&Page) -> Outcome) {
    run(test, source, false, body);
}

/// Runs a test with the site and its validator.
pub(crate) fn in_browser_with_validator(
    test: &str,
    source: &Path,
    body: impl AsyncFnOnce(&Page) -> Outcome,
) {
    if can_build_validator(test) {
        run(test, source, true, body);
    }
}

fn run(test: &str, source: &Path, has_validator: bool, body: impl AsyncFnOnce(&Page) -> Outcome) {
    let Some(driver) = Driver::start(test) else {
        return;
    };
    let site = Site::of(source, has_validator);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome: Outcome = runtime.expect("a runtime").block_on(async {
        let page = Page::open(&driver, site).await?;
        page.resize(1280, 800).await?;
        body(&page).await?;
        assert_eq!(page.errors().await?, [""; 0]);
        page.close().await?;
        Ok(())
    });
    outcome.expect(test);
}

/// Returns the pages to look at: all that are in no folder, and the first ones of each folder.
pub(crate) fn pages_of_each_kind(source: &Path, limit: usize) -> Vec<String> {
    let mut pages = vec!["try.html".to_owned()];
    let mut pending = vec![source.to_owned()];
    while let Some(folder) = pending.pop() {
        let entries = folder.read_dir().expect("a folder");
        let mut entries: Vec<_> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        entries.sort();
        let is_page = |path: &Path| path.extension().is_some_and(|extension| extension == "md");
        let name = |path: &Path| {
            let path = path.strip_prefix(source).expect("below it");
            path.with_extension("html").display().to_string()
        };
        let markdown = entries.iter().filter(|path| is_page(path));
        let limit = if folder == source { usize::MAX } else { limit };
        let names = markdown.map(|path| name(path)).take(limit);
        pages.extend(names.filter(|name| name != "SUMMARY.html"));
        pending.extend(entries.into_iter().filter(|path| path.is_dir()));
    }
    pages
}
