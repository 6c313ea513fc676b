//! The product without its wires and pages: a house of its own for each test, with a clock that stands still.

mod calls;
mod erasure;
mod moving_in;
mod officers;
mod persons;
mod push;
mod sandbox;
mod submissions;
mod webhooks;

use std::{collections::BTreeSet, net::IpAddr, path::Path, sync::Arc, time::Duration};

use domain::{
    applicant::{Applicant, Device, NewApplicant},
    credential::Caller,
    event::Actor,
    flow::{FlowDefinition, FlowKind, Service},
    mail::MailContent,
    tenant::{Api, Mode, Settings, Tenant},
};
use store::testing::TestDb;
use tempfile::TempDir;
use values::{EmailAddress, StepId, Timestamp};

use crate::{
    App, Parts,
    chance::{Chance, SeededEntropy},
    clock::ManualClock,
    keys::Keys,
    link::{Link, NewLink},
    outside::{Letter, LetterWriter, Rendered, Told, WebhookRenderer, file::FolderStore, message::Messenger},
    tenant::NewTenant,
    visit::Visit,
};

const START: Timestamp = Timestamp::from_millis(1_751_630_477_228);
const MAILBOX: &str = "olena.franko@mailbox.example";
const DAY: Duration = Duration::from_secs(86_400);

/// Writes a letter as what it is made of.
struct PlainLetters;

impl LetterWriter for PlainLetters {
    fn write(&self, tenant: &Tenant, _: &str, letter: &Letter) -> MailContent {
        let secrets = match letter {
            Letter::Code { code, .. } => vec![code.clone()],
            Letter::Invitation { url, .. } | Letter::Resubmission { url, .. } => vec![url.clone()],
            _ => Vec::new(),
        };
        MailContent {
            subject: tenant.name.clone(),
            text: format!("{letter:?}"),
            html: String::new(),
            secrets,
        }
    }
}

/// Tells every event by its name; the nonce makes each rendering differ.
struct PlainRenderer;

impl WebhookRenderer for PlainRenderer {
    fn api(&self) -> Api {
        Api::Allpass
    }

    fn render(&self, told: &Told<'_>) -> Option<Rendered> {
        let Told {
            applicant,
            event,
            nonce,
            ..
        } = told;
        let body = format!("{} {} {}", event.kind.as_str(), applicant.id, hex::encode(nonce));
        Some(Rendered {
            event_name: event.kind.as_str().to_owned(),
            body: body.into_bytes(),
            headers: vec![("x-event".into(), event.kind.as_str().into())],
        })
    }
}

struct House {
    app: Arc<App>,
    db: TestDb,
    clock: ManualClock,
    tenant: Tenant,
    caller: Caller,
    key: String,
    files: TempDir,
}

impl House {
    async fn new() -> Self {
        Self::on(TestDb::sqlite().await).await
    }

    async fn on(db: TestDb) -> Self {
        Self::with(db, Mode::Sandbox).await
    }

    async fn with(db: TestDb, mode: Mode) -> Self {
        let files = TempDir::new().unwrap();
        let clock = ManualClock::at(START);
        let app = App::new(Parts {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            chance: Chance::new(Arc::new(SeededEntropy::new(7))),
            keys: Keys::new([7; 32]),
            files: Arc::new(FolderStore::try_new(files.path().to_owned()).unwrap()),
            messenger: Messenger::try_new(None, None).unwrap(),
            letters: Arc::new(PlainLetters),
            renderers: vec![Arc::new(PlainRenderer)],
            public_url: "https://kyc.example".into(),
        });
        let settings = Settings {
            loopback_webhooks: true,
            ..Settings::default()
        };
        let new = NewTenant {
            name: "Acme Bank".into(),
            mode,
            modules: vec![Api::Allpass],
            settings,
        };
        let tenant = app.tenant_create(new, Actor::Operator).await.unwrap();
        let made = app.credential_create(tenant.id, Api::Allpass, "server", Actor::Operator);
        let key = made.await.unwrap().key;
        let address = IpAddr::from([203, 0, 113, 9]);
        let caller = app.caller(Api::Allpass, &key, address).await.unwrap();
        let house = Self {
            app,
            db,
            clock,
            tenant,
            caller,
            key,
            files,
        };
        house
            .flow("onboarding", &[Service::Email, Service::AddressProof])
            .await;
        house
    }

