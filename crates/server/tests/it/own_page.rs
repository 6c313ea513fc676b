//! The pages for applicants served in this process, over a clock that stands still: what a person is asked comes straight from
//! the use cases, so these tests need no wire.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use app::{
    App, Parts,
    chance::{Chance, SystemEntropy},
    clock::{Clock as _, ManualClock, SystemClock},
    inquiry::NewInquiry,
    keys::Keys,
    outside::{file::FolderStore, message::Messenger},
    tenant::NewTenant,
};
use axum::Router;
use domain::{
    applicant::{Applicant, NewApplicant},
    credential::Caller,
    event::Actor,
    flow::{FlowDefinition, FlowKind, Service},
    inquiry::{Inquiry, InquiryKind, Purpose},
    tenant::{Api, Brand, Mode, Settings, Tenant},
};
use reqwest::{Client, StatusCode};
use store::testing::TestDb;
use tempfile::TempDir;
use tokio::sync::watch;
use values::EmailAddress;

/// Approve or decline, nothing more.
pub const PLAIN: InquiryKind = InquiryKind::Confirmation {
    purpose: Purpose::Transaction,
    needs_selfie: false,
};
/// Approve with a selfie, or decline.
pub const BY_FACE: InquiryKind = InquiryKind::Confirmation {
    purpose: Purpose::Login,
    needs_selfie: true,
};

/// One tenant, one person, and the pages.
pub struct House {
    pub app: Arc<App>,
    pub clock: ManualClock,
    pub tenant: Tenant,
    pub caller: Caller,
    pub person: Applicant,
    pub origin: String,
    pub client: Client,
    _stop: watch::Sender<bool>,
    _files: TempDir,
}

impl House {
    /// Serves the pages on a free port, with a worker beside them.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (db, files) = (TestDb::sqlite().await, TempDir::new().unwrap());
        let clock = ManualClock::at(SystemClock.now());
        let app = App::new(Parts {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            chance: Chance::new(Arc::new(SystemEntropy)),
            keys: Keys::new([7; 32]),
            files: Arc::new(FolderStore::try_new(files.path().to_owned()).unwrap()),
            messenger: Messenger::try_new(None, None).unwrap(),
            letters: Arc::new(web::letter::Letters),
            renderers: Vec::new(),
            public_url: origin.clone(),
        });
        let router = Router::new()
            .merge(web::me::router())
            .merge(web::verify::router())
            .merge(web::assets::router())
            .with_state(Arc::clone(&app))
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move {
            // The database lives as long as the server that uses it.
            let _db = db;
            axum::serve(listener, router).await
        });
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(Arc::clone(&app).work(stopped));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let (tenant, caller) = tenant(&app).await;
        let person = person(&app, &caller, "client-1").await;
        Self {
            app,
            clock,
            tenant,
            caller,
            person,
            origin,
            client,
            _stop: stop,
            _files: files,
        }
    }

    /// Asks the person something under the client's own name for it.
    pub async fn ask(&self, reference: &str, kind: InquiryKind) -> Inquiry {
        let new = NewInquiry {
            reference: reference.to_owned(),
            kind,
            title: match kind {
                InquiryKind::Confirmation { .. } => format!("Confirmation {reference}"),
                InquiryKind::Device | InquiryKind::Location => String::new(),
            },
            body: "Please confirm transaction sending 60.00 EUR To Ranjit".to_owned(),
        };
        let made = self
            .app
            .inquiry_make(&self.caller, &self.person.external_id, new)
            .await;
        made.unwrap().value
    }

    /// What has become of it, with the picture of the answer.
    pub async fn read(&self, reference: &str) -> (Inquiry, Option<Vec<u8>>) {
        self.app
            .inquiry_read(&self.caller, &self.person.external_id, reference)
            .await
            .unwrap()
    }

    /// The person's own page.
    pub async fn link(&self) -> String {
        self.link_of(&self.person).await
    }

    /// Somebody's own page, as a mail to them names it.
    pub async fn link_of(&self, person: &Applicant) -> String {
        let mails = self.app.mails(self.tenant.id, None).await.unwrap();
        let theirs = mails
            .iter()
            .filter(|mail| mail.mail.applicant_id == Some(person.id));
        let mut secrets = theirs.flat_map(|mail| &mail.content.secrets);
        let own = secrets.find(|secret| secret.contains("/me/"));
        own.expect("a mail carries the link").clone()
    }

    /// Lets the time for an answer pass.
    pub fn pass(&self) {
        let minutes = u64::from(self.tenant.settings.confirmation_minutes);
        self.clock.advance(Duration::from_secs(minutes * 60));
    }

    /// The present page of an address, and its form's token.
    pub async fn form_token(&self, url: &str) -> String {
        let html = self.client.get(url).send().await.unwrap().text().await.unwrap();
        let (_, rest) = html.split_once("name=\"form\" value=\"").expect("a form");
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// Posts a form as a browser without scripts does, with a file where one is given.
    pub async fn post(
        &self,
        url: &str,
        fields: &[(&str, &str)],
        file: Option<&[u8]>,
    ) -> (StatusCode, String) {
        let (boundary, mut body) = ("----bulla-test-boundary", Vec::new());
        for (name, value) in fields {
            let part =
                format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        if let Some(bytes) = file {
            let head = format!(
                "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
            );
            body.extend_from_slice(&[head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        let request = self.client.post(url).header("content-type", kind).body(body);
        let response = request.send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }
}

async fn tenant(app: &App) -> (Tenant, Caller) {
    let settings = Settings {
        loopback_webhooks: true,
        brand: Brand {
            support: "help@acme.example".into(),
            ..Brand::default()
        },
        ..Settings::default()
    };
    let new = NewTenant {
        name: "Acme Bank".into(),
        mode: Mode::Sandbox,
        modules: vec![Api::Allpass],
        settings,
    };
    let tenant = app.tenant_create(new, Actor::Operator).await.unwrap();
    let definition = FlowDefinition {
        name: "onboarding".into(),
        kind: FlowKind::Regular,
        services: vec![Service::Selfie],
        auto_approve: false,
        unique_face_match: false,
        questionnaire_id: None,
    };
    app.flow_create(tenant.id, definition, Actor::Operator)
        .await
        .unwrap();
    let made = app.credential_create(tenant.id, Api::Allpass, "server", Actor::Operator);
    let key = made.await.unwrap().key;
    let caller = app.caller(Api::Allpass, &key, [127, 0, 0, 1].into()).await;
    (tenant, caller.unwrap())
}

/// A person who can be written to.
pub async fn person(app: &App, caller: &Caller, external_id: &str) -> Applicant {
    let new = NewApplicant {
        external_id: external_id.into(),
        flow_name: "onboarding".into(),
        email: EmailAddress::parse(&format!("{external_id}@mailbox.example")).ok(),
        ..NewApplicant::default()
    };
    let made = app.applicant_create(caller, new, false).await;
    made.unwrap().value.applicant
}
