//! What is taken out of a record at a client's wish: some of it, or everything that says who the person is.

use values::{FileId, Timestamp};

use super::{Applicant, ApplicantStatus, History, Origin};
use crate::{
    Error, Noun, Result,
    decision::Review,
    person::{Details, DocumentDetails, Person},
    step::StepInput,
};

/// What to take out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erasure {
    /// Pictures of documents, proofs of address among them.
    pub document_pictures: bool,
    /// Pictures of the face.
    pub face_pictures: bool,
    /// What was typed or read at the steps.
    pub readings: bool,
    /// That the person is the same as another's, now and later.
    pub person_link: bool,
    /// The mail address.
    pub email: bool,
    /// The phone number.
    pub phone: bool,
    /// The client's own name for the person.
    pub client_reference: bool,
    /// The address that the person came from.
    pub ip: bool,
    /// What the client had kept under these names.
    pub metadata: Vec<String>,
}

impl Applicant {
    /// Takes parts out of the record; `clear` empties the details that are to go. Answers with the files that go, too.
    ///
    /// # Errors
    /// As [`Applicant::require_kept`].
    pub fn erase_parts(
        &mut self,
        parts: &Erasure,
        clear: impl Fn(&mut Details),
        now: Timestamp,
    ) -> Result<Vec<FileId>> {
        self.require_kept()?;
        let mut files = Vec::new();
        for step in &mut self.steps {
            files.extend(take_pictures(&mut step.input, parts));
            if parts.readings {
                take_readings(&mut step.input);
            }
        }
        clear(&mut self.person.stated);
        clear(&mut self.person.found);
        if parts.readings {
            self.supplied.clear();
        }
        if parts.person_link {
            (self.person.id, self.person.is_unlinked) = (None, true);
        }
        if parts.email {
            self.email = None;
        }
        if parts.phone {
            self.phone = None;
        }
        if parts.client_reference {
            self.origin.client_reference = None;
        }
        if parts.ip {
            (self.origin.ip, self.device) = (None, None);
        }
        for name in &parts.metadata {
            self.origin.metadata.shift_remove(name);
        }
        self.note_person();
        self.updated_at = now;
        Ok(files)
    }

    /// What stays when everything else is erased: the client's id, the instants, the outcome and the kind of document. Nobody can be
    /// recognised by it.
    ///
    /// # Errors
    /// [`Noun::Applicant`] when nothing else is left already.
    pub fn erased(&self, now: Timestamp) -> Result<Self> {
        if self.is_erased() {
            return Err(Error::NotFound(Noun::Applicant));
        }
        let is_decided = self.status.is_decided();
        let document = DocumentDetails {
            kind: self.person.known().document.kind,
            ..DocumentDetails::default()
        };
        Ok(Self {
            // What nobody decided waits for nobody any more.
            status: if is_decided {
                self.status
            } else {
                ApplicantStatus::Created
            },
            version: 1,
            events: 0,
            email: None,
            phone: None,
            language: None,
            supplied: serde_json::Map::new(),
            full_name: None,
            birth_on: None,
            person: Person {
                found: Details {
                    document,
                    ..Details::default()
                },
                is_unlinked: true,
                ..Person::default()
            },
            origin: Origin {
                api: self.origin.api,
                ..Origin::default()
            },
            history: History {
                first_decided_at: self.history.first_decided_at,
                erased_at: Some(now),
                ..History::default()
            },
            device: None,
            review: self.review.as_ref().filter(|_| is_decided).map(without_words),
            deletion_at: None,
            updated_at: now,
            steps: Vec::new(),
            external_id: self.external_id.clone(),
            ..*self
        })
    }

    /// Whether only what recognises nobody is left.
    pub const fn is_erased(&self) -> bool {
        self.history.erased_at.is_some()
    }
}

fn without_words(review: &Review) -> Review {
    Review {
        public_comment: None,
        internal_comment: None,
        decided_at_client: review.decided_at_client.as_ref().map(|_| String::new()),
        ..review.clone()
    }
}

/// Empties the places of pictures that go.
fn take_pictures(input: &mut StepInput, parts: &Erasure) -> Vec<FileId> {
    let taken = match input {
        StepInput::Document { front, back, .. } if parts.document_pictures => [front.take(), back.take()],
        StepInput::AddressProof { file, .. } | StepInput::AdditionalDocument { file }
            if parts.document_pictures =>
        {
            [file.take(), None]
        }
        StepInput::Selfie { picture } | StepInput::SelfieWithDocument { picture } if parts.face_pictures => {
            [picture.take(), None]
        }
        _ => [None, None],
    };
    taken.into_iter().flatten().collect()
}

fn take_readings(input: &mut StepInput) {
    match input {
        StepInput::Document { country, fields, .. } => {
            *country = None;
            fields.clear();
        }
        StepInput::AddressProof { fields, .. } => fields.clear(),
        _ => {}
    }
}
