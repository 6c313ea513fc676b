//! Calls that a client may repeat: the first outcome is kept in the transaction that made it, and every repeat gets that outcome.

use domain::{
    Conflict, Error, Result,
    credential::{Caller, Idempotency},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::Tx;
use uuid::Uuid;
use values::{CredentialId, TenantId, Timestamp};

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

/// The operator is no tenant and has no key of a tenant: its calls are kept under these.
const OPERATOR: (TenantId, CredentialId) = (
    TenantId::from_uuid(Uuid::nil()),
    CredentialId::from_uuid(Uuid::nil()),
);
const OPERATOR_CONTEXT: &str = "operator";

/// Calls of the operator go over several transactions, so their keys are taken before and answered after: at most once, whatever
/// happens in between.
impl App {
    /// Takes a key for a call; a repeat gets the first answer back.
    ///
    /// # Errors
    /// [`Conflict::IdempotencyMismatch`], or [`Conflict::IdempotencyUnfinished`] while there is no first answer.
    pub async fn operator_call_begin(&self, idempotency: &Idempotency) -> Result<Option<serde_json::Value>> {
        let (now, keys, chance, idempotency) = (
            self.now(),
            self.keys.clone(),
            self.chance.clone(),
            idempotency.clone(),
        );
        self.db
            .write(move |tx| {
                let (tenant, credential) = OPERATOR;
                let Some(earlier) = tx.idempotency_earlier(tenant, credential, &idempotency.key)? else {
                    let sealed = keys.seal(Purpose::Idempotency, OPERATOR_CONTEXT, b"", &chance);
                    let is_kept = tx.idempotency_keep(tenant, credential, &idempotency, sealed, now)?;
                    return if is_kept {
                        Ok(None)
                    } else {
                        Err(Error::Conflict(Conflict::Stale))
                    };
                };
                if earlier.request_hash != idempotency.request_hash {
                    return Err(Error::Conflict(Conflict::IdempotencyMismatch));
                }
                let outcome = keys.open(Purpose::Idempotency, OPERATOR_CONTEXT, &earlier.sealed_outcome)?;
                if outcome.is_empty() {
                    return Err(Error::Conflict(Conflict::IdempotencyUnfinished));
                }
                serde_json::from_slice(&outcome)
                    .map(Some)
                    .map_err(Error::internal)
            })
            .await
    }

    /// Keeps a call's answer for repeats; a call that was refused gives its key back.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn operator_call_end(
        &self,
        idempotency: &Idempotency,
        answer: Option<&serde_json::Value>,
    ) -> Result<()> {
        let key = idempotency.key.clone();
        let plain = answer
            .map(serde_json::to_vec)
            .transpose()
            .map_err(Error::internal)?;
        let sealed = plain.map(|plain| {
            self.keys
                .seal(Purpose::Idempotency, OPERATOR_CONTEXT, &plain, &self.chance)
        });
        self.db
            .write(move |tx| {
                let (tenant, credential) = OPERATOR;
                match &sealed {
                    Some(sealed) => tx.idempotency_finish(tenant, credential, &key, sealed.clone()),
                    None => tx.idempotency_forget(tenant, credential, &key),
                }
            })
            .await
    }
}
