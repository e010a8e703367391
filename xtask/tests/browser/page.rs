//! A page in the browser.

use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::driver::Driver;
use crate::site::Site;

/// The time limit of a step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The time between two looks for an element.
const INTERVAL: Duration = Duration::from_millis(20);

/// A page of a site in the browser.
pub(crate) struct Page {
    client: Client,
    pub(crate) site: Site,
}

impl Page {
    pub(crate) async fn open(driver: &Driver, site: Site) -> Result<Self, NewSessionError> {
        let options = json!({
            // The browser's sandbox doesn't work in containers, and the pages are our own.
            "args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
            ],
        });
        let capabilities = [
            ("goog:chromeOptions".to_owned(), options),
            ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" })),
        ];
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.into_iter().collect())
            .connect(&driver.url())
            .await?;
        Ok(Self { client, site })
    }

    pub(crate) async fn close(self) -> Result<(), CmdError> {
        self.client.close().await
    }

    /// Opens a page of the site.
    pub(crate) async fn goto(&self, path: &str) -> Result<(), CmdError> {
        self.client.goto(&format!("{}{path}", self.site.url)).await
    }

    /// Opens a file of the site, without the server.
    pub(crate) async fn goto_file(&self, path: &str) -> Result<(), CmdError> {
        let path = self.site.folder.join(path);
        self.client
            .goto(&format!("file://{}", path.display()))
            .await
    }

    pub(crate) async fn url(&self) -> Result<String, CmdError> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// Waits for the element of a CSS selector, and returns it.
    pub(crate) async fn find(&self, selector: &str) -> Result<Element, CmdError> {
        let wait = self.client.wait().at_most(PATIENCE).every(INTERVAL);
        wait.for_element(Locator::Css(selector)).await
    }

    pub(crate) async fn find_all(&self, selector: &str) -> Result<Vec<Element>, CmdError> {
        self.client.find_all(Locator::Css(selector)).await
    }

    /// Waits for an element, and returns its visible text.
    pub(crate) async fn text(&self, selector: &str) -> Result<String, CmdError> {
        self.find(selector).await?.text().await
    }

    /// Runs a script, and returns its result.
    pub(crate) async fn run(&self, script: &str) -> Result<Value, CmdError> {
        self.client.execute(script, Vec::new()).await
    }

    /// Runs the body of an asynchronous function with an argument, and returns its result.
    pub(crate) async fn run_async(&self, body: &str, argument: Value) -> Result<Value, CmdError> {
        let script = format!(
            "const [argument, done] = arguments;
             (async () => {{ {body} }})().then(done, (error) => done({{ error: `${{error}}` }}));"
        );
        self.client.execute_async(&script, vec![argument]).await
    }

    /// Cuts the network off.
    pub(crate) async fn go_offline(&self) -> Result<(), CmdError> {
        let conditions = json!({
            "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.enable", &json!({})).await?;
        self.devtools("Network.emulateNetworkConditions", &conditions)
            .await
    }

    /// Types into the focused element.
    pub(crate) async fn keys(&self, keys: &str) -> Result<(), CmdError> {
        self.client.active_element().await?.send_keys(keys).await
    }

    pub(crate) async fn key(&self, key: Key) -> Result<(), CmdError> {
        self.keys(&key.to_string()).await
    }

    /// Presses Tab until the element of a CSS selector has the focus.
    pub(crate) async fn tab_to(&self, selector: &str) -> Result<(), CmdError> {
        let is_there = format!("return document.activeElement.matches({selector:?})");
        for _ in 0..200 {
            if self.run(&is_there).await? == true {
                return Ok(());
            }
            self.key(Key::Tab).await?;
        }
        panic!("Tab doesn't reach {selector}");
    }

    /// Sets the size of the screen.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result<(), CmdError> {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics)
            .await
    }

    /// Sets the preferred colour scheme: light or dark.
    pub(crate) async fn prefer(&self, scheme: &str) -> Result<(), CmdError> {
        let features = json!({
            "features": [{ "name": "prefers-color-scheme", "value": scheme }],
        });
        self.devtools("Emulation.setEmulatedMedia", &features).await
    }

    pub(crate) async fn screenshot(&self) -> Result<Vec<u8>, CmdError> {
        self.client.screenshot().await
    }

    /// Returns the errors in the browser's console since the last call.
    pub(crate) async fn errors(&self) -> Result<Vec<String>, CmdError> {
        let command = ChromeCommand("se/log", json!({ "type": "browser" }));
        let log = self.client.issue_cmd(command).await?;
        let entries = log.as_array().expect("entries").iter();
        let errors = entries.filter(|entry| entry["level"] == "SEVERE");
        Ok(errors.map(|entry| entry["message"].to_string()).collect())
    }

    async fn devtools(&self, name: &str, parameters: &Value) -> Result<(), CmdError> {
        let body = json!({ "cmd": name, "params": parameters });
        let command = ChromeCommand("goog/cdp/execute", body);
        self.client.issue_cmd(command).await.map(drop)
    }
}

/// A command that only Chrome's driver has.
#[derive(Debug)]
struct ChromeCommand(&'static str, Value);

impl WebDriverCompatibleCommand for ChromeCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.0))
    }

    fn method_and_body(&self, _: &Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.1.to_string()))
    }
}
