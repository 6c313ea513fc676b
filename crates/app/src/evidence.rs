//! Files of applicants: taken in through the intake engine, sealed under a key of their own, kept in the file store.

use std::sync::Arc;

/// Why an upload was not taken.
pub use documents::intake::Refusal;
use documents::intake::{Media, PdfLimits, PictureLimits, accept_pdf, accept_picture, sniff};
use domain::{
    Error, Result,
    evidence::{Asker, File, FileKind, MediaType},
};
use sha2::{Digest, Sha256};
use values::{ApplicantId, FileId, TenantId};
use zeroize::Zeroizing;

use crate::{
    App,
    keys::{Purpose, open_with, seal_with},
};

/// Largest upload in bytes.
pub const UPLOAD_BYTES_MAX: usize = 20 * 1024 * 1024;

/// The media type (RFC 2046) of an upload, by its content; none where the intake knows no such content.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    sniff(bytes).map(Media::mime)
}

/// A file as it will be stored.
pub(crate) struct Accepted {
    media_type: MediaType,
    bytes: Vec<u8>,
    width: i64,
    height: i64,
    sha256: String,
}

impl App {
    /// Looks through an upload.
    pub(crate) async fn file_accept(
        &self,
        kind: FileKind,
        bytes: Vec<u8>,
    ) -> Result<Result<Accepted, Refusal>> {
        self.heavily(move || accept(kind, bytes)).await
    }

    /// Seals an accepted upload and keeps its bytes. The row is the caller's to store; without it the bytes are noise.
    pub(crate) async fn file_keep(
        &self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        asked_by: Asker,
        kind: FileKind,
        accepted: Accepted,
    ) -> Result<File> {
        let now = self.now();
        let id = FileId::from_uuid(self.chance.uuid(now));
        let key = Zeroizing::new(self.chance.bytes::<32>());
        let file = File {
            id,
            tenant_id,
            applicant_id,
            asked_by,
            kind,
            media_type: accepted.media_type,
            bytes: i64::try_from(accepted.bytes.len()).unwrap_or(i64::MAX),
            width: accepted.width,
            height: accepted.height,
            sha256: accepted.sha256,
            sealed_key: self
                .keys
                .seal(Purpose::FileKey, &id.to_string(), key.as_slice(), &self.chance),
            created_at: now,
        };
        let (files, chance) = (Arc::clone(&self.files), self.chance.clone());
        tokio::task::spawn_blocking(move || {
            let sealed = seal_with(&key, &id.to_string(), &accepted.bytes, &chance);
            files.put(&id.to_string(), &sealed)
        })
        .await
        .map_err(Error::internal)??;
        Ok(file)
    }

    /// The bytes of a file, unsealed.
    pub(crate) async fn file_bytes(&self, file: &File) -> Result<Vec<u8>> {
        let key = self
            .keys
            .open(Purpose::FileKey, &file.id.to_string(), &file.sealed_key)?;
        let key: [u8; 32] = key
            .try_into()
            .map_err(|_| Error::internal("a file's key has 32 bytes"))?;
        let (files, name) = (Arc::clone(&self.files), file.id.to_string());
        tokio::task::spawn_blocking(move || {
            let sealed = files
                .get(&name)?
                .ok_or_else(|| Error::internal("a file's bytes are gone"))?;
            open_with(&key, &name, &sealed)
        })
        .await
        .map_err(Error::internal)?
    }

    /// Forgets the bytes of files whose rows are gone.
    pub(crate) async fn files_forget(&self, ids: Vec<FileId>) -> Result<()> {
        let files = Arc::clone(&self.files);
        tokio::task::spawn_blocking(move || ids.iter().try_for_each(|id| files.delete(&id.to_string())))
            .await
            .map_err(Error::internal)?
    }
}

fn accept(kind: FileKind, bytes: Vec<u8>) -> Result<Accepted, Refusal> {
    // Of the bytes as they came: finds the same upload again.
    let sha256 = hex::encode(Sha256::digest(&bytes));
    if kind.may_be_pdf() && sniff(&bytes) == Some(Media::Pdf) {
        accept_pdf(&bytes, &PdfLimits::default())?;
        return Ok(Accepted {
            media_type: MediaType::Pdf,
            bytes,
            width: 0,
            height: 0,
            sha256,
        });
    }
    let picture = accept_picture(&bytes, &PictureLimits::default())?;
    let (width, height) = (picture.width.into(), picture.height.into());
    Ok(Accepted {
        media_type: MediaType::Jpeg,
        bytes: picture.jpeg,
        width,
        height,
        sha256,
    })
}
