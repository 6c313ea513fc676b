//! Files of applicants: what they are and the sealed key without which their bytes are noise.

use domain::{
    Result,
    evidence::{Asker, File, FileKind, MediaType},
};
use values::{ApplicantId, FileId, TenantId};

use crate::{Row, Tx, json::from_word, params};

impl Tx<'_> {
    /// Stores a file's row.
    ///
    /// # Errors
    /// Only the database's.
    pub fn file_insert(&mut self, file: &File) -> Result<()> {
        self.execute(
            "INSERT INTO file (tenant_id, applicant_id, id, step_id, kind, media_type, bytes, width, height, sha256, sealed_key, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            params![
                file.tenant_id,
                file.applicant_id,
                file.id,
                asker_text(file.asked_by),
                file.kind.as_str(),
                file.media_type.as_str(),
                file.bytes,
                file.width,
                file.height,
                &file.sha256,
                file.sealed_key.clone(),
                file.created_at
            ],
        )?;
        Ok(())
    }

    /// An applicant's file.
    ///
    /// # Errors
    /// Only the database's.
    pub fn file_by_id(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        id: FileId,
    ) -> Result<Option<File>> {
        let row = self.query_opt(
            "SELECT * FROM file WHERE tenant_id = $1 AND applicant_id = $2 AND id = $3",
            params![tenant_id, applicant_id, id],
        )?;
        row.as_ref().map(file).transpose()
    }

    /// An applicant's files, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub fn files(&mut self, tenant_id: TenantId, applicant_id: ApplicantId) -> Result<Vec<File>> {
        let rows = self.query(
            "SELECT * FROM file WHERE tenant_id = $1 AND applicant_id = $2 ORDER BY created_at, id",
            params![tenant_id, applicant_id],
        )?;
        rows.iter().map(file).collect()
    }

    /// Deletes one file's row, key included; says whether there was one.
    ///
    /// # Errors
    /// Only the database's.
    pub fn file_delete(
        &mut self,
        tenant_id: TenantId,
        applicant_id: ApplicantId,
        id: FileId,
    ) -> Result<bool> {
        let deleted = self.execute(
            "DELETE FROM file WHERE tenant_id = $1 AND applicant_id = $2 AND id = $3",
            params![tenant_id, applicant_id, id],
        )?;
        Ok(deleted == 1)
    }
}

/// The id alone, in the column `step_id`: the kind of file tells what the id is of.
fn asker_text(asker: Asker) -> String {
    match asker {
        Asker::Step(id) => id.to_string(),
        Asker::Inquiry(id) => id.to_string(),
    }
}

fn asker(row: &Row) -> Result<Asker> {
    Ok(match from_word(row, "kind", FileKind::parse)? {
        FileKind::Confirmation => Asker::Inquiry(row.get("step_id")?),
        _ => Asker::Step(row.get("step_id")?),
    })
}

fn file(row: &Row) -> Result<File> {
    Ok(File {
        id: row.get("id")?,
        tenant_id: row.get("tenant_id")?,
        applicant_id: row.get("applicant_id")?,
        asked_by: asker(row)?,
        kind: from_word(row, "kind", FileKind::parse)?,
        media_type: from_word(row, "media_type", MediaType::parse)?,
        bytes: row.get("bytes")?,
        width: row.get("width")?,
        height: row.get("height")?,
        sha256: row.get("sha256")?,
        sealed_key: row.get("sealed_key")?,
        created_at: row.get("created_at")?,
    })
}
