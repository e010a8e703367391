//! Runs a test in the browser.

use std::error::Error;
use std::path::Path;

use crate::driver::{Driver, Server};
use crate::page::Page;
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
    let server = Server::start(source, has_validator);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome: Outcome = runtime.expect("a runtime").block_on(async {
        let page = Page::open(&driver, server).await?;
        page.resize(1280, 800).await?;
        body(&page).await?;
        assert_eq!(page.errors().await?, [""; 0]);
        page.close().await?;
        Ok(())
    });
    outcome.expect(test);
}
