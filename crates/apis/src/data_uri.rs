//! Files as data URIs (RFC 2397), as several vendors carry them in JSON.

use app::Dossier;
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use domain::evidence::MediaType;
use values::FileId;

/// The whole file as one text.
pub(crate) fn data_uri(media_type: MediaType, bytes: &[u8]) -> String {
    format!("data:{};base64,{}", media_type.as_str(), BASE64.encode(bytes))
}

/// A file of an applicant, where its bytes were loaded.
pub(crate) fn file_uri(dossier: &Dossier, id: FileId) -> Option<String> {
    let file = dossier.files.iter().find(|file| file.id == id)?;
    let bytes = dossier.pictures.get(&id).filter(|bytes| !bytes.is_empty())?;
    Some(data_uri(file.media_type, bytes))
}
