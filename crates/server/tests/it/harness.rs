//! Starts the built binary on a free port with its own data, and talks to it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use store::testing::{Durability, Server as PostgresServer};
use tempfile::TempDir;

/// Which engine a server runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A running `bulla serve --demo`, ended when dropped.
pub struct Running {
    child: Child,
    pub origin: String,
    pub client: Client,
    pub place: Place,
}

/// Data that outlives a process, so that it can be started again.
pub struct Place {
    folder: TempDir,
    database_url: String,
    pub is_unflushed: bool,
    pub environment: Vec<(&'static str, String)>,
}

impl Place {
    /// A fresh place; none where PostgreSQL is missing on a developer's machine.
    pub fn fresh(engine: Engine, durability: Durability) -> Option<Self> {
        let database_url = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => PostgresServer::shared(durability)?.create(None),
        };
        let folder = tempfile::Builder::new().prefix("bulla-it-").tempdir().unwrap();
        Some(Self {
            folder,
            database_url,
            is_unflushed: false,
            environment: Vec::new(),
        })
    }

    pub fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The command that serves here.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bulla"));
        command
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(self.folder.path())
            .env("BULLA_DATABASE_URL", &self.database_url)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if self.is_unflushed {
            command.env("BULLA_TEST_UNFLUSHED", "1");
        }
        command
    }

    /// Another command on the same data.
    pub fn verb(&self, verb: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bulla"));
        command
            .arg(verb)
            .arg("--data")
            .arg(self.folder.path())
            .env("BULLA_DATABASE_URL", &self.database_url);
        command
    }

    /// Starts the binary here and waits until it says that it is ready.
    pub fn start(self) -> Running {
        let mut command = self.command();
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut seen = Vec::new();
        let origin = loop {
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("the server ended: {seen:#?}"))
                .unwrap();
            if let Some((_, origin)) = line.split_once("ready on ") {
                break origin.trim().to_owned();
            }
            seen.push(line);
        };
        // Keeps the pipe empty, and shows what went wrong when a test fails.
        std::thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .filter(|line| line.contains("ERROR"))
                .for_each(|line| eprintln!("{line}"))
        });
        // The first test installs it; for the others it is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Running {
            child,
            origin,
            client,
            place: self,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Gone already after a crash test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// A server on a fresh SQLite or PostgreSQL database.
    pub fn fresh(engine: Engine) -> Option<Self> {
        Place::fresh(engine, Durability::Fast).map(Place::start)
    }

    /// `kill -9`, and the place that is left.
    pub fn crash(mut self) -> Place {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let empty = Place {
            folder: tempfile::tempdir().unwrap(),
            database_url: String::new(),
            is_unflushed: false,
            environment: Vec::new(),
        };
        std::mem::replace(&mut self.place, empty)
    }

    /// Asks the server to stop.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits until the server has ended.
    pub fn wait(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }

    /// The demo tenant's key for an API.
    pub fn key(&self, api: &str) -> String {
        let note = std::fs::read_to_string(self.place.path().join("demo.txt")).unwrap();
        let line = note
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{api} ")))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    }

    /// The path of the demo officer's invitation.
    pub fn invitation(&self) -> String {
        let note = std::fs::read_to_string(self.place.path().join("demo.txt")).unwrap();
        let at = note.find("/console/welcome/").unwrap();
        note[at..].split_whitespace().next().unwrap().to_owned()
    }

    /// A call of the Allpass wire.
    pub async fn allpass(
        &self,
        key: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.origin))
            .header("x-private-app-key", key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }

    /// A call of the operator's wire that must succeed.
    pub async fn operator(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let token = std::fs::read_to_string(self.place.path().join("operator.token")).unwrap();
        let url = format!("{}/operator/v1{path}", self.origin);
        let mut request = self.client.request(method, &url).bearer_auth(token.trim());
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let (status, value) = (response.status(), response.json::<Value>().await.unwrap());
        assert!(status.is_success(), "{url} {status} {value}");
        value
    }

    /// Every route that `/docs` describes for an API, as `method path` in small letters, sorted.
    pub async fn described(&self, api: &str) -> Vec<String> {
        let url = format!("{}/docs/{api}/openapi.json", self.origin);
        let document: Value = self.client.get(url).send().await.unwrap().json().await.unwrap();
        let mut routes = Vec::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            let methods = operations.as_object().unwrap().keys();
            routes.extend(methods.map(|method| format!("{method} {path}").to_lowercase()));
        }
        routes.sort_unstable();
        routes
    }

    /// The demo tenant's id.
    pub async fn tenant(&self) -> String {
        let tenants = self.operator(Method::GET, "/tenants", None).await;
        tenants["items"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Another tenant with a flow named `onboarding`; its Allpass key.
    pub async fn other_tenant(&self) -> String {
        let tenant = self
            .operator(
                Method::POST,
                "/tenants",
                Some(json!({ "name": "Other", "mode": "sandbox" })),
            )
            .await;
        let id = tenant["id"].as_str().unwrap();
        let flow = json!({ "name": "onboarding", "services": ["document"] });
        self.operator(Method::POST, &format!("/tenants/{id}/flows"), Some(flow))
            .await;
        let key = json!({ "api": "allpass", "label": "test" });
        let made = self
            .operator(Method::POST, &format!("/tenants/{id}/credentials"), Some(key))
            .await;
        made["key"].as_str().unwrap().to_owned()
    }
}

/// A webhook as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A receiver on loopback that keeps everything and tells when something arrives.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    arrived: Arc<tokio::sync::Notify>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self {
            url,
            received: Arc::default(),
            arrived: Arc::default(),
        };
        let router = Router::new()
            .route("/hook", post(take))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    /// Waits until a webhook of this type has arrived, and returns all so far.
    pub async fn wait_for(&self, event: &str) -> Vec<Received> {
        self.wait_for_both(event, "").await
    }

    /// Waits until a webhook that holds both texts has arrived, and returns all so far.
    pub async fn wait_for_both(&self, one: &str, other: &str) -> Vec<Received> {
        let is_it = |hook: &Received| {
            let body = String::from_utf8_lossy(&hook.body);
            body.contains(one) && body.contains(other)
        };
        let wait = async {
            loop {
                let arrived = self.arrived.notified();
                let received = self.received.lock().unwrap().clone();
                if received.iter().any(is_it) {
                    return received;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), wait)
            .await
            .unwrap_or_else(|_| panic!("no {one} {other} arrived"))
    }
}

impl Receiver {
    /// Waits until something with this header has arrived, and returns it.
    pub async fn wait_for_header(&self, name: &str) -> Received {
        let wait = async {
            loop {
                let arrived = self.arrived.notified();
                let received = self.received.lock().unwrap().clone();
                if let Some(found) = received.into_iter().find(|hook| hook.headers.contains_key(name)) {
                    return found;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), wait)
            .await
            .unwrap_or_else(|_| panic!("nothing with {name} arrived"))
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) {
    receiver.received.lock().unwrap().push(Received { headers, body });
    receiver.arrived.notify_waiters();
    receiver.arrived.notify_one();
}

/// A picture that the intake takes: a gradient with some texture, as JPEG.
pub fn picture(seed: u8) -> Vec<u8> {
    let image = image::RgbImage::from_fn(800, 600, |x, y| {
        let noise = (x * 31 + y * 17 + u32::from(seed) * 7) % 97;
        image::Rgb([(x / 4) as u8, (y / 3) as u8, noise as u8 + seed % 100])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
