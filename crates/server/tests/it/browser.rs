//! A real Chromium, driven through WebDriver: one driver, one browser and one profile for each test, all gone when dropped.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource as _, KeyAction, KeyActions},
    elements::Element,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything on a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const SWITCHES: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--lang=en-US",
    "--no-proxy-server",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
];

/// The driver and the browser that it started: one process group, ended when dropped.
struct Driver {
    child: Child,
    _profile: TempDir,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        // The browser does not end with its driver; the group holds both.
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
        let _ = self.child.wait();
    }
}

impl Driver {
    /// Starts a driver on a free port, and returns its address.
    fn start(profile: TempDir) -> (Self, String) {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", profile.path())
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let driver = Self {
            child,
            _profile: profile,
        };
        let port = loop {
            let line = lines.next().expect("the driver starts").unwrap();
            if let Some((_, port)) = line.rsplit_once("successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        // Keeps the pipe empty.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        (driver, format!("http://127.0.0.1:{port}"))
    }
}

/// What the browser pretends to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// 360 × 780, touch.
    Phone,
    /// 1280 × 860.
    Desk,
}

/// A browser with one page.
pub struct Browser {
    client: Client,
    prefix: String,
    _driver: Driver,
}

impl Browser {
    /// Starts a browser; its pictures are named after `prefix`.
    pub async fn start(device: Device, prefix: &str) -> Self {
        let profile = tempfile::Builder::new()
            .prefix("bulla-browser-")
            .tempdir()
            .unwrap();
        let capabilities = capabilities(device, profile.path());
        let (driver, address) = Driver::start(profile);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&address)
            .await
            .expect("chromium starts");
        let browser = Self {
            client,
            prefix: prefix.to_owned(),
            _driver: driver,
        };
        if device == Device::Desk {
            let size = json!({ "width": 1280, "height": 860, "deviceScaleFactor": 1, "mobile": false });
            browser.devtools("Emulation.setDeviceMetricsOverride", size).await;
        }
        browser
    }

    /// Makes the reader one who prefers dark pages.
    pub async fn darken(&self) {
        let feature = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        self.devtools("Emulation.setEmulatedMedia", feature).await;
    }

    /// Puts the browser somewhere on earth, and lets the pages of an origin know where.
    pub async fn place(&self, origin: &str, latitude: f64, longitude: f64, accuracy_m: f64) {
        self.permit(origin, "geolocation", true).await;
        let place = json!({ "latitude": latitude, "longitude": longitude, "accuracy": accuracy_m });
        self.devtools("Emulation.setGeolocationOverride", place).await;
    }

    /// Answers for the person what a page of an origin asks to be allowed.
    pub async fn permit(&self, origin: &str, what: &str, is_allowed: bool) {
        let setting = if is_allowed { "granted" } else { "denied" };
        let answer = json!({ "permission": { "name": what }, "setting": setting, "origin": origin });
        self.devtools("Browser.setPermission", answer).await;
    }

    /// Delivers a push message to the only worker of an origin, as the browser's push service would.
    pub async fn deliver(&self, origin: &str, registration: &str, data: &str) {
        self.devtools("ServiceWorker.enable", json!({})).await;
        let message = json!({ "origin": origin, "registrationId": registration, "data": data });
        self.devtools("ServiceWorker.deliverPushMessage", message).await;
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let command = DevTools(json!({ "cmd": command, "params": parameters }));
        self.client.issue_cmd(command).await.unwrap()
    }

