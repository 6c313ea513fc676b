//! A product of its own for each test, browsers that sign in to it, applicants that wait in it.

use std::{net::IpAddr, sync::Arc, time::Duration};

use app::{
    App, Parts,
    chance::{Chance, SeededEntropy},
    clock::ManualClock,
    keys::Keys,
    link::NewLink,
    outside::{file::FolderStore, message::Messenger},
    tenant::NewTenant,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use domain::{
    applicant::{Device, NewApplicant},
    event::Actor,
    evidence::FileKind,
    flow::{FlowDefinition, FlowKind, Service},
    officer::Role,
    tenant::{Api, Mode, Settings},
};
use http_body_util::BodyExt;
use store::testing::TestDb;
use tempfile::TempDir;
use totp_rs::{Builder, Secret};
use tower::ServiceExt;
use values::{ApplicantId, TenantId, Timestamp};

pub const START: Timestamp = Timestamp::from_millis(1_751_630_477_228);
pub const PASSWORD: &str = "a long and dull sentence";

pub struct House {
    pub app: Arc<App>,
    _db: TestDb,
    pub clock: ManualClock,
    pub tenant_id: TenantId,
    _files: TempDir,
}

pub async fn house() -> House {
    let (db, files, clock) = (
        TestDb::sqlite().await,
        TempDir::new().unwrap(),
        ManualClock::at(START),
    );
    let app = App::new(Parts {
        db: db.clone(),
        clock: Arc::new(clock.clone()),
        chance: Chance::new(Arc::new(SeededEntropy::new(7))),
        keys: Keys::new([7; 32]),
        files: Arc::new(FolderStore::try_new(files.path().to_owned()).unwrap()),
        messenger: Messenger::try_new(None, None).unwrap(),
        letters: Arc::new(crate::letter::Letters),
        renderers: Vec::new(),
        public_url: "https://kyc.example".into(),
    });
    let tenant_id = tenant(&app, "Acme Bank").await;
    House {
        app,
        _db: db,
        clock,
        tenant_id,
        _files: files,
    }
}

pub async fn tenant(app: &App, name: &str) -> TenantId {
    let new = NewTenant {
        name: name.into(),
        mode: Mode::Sandbox,
        modules: vec![Api::Allpass],
        settings: Settings::default(),
    };
    app.tenant_create(new, Actor::Operator).await.unwrap().id
}

/// A browser with its cookie and its officer's authenticator.
pub struct Browser {
    pub router: Router,
    pub clock: ManualClock,
    pub cookie: String,
    pub secret: Vec<u8>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }
}

impl Browser {
    pub fn stranger(house: &House) -> Self {
        Self {
            router: crate::console::router().with_state(Arc::clone(&house.app)),
            clock: house.clock.clone(),
            cookie: String::new(),
            secret: Vec::new(),
        }
    }

    pub async fn officer(house: &House, tenant_id: TenantId, email: &str, role: Role) -> Self {
        let (app, mut browser) = (&house.app, Self::stranger(house));
        let (_, url) = app
            .officer_invite(tenant_id, email, "Officer <b>", role, Actor::Operator)
            .await
            .unwrap();
        let path = url.strip_prefix("https://kyc.example").unwrap().to_owned();
        let invitation = app
            .officer_invitation(path.rsplit('/').next().unwrap())
            .await
            .unwrap();
        browser.secret = Secret::try_from_base32(&invitation.secret)
            .unwrap()
            .as_bytes()
            .to_vec();
        assert!(browser.get(&path).await.text.contains(&invitation.secret));
        let code = browser.code();
        let fields = [
            ("code", code.as_str()),
            ("password", PASSWORD),
            ("password_again", PASSWORD),
        ];
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        for part in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/console;"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    /// What the authenticator shows; the clock moves on first, since each code works once.
    pub fn code(&self) -> String {
        self.clock.advance(Duration::from_secs(30));
        let totp = Builder::new()
            .with_secret(Secret::from(self.secret.clone()))
            .with_account_name("officer".to_owned())
            .build()
            .unwrap();
        let now = app::clock::Clock::now(&self.clock);
        totp.generate(u64::try_from(now.as_seconds()).unwrap())
            .to_string()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post_from(&self, site: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from("same-origin", path, fields).await
    }

    /// Sends a form with the token of a page.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut fields = fields.to_vec();
        fields.push(("form_token", &token));
        self.post(path, &fields).await
    }

    pub async fn token(&self) -> String {
        let page = self.get("/console/overview").await.text;
        let rest = page.split_once("name=\"form_token\" value=\"").unwrap().1;
        rest.split('"').next().unwrap().to_owned()
    }
}

/// An applicant who waits for a decision.
pub async fn waiting(house: &House, external_id: &str) -> ApplicantId {
    let (app, tenant_id) = (&house.app, house.tenant_id);
    if app.flows(tenant_id).await.unwrap().is_empty() {
        let flow = FlowDefinition {
            name: "retail".into(),
            kind: FlowKind::Regular,
            services: vec![Service::Selfie],
            auto_approve: false,
            unique_face_match: false,
            questionnaire_id: None,
        };
        app.flow_create(tenant_id, flow, Actor::Operator).await.unwrap();
    }
    let key = app
        .credential_create(tenant_id, Api::Allpass, "test", Actor::Operator)
        .await
        .unwrap();
    let caller = app
        .caller(Api::Allpass, &key.key, IpAddr::from([127, 0, 0, 1]))
        .await
        .unwrap();
    let new = NewApplicant {
        external_id: external_id.into(),
        flow_name: "retail".into(),
        ..NewApplicant::default()
    };
    app.applicant_create(&caller, new, false).await.unwrap();
    let link = NewLink {
        locale: None,
        ttl_seconds: 3_600,
        flow_name: None,
        claims: serde_json::Map::new(),
    };
    let token = app
        .link_create(&caller, external_id, link)
        .await
        .unwrap()
        .value
        .token;
    let open = || async { app.visit_open(&token).await.unwrap() };
    app.visit_consent(&open().await, Device::default()).await.unwrap();
    let visit = open().await;
    let step_id = visit.applicant.steps[0].id;
    let added = app
        .visit_file_add(&visit, step_id, FileKind::Selfie, None, picture())
        .await;
    added.unwrap().unwrap();
    app.visit_step_submit(&open().await, step_id).await.unwrap();
    app.visit_submit(&open().await).await.unwrap().id
}

/// A picture in colours that run across it.
fn picture() -> Vec<u8> {
    let shade = |x: u32, y: u32| image::Rgb([(x / 3) as u8, (y / 2) as u8, 90]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(640, 480, shade)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

pub fn field(page: &str, name: &str) -> String {
    let rest = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
    rest.split('"').next().unwrap().to_owned()
}