    /// A regular flow.
    async fn flow(&self, name: &str, services: &[Service]) {
        let definition = FlowDefinition {
            name: name.into(),
            kind: FlowKind::Regular,
            services: services.to_vec(),
            auto_approve: false,
            unique_face_match: false,
            questionnaire_id: None,
        };
        let made = self
            .app
            .flow_create(self.tenant.id, definition, Actor::Operator)
            .await;
        made.unwrap();
    }

    async fn applicant(&self, external_id: &str) -> Applicant {
        let new = NewApplicant {
            external_id: external_id.into(),
            flow_name: "onboarding".into(),
            ..NewApplicant::default()
        };
        let made = self.app.applicant_create(&self.caller, new, false).await;
        made.unwrap().value.applicant
    }

    async fn link(&self, external_id: &str) -> Link {
        let new = NewLink {
            locale: None,
            ttl_seconds: 100 * 86_400,
            flow_name: None,
            claims: serde_json::Map::new(),
        };
        let link = self.app.link_create(&self.caller, external_id, new).await;
        link.unwrap().value
    }

    /// A visit of an applicant who agreed, with the token that opens it.
    async fn visit(&self, external_id: &str) -> (Visit, String) {
        let token = self.link(external_id).await.token;
        let visit = self.app.visit_open(&token).await.unwrap();
        self.app.visit_consent(&visit, Device::default()).await.unwrap();
        (self.app.visit_open(&token).await.unwrap(), token)
    }

    fn step(visit: &Visit, service: Service) -> StepId {
        let mut steps = visit.applicant.steps.iter();
        steps.find(|step| step.service == service).unwrap().id
    }

    /// Asks for a code and reads it in the outbox.
    async fn code(&self, visit: &Visit, address: &str) -> String {
        let step = Self::step(visit, Service::Email);
        self.app
            .visit_code_send(visit, step, address, "en")
            .await
            .unwrap();
        let mails = self.app.mails(self.tenant.id, None).await.unwrap();
        mails[0].content.secrets[0].clone()
    }

    /// Every value of every table, as text, bytes as text as far as they are text.
    async fn dump(&self) -> String {
        self.db
            .read(|tx| {
                let tables = tx.query("SELECT name FROM sqlite_master WHERE type = 'table'", &[])?;
                let mut dump = String::new();
                for table in &tables {
                    let name: String = table.get("name")?;
                    let columns =
                        tx.query_text(&format!("SELECT name FROM pragma_table_info('{name}')"), &[])?;
                    let columns: BTreeSet<String> = columns
                        .iter()
                        .map(|column| column.get("name"))
                        .collect::<domain::Result<_>>()?;
                    for column in &columns {
                        let sql = format!(
                            "SELECT CAST(quote({column}) AS TEXT) AS text, {column} AS value FROM {name}"
                        );
                        for row in tx.query_text(&sql, &[])? {
                            dump.push_str(&row.get::<String>("text")?);
                            if let Ok(bytes) = row.get::<Vec<u8>>("value") {
                                dump.push_str(&String::from_utf8_lossy(&bytes));
                            }
                            dump.push('\n');
                        }
                    }
                }
                Ok(dump)
            })
            .await
            .unwrap()
    }
}

/// The bytes of every file below a folder.
fn bytes_below(folder: &Path) -> Vec<Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                bytes_below(&path)
            } else {
                vec![std::fs::read(path).unwrap()]
            }
        })
        .collect()
}

/// A picture that the intake takes.
fn picture() -> Vec<u8> {
    let shades = |x: u32, y: u32| image::Rgb([(x / 3) as u8, (y / 3) as u8, ((x ^ y) / 4) as u8]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(640, 480, shades)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

fn mailbox() -> Option<EmailAddress> {
    EmailAddress::parse(MAILBOX).ok()
}
