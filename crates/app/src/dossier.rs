//! Everything about one applicant that a wire or a page shows, loaded in one go.

use std::collections::BTreeMap;

use domain::{
    Result,
    applicant::Applicant,
    evidence::{File, MediaType},
    flow::Flow,
};
use serde::{Deserialize, Serialize};
use store::Tx;
use values::{FileId, OfficerId, TenantId};

use crate::App;

/// An officer as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerName {
    /// A short number, unique in the tenant.
    pub number: i64,
    /// Their name.
    pub name: String,
}

/// An applicant with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// The applicant with steps.
    pub applicant: Applicant,
    /// The flow that decides its status.
    pub flow: Flow,
    /// Who looked at it last.
    pub reviewer: Option<OfficerName>,
    /// Who decided.
    pub decided_by: Option<OfficerName>,
    /// What was uploaded.
    pub files: Vec<File>,
    /// The files themselves, where they were asked for; mostly pictures in JPEG.
    #[serde(skip)]
    pub pictures: BTreeMap<FileId, Vec<u8>>,
}

impl Dossier {
    /// Loads everything but the pictures.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn load(tx: &mut Tx, applicant: Applicant) -> Result<Self> {
        let flow = tx
            .flow_by_id(applicant.tenant_id, applicant.flow_id)?
            .ok_or_else(|| domain::Error::internal("an applicant's flow is never deleted"))?;
        let review = applicant.review.clone();
        let reviewer = officer_name(
            tx,
            applicant.tenant_id,
            review.as_ref().and_then(|review| review.reviewer),
        )?;
        let decided_by = officer_name(
            tx,
            applicant.tenant_id,
            review.as_ref().and_then(|review| review.decided_by),
        )?;
        let may_have_files = applicant.consented_at.is_some() || applicant.origin.moved_in.is_some();
        let files = if may_have_files {
            tx.files(applicant.tenant_id, applicant.id)?
        } else {
            Vec::new()
        };
        Ok(Self {
            applicant,
            flow,
            reviewer,
            decided_by,
            files,
            pictures: BTreeMap::new(),
        })
    }
}

fn officer_name(tx: &mut Tx, tenant_id: TenantId, id: Option<OfficerId>) -> Result<Option<OfficerName>> {
    let Some(id) = id else { return Ok(None) };
    Ok(tx.officer_by_id(tenant_id, id)?.map(|officer| OfficerName {
        number: officer.number,
        name: officer.name,
    }))
}

impl App {
    /// Adds the pictures that the applicant's steps refer to.
    pub(crate) async fn with_pictures(&self, dossier: Dossier) -> Result<Dossier> {
        self.with_files(dossier, |file| file.media_type == MediaType::Jpeg)
            .await
    }

    /// Adds the files that the applicant's steps refer to and that are wanted.
    pub(crate) async fn with_files(
        &self,
        mut dossier: Dossier,
        is_wanted: impl Fn(&File) -> bool,
    ) -> Result<Dossier> {
        let wanted: Vec<File> = {
            let used: Vec<FileId> = dossier
                .applicant
                .steps
                .iter()
                .flat_map(|step| step.input.files())
                .collect();
            let is_meant = |file: &&File| is_wanted(file) && used.contains(&file.id);
            dossier.files.iter().filter(is_meant).cloned().collect()
        };
        for file in wanted {
            let bytes = self.file_bytes(&file).await?;
            dossier.pictures.insert(file.id, bytes);
        }
        Ok(dossier)
    }
}
