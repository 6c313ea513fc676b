//! A question put to a known person on their own page: confirm this, say where you are, say what device this is.
//!
//! An inquiry is answered once, before it ends, by the person it was put to.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use values::{ApplicantId, FileId, InquiryId, TenantId, Timestamp};

use crate::{Conflict, Error, Reason, Result, step::Place};

/// What a confirmation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A payment or other transaction.
    Transaction,
    /// A sign-in.
    Login,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InquiryKind {
    /// Approve or decline.
    Confirmation {
        /// What for.
        purpose: Purpose,
        /// Whether approving takes a fresh picture of the face.
        needs_selfie: bool,
    },
    /// Device and place.
    Device,
    /// Place alone.
    Location,
}

/// Where an inquiry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquiryStatus {
    /// Waits for the person.
    Pending,
    /// Confirmed.
    Approved,
    /// Refused.
    Declined,
    /// Device or place were given.
    Answered,
    /// Nobody answered in time.
    Expired,
}

impl InquiryStatus {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Answered => "answered",
            Self::Expired => "expired",
        }
    }

    /// Reads [`InquiryStatus::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Pending,
            Self::Approved,
            Self::Declined,
            Self::Answered,
            Self::Expired,
        ]
        .into_iter()
        .find(|status| status.as_str() == text)
    }
}

/// What a person answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Yes; with a fresh picture of the face where that is asked for.
    Approve {
        /// The picture.
        picture: Option<FileId>,
    },
    /// No. Every inquiry can be declined.
    Decline,
    /// Where the person is.
    Location(Place),
    /// What the device says of itself, and where it is if the person shares that.
    Device {
        /// As the device reports it, passed on unchanged.
        report: Map<String, Value>,
        /// The place.
        place: Option<Place>,
    },
}

/// One inquiry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Its id.
    pub id: InquiryId,
    /// Who asks.
    pub tenant_id: TenantId,
    /// Who is asked.
    pub applicant_id: ApplicantId,
    /// The client's own name for it, unique in the tenant.
    pub reference: String,
    /// What is asked.
    pub kind: InquiryKind,
    /// What the person reads first.
    pub title: String,
    /// What the person reads then.
    pub body: String,
    /// Where it stands.
    pub status: InquiryStatus,
    /// The address that the answer came from.
    pub ip: Option<String>,
    /// The picture that the answer carries.
    pub picture: Option<FileId>,
    /// What the device said of itself.
    pub report: Option<Map<String, Value>>,
    /// Where the person was.
    pub place: Option<Place>,
    /// When it ends unanswered.
    pub expires_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// When it was asked.
    pub created_at: Timestamp,
}

impl Inquiry {
    /// Whether it can still be answered.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.status == InquiryStatus::Pending && now < self.expires_at
    }

    /// Where it stands at an instant: one whose time is over has expired, whether or not that was noted.
    pub fn status_at(&self, now: Timestamp) -> InquiryStatus {
        match self.status {
            InquiryStatus::Pending if now >= self.expires_at => InquiryStatus::Expired,
            status => status,
        }
    }

    /// Takes the person's answer.
    ///
    /// # Errors
    /// [`Conflict::InquiryAnswered`], [`Conflict::InquiryExpired`], [`Error::Invalid`] for an answer to something else or without
    /// the picture that it needs.
    pub fn answer(&mut self, answer: Answer, ip: String, now: Timestamp) -> Result<()> {
        match self.status_at(now) {
            InquiryStatus::Pending => {}
            InquiryStatus::Expired => return Err(Error::Conflict(Conflict::InquiryExpired)),
            _ => return Err(Error::Conflict(Conflict::InquiryAnswered)),
        }
        self.status = match (self.kind, answer) {
            (_, Answer::Decline) => InquiryStatus::Declined,
            (InquiryKind::Confirmation { needs_selfie, .. }, Answer::Approve { picture }) => {
                if needs_selfie && picture.is_none() {
                    return Err(Error::invalid("picture", Reason::Required));
                }
                self.picture = picture.filter(|_| needs_selfie);
                InquiryStatus::Approved
            }
            (InquiryKind::Location, Answer::Location(place)) => {
                place.check()?;
                self.place = Some(place);
                InquiryStatus::Answered
            }
            (InquiryKind::Device, Answer::Device { report, place }) => {
                place.map_or(Ok(()), |place| place.check())?;
                (self.report, self.place) = (Some(report), place);
                InquiryStatus::Answered
            }
            _ => {
                return Err(Error::invalid(
                    "answer",
                    Reason::Expected("an answer to what was asked"),
                ));
            }
        };
        self.ip = Some(ip);
        self.answered_at = Some(now);
        Ok(())
    }

    /// Ends an inquiry that nobody answered in time; false when there is nothing to end.
    pub fn expire(&mut self, now: Timestamp) -> bool {
        let ends = self.status == InquiryStatus::Pending && now >= self.expires_at;
        if ends {
            self.status = InquiryStatus::Expired;
        }
        ends
    }
}

