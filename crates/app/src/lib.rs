//! What the product can do: one method for each use case, one transaction each, the jobs that follow, and the outside world.
//!
//! Time and chance enter here and nowhere else. Knows no wire and no page: those hand in parsed values and get domain values back.

pub mod applicant;
pub mod audit;
pub mod chance;
pub mod clock;
pub mod credential;
pub mod desk;
pub mod dossier;
pub mod evidence;
pub mod flow;
pub mod inquiry;
mod job;
pub mod keys;
pub mod link;
pub mod mail;
pub mod me;
mod metric;
pub mod moving_in;
pub mod officer;
mod once;
pub mod outside;
mod push;
mod record;
pub mod request;
mod sandbox;
pub mod submission;
pub mod tenant;
#[cfg(test)]
mod tests;
pub mod token;
pub mod visit;
pub mod webhook;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{Error, Result, tenant::Api};
use store::Db;
use tokio::sync::{Notify, Semaphore, broadcast};
use values::{ApplicantId, Timestamp};

use crate::{
    chance::Chance,
    clock::Clock,
    keys::{Keys, Purpose},
    outside::{LetterWriter, WebhookRenderer, file::FileStore, message::Messenger},
};
pub use crate::{
    dossier::{Dossier, OfficerName},
    metric::{HttpLabels, Metrics},
    once::Outcome,
};
pub use store::{ApplicantFilter, ApplicantSummary, DeliveryFilter, DeviceReport, Hold};

/// Everything the product is made of.
pub struct Parts {
    /// The database, migrated.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Chance,
    /// The master key.
    pub keys: Keys,
    /// Where files lie.
    pub files: Arc<dyn FileStore>,
    /// Mail and text messages.
    pub messenger: Messenger,
    /// Who writes letters.
    pub letters: Arc<dyn LetterWriter>,
    /// Who renders webhooks, one for each API that has them.
    pub renderers: Vec<Arc<dyn WebhookRenderer>>,
    /// Where the world reaches us, e.g. `https://verify.acme.example`; no slash at the end.
    pub public_url: String,
}

/// The product.
pub struct App {
    db: Db,
    clock: Arc<dyn Clock>,
    chance: Chance,
    keys: Keys,
    files: Arc<dyn FileStore>,
    messenger: Messenger,
    letters: Arc<dyn LetterWriter>,
    renderers: BTreeMap<Api, Arc<dyn WebhookRenderer>>,
    public_url: String,
    metrics: Metrics,
    /// Tells open pages that an applicant has changed.
    changes: RwLock<Option<broadcast::Sender<ApplicantId>>>,
    /// Wakes the worker when there is something to do.
    work: Arc<Notify>,
    /// Places for work that takes a processor and much memory: decoding pictures, hashing passwords.
    heavy: Arc<Semaphore>,
}

/// How many changes an idle page may miss before it is told to look again.
const CHANGES_KEPT: usize = 1_024;

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            db: parts.db,
            clock: parts.clock,
            chance: parts.chance,
            keys: parts.keys,
            files: parts.files,
            messenger: parts.messenger,
            letters: parts.letters,
            renderers: parts
                .renderers
                .into_iter()
                .map(|renderer| (renderer.api(), renderer))
                .collect(),
            public_url: parts.public_url,
            metrics: Metrics::default(),
            changes: RwLock::new(Some(broadcast::Sender::new(CHANGES_KEPT))),
            work: Arc::new(Notify::new()),
            heavy: Arc::new(Semaphore::new(
                std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            )),
        })
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Where the world reaches us; no slash at the end.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// What is counted.
    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Fresh random bytes for a wire's own encryption.
    pub fn nonce<const N: usize>(&self) -> [u8; N] {
        self.chance.bytes()
    }

    /// Makes sure that the database answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ready(&self) -> Result<()> {
        self.db.ping().await
    }

    /// Refuses a master key that is not the one this data was sealed with; the first start keeps the proof.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the master key.
    pub async fn master_key_check(&self) -> Result<()> {
        let proof = self.keys.hash(Purpose::Proof, "master key");
        let stored = self
            .db
            .write(move |tx| tx.installation_keep("master_key_proof", &proof))
            .await?;
        if self.keys.hash_matches(Purpose::Proof, "master key", &stored) {
            Ok(())
        } else {
            Err(Error::invalid(
                "master key",
                domain::Reason::Other("is not the one that this data was sealed with".into()),
            ))
        }
    }

    /// Copies the database into a new file while serving.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the engine makes its own backups.
    pub async fn backup(&self, path: std::path::PathBuf) -> Result<()> {
        self.db.backup(path).await
    }

    /// Hears of every applicant that changes on this node, until the node stops.
    pub fn changes(&self) -> broadcast::Receiver<ApplicantId> {
        match &*self.changes.read().unwrap_or_else(PoisonError::into_inner) {
            Some(changes) => changes.subscribe(),
            None => broadcast::Sender::new(1).subscribe(),
        }
    }

    /// Ends every page's live stream, so that the node can stop.
    pub fn fall_silent(&self) {
        self.changes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    /// Runs work that takes a processor and much memory away from the async threads, as many at a time as there are processors.
    async fn heavily<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = Arc::clone(&self.heavy)
            .acquire_owned()
            .await
            .map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(Error::internal)
    }

    /// Tells pages and the worker that an applicant changed.
    fn announce(&self, applicant_id: ApplicantId) {
        if let Some(changes) = &*self.changes.read().unwrap_or_else(PoisonError::into_inner) {
            // Nobody listening is fine.
            let _ = changes.send(applicant_id);
        }
        self.work.notify_one();
    }
}
