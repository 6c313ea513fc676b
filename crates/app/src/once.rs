//! Calls that a client may repeat: the first outcome is kept in the transaction that made it, and every repeat gets that outcome.

use domain::{Conflict, Error, Result, credential::Caller};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::Tx;
use values::Timestamp;

use crate::{App, keys::Purpose};

/// What a call brought, and when: a repeat gets both, so that even the time in the answer is the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome<T> {
    /// The result.
    pub value: T,
    /// When it was made.
    pub at: Timestamp,
}

impl App {
    /// Runs `operation` in one transaction, at most once for each idempotency key of the caller.
    ///
    /// # Errors
    /// The operation's own; [`Conflict::IdempotencyMismatch`] when the key came with another request before.
    pub(crate) async fn once<T, F>(&self, caller: &Caller, operation: F) -> Result<Outcome<T>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Tx, Timestamp) -> Result<T> + Send + 'static,
    {
        let (now, keys, chance, caller) =
            (self.now(), self.keys.clone(), self.chance.clone(), caller.clone());
        self.db
            .write(move |tx| {
                let Some(idempotency) = &caller.idempotency else {
                    return Ok(Outcome {
                        value: operation(tx, now)?,
                        at: now,
                    });
                };
                let context = format!("{}/{}", caller.credential_id, idempotency.key);
                if let Some(earlier) =
                    tx.idempotency_earlier(caller.tenant.id, caller.credential_id, &idempotency.key)?
                {
                    if earlier.request_hash != idempotency.request_hash {
                        return Err(Error::Conflict(Conflict::IdempotencyMismatch));
                    }
                    let outcome = keys.open(Purpose::Idempotency, &context, &earlier.sealed_outcome)?;
                    return serde_json::from_slice(&outcome).map_err(Error::internal);
                }
                let outcome = Outcome {
                    value: operation(tx, now)?,
                    at: now,
                };
                let sealed = keys.seal(
                    Purpose::Idempotency,
                    &context,
                    &serde_json::to_vec(&outcome).map_err(Error::internal)?,
                    &chance,
                );
                let is_kept =
                    tx.idempotency_keep(caller.tenant.id, caller.credential_id, idempotency, sealed, now)?;
                if is_kept {
                    Ok(outcome)
                } else {
                    Err(Error::Conflict(Conflict::Stale))
                }
            })
            .await
    }
}