/// Where a browser takes push messages for a person (RFC 8030), with the keys to encrypt them (RFC 8291).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushSubscription {
    /// The push service's address for this browser.
    pub endpoint: String,
    /// The browser's public key: an uncompressed P-256 point in unpadded base64url.
    pub p256dh: String,
    /// The browser's secret: 16 bytes in unpadded base64url.
    pub auth: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);
    const ID: &str = "0190a5b4-7c3e-7000-8000-000000000001";

    fn inquiry(kind: InquiryKind) -> Inquiry {
        Inquiry {
            id: InquiryId::parse(ID).unwrap(),
            tenant_id: TenantId::parse(ID).unwrap(),
            applicant_id: ApplicantId::parse(ID).unwrap(),
            reference: "r-1".into(),
            kind,
            title: String::new(),
            body: String::new(),
            status: InquiryStatus::Pending,
            ip: None,
            picture: None,
            report: None,
            place: None,
            expires_at: NOW.plus(std::time::Duration::from_secs(60)),
            answered_at: None,
            created_at: NOW,
        }
    }

    const fn confirmation(needs_selfie: bool) -> InquiryKind {
        InquiryKind::Confirmation {
            purpose: Purpose::Transaction,
            needs_selfie,
        }
    }

    #[test]
    fn is_answered_once_and_in_time() {
        let mut asked = inquiry(confirmation(false));
        asked.answer(Answer::Decline, "::1".into(), NOW).unwrap();
        assert_eq!(
            asked.answer(Answer::Approve { picture: None }, "::1".into(), NOW),
            Err(Error::Conflict(Conflict::InquiryAnswered))
        );
        let mut late = inquiry(confirmation(false));
        let end = late.expires_at;
        assert_eq!(
            late.answer(Answer::Decline, "::1".into(), end),
            Err(Error::Conflict(Conflict::InquiryExpired))
        );
        assert!(!late.expire(NOW));
        assert!(late.expire(end) && late.status == InquiryStatus::Expired);
    }

    #[test]
    fn approval_by_face_needs_the_face() {
        let mut asked = inquiry(confirmation(true));
        let without = asked.answer(Answer::Approve { picture: None }, "::1".into(), NOW);
        assert!(matches!(without, Err(Error::Invalid { field: "picture", .. })));
        let picture = FileId::parse(ID).ok();
        asked
            .answer(Answer::Approve { picture }, "::1".into(), NOW)
            .unwrap();
        assert_eq!((asked.status, asked.picture), (InquiryStatus::Approved, picture));
    }

    #[test]
    fn an_answer_to_another_question_is_refused() {
        let place = Place {
            latitude: 56.9,
            longitude: 24.1,
            accuracy_m: 10.0,
        };
        for (kind, answer) in [
            (confirmation(false), Answer::Location(place)),
            (InquiryKind::Location, Answer::Approve { picture: None }),
            (
                InquiryKind::Location,
                Answer::Location(Place {
                    latitude: 91.0,
                    ..place
                }),
            ),
            (InquiryKind::Device, Answer::Location(place)),
        ] {
            assert!(matches!(
                inquiry(kind).answer(answer, "::1".into(), NOW),
                Err(Error::Invalid { .. })
            ));
        }
    }
}