    /// Opens an address and answers with the HTTP status.
    pub async fn open(&self, url: &str) -> u64 {
        self.client.goto(url).await.unwrap();
        let status = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.run(status).await.as_u64().unwrap()
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Waits until something is on the page.
    pub async fn wait(&self, css: &str) -> Element {
        let end = Instant::now() + PATIENCE;
        loop {
            let looked = self
                .client
                .wait()
                .at_most(PATIENCE)
                .every(Duration::from_millis(50));
            match looked.for_element(Locator::Css(css)).await {
                Ok(element) => return element,
                // The driver looked while the page went away.
                Err(error) if error.to_string().contains("aborted by navigation") && Instant::now() < end => {
                }
                Err(error) => {
                    self.picture("failed").await;
                    let html = self.client.source().await.unwrap_or_default();
                    panic!("no {css} at {}: {error}\n{html}", self.path().await)
                }
            }
        }
    }

    /// Waits for something and presses it.
    pub async fn press(&self, css: &str) {
        // A script may put another in its place between finding and pressing: then that one is pressed.
        loop {
            match self.wait(css).await.click().await {
                Ok(()) => return,
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => {
                    self.picture("failed").await;
                    panic!("{css} at {} cannot be pressed: {error}", self.path().await);
                }
            }
        }
    }

    /// Presses something that leads to another page, and waits until that page is there, were it the same one again.
    pub async fn follow(&self, css: &str) {
        self.run("document.documentElement.dataset.left = ''").await;
        self.press(css).await;
        self.wait("html:not([data-left]) body").await;
    }

    /// Waits for a field and types into it, or gives it a file by its path.
    pub async fn fill(&self, css: &str, text: &str) {
        self.wait(css).await.send_keys(text).await.unwrap();
    }

    /// Waits for a list and chooses a value.
    pub async fn choose(&self, css: &str, value: &str) {
        self.wait(css).await.select_by_value(value).await.unwrap();
    }

    /// The words of an element.
    pub async fn text(&self, css: &str) -> String {
        loop {
            match self.wait(css).await.text().await {
                Ok(text) => return text,
                // It went away with its page, or a script put another in its place.
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => panic!("{css} at {} cannot be read: {error}", self.path().await),
            }
        }
    }

    /// The path of the present page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Presses and releases one key, wherever the focus is.
    pub async fn key(&self, key: char) {
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Moves the focus with the tabulator until it is on something.
    pub async fn tab_to(&self, css: &str) {
        let here = format!("return document.activeElement.matches({})", json!(css));
        for _ in 0..80 {
            if self.run(&here).await == Value::Bool(true) {
                return;
            }
            self.key(char::from(fantoccini::key::Key::Tab)).await;
        }
        self.picture("failed").await;
        panic!("{css} is not reached with the keyboard at {}", self.path().await);
    }

    /// What every screen must be: no wider than the window, without a finding of axe; and a picture of it is kept.
    pub async fn inspect(&self, name: &str) {
        self.picture(name).await;
        let widths = "return [document.scrollingElement.scrollWidth, window.innerWidth]";
        let widths = self.run(widths).await;
        assert!(
            widths[0].as_u64().unwrap() <= widths[1].as_u64().unwrap(),
            "{name} is too wide: {widths}"
        );
        let Some(axe) = axe() else { return };
        // Scripts of the driver are not subject to the page's policy.
        self.run(&axe).await;
        let script = "const done = arguments[arguments.length - 1];\
             axe.run().then((found) => done([found.passes.length, found.violations.map((one) => \
             ({ rule: one.id, nodes: one.nodes.map((node) => [node.html, node.failureSummary]) }))]), \
             (error) => done(String(error)))";
        let found = self.client.execute_async(script, Vec::new()).await.unwrap();
        assert!(
            found[0].as_u64() > Some(0),
            "{name}: axe looked at nothing: {found:#}"
        );
        assert_eq!(found[1], json!([]), "{name}: {found:#}");
    }

    /// Keeps a picture of the whole page.
    pub async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let size = self.devtools("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let taken = json!({ "captureBeyondViewport": true, "clip": clip });
        let taken = self.devtools("Page.captureScreenshot", taken).await;
        let bytes = BASE64.decode(taken["data"].as_str().unwrap()).unwrap();
        std::fs::write(folder.join(format!("{}-{name}.png", self.prefix)), bytes).unwrap();
    }
}

fn capabilities(device: Device, profile: &Path) -> Capabilities {
    let mut arguments: Vec<String> = SWITCHES.iter().map(ToString::to_string).collect();
    arguments.push(format!("--user-data-dir={}", profile.join("profile").display()));
    let mut options = json!({ "args": arguments, "binary": "/usr/bin/chromium" });
    if device == Device::Phone {
        let metrics = json!({ "width": 360, "height": 780, "pixelRatio": 2, "touch": true, "mobile": true });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
    });
    wanted.as_object().unwrap().clone()
}

/// The source of axe-core, where it is at hand; it always is in CI.
#[expect(clippy::print_stderr, reason = "a developer should know what was left out")]
fn axe() -> Option<String> {
    if let Ok(path) = std::env::var("BULLA_AXE") {
        return Some(std::fs::read_to_string(path).expect("BULLA_AXE names the file of axe-core"));
    }
    assert!(std::env::var_os("CI").is_none(), "BULLA_AXE is not set");
    eprintln!("left out: axe-core is not here");
    None
}

/// Chromium's own command beside WebDriver's.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (reqwest::Method, Option<String>) {
        (reqwest::Method::POST, Some(self.0.to_string()))
    }
}
