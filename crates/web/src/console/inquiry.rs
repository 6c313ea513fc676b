//! Questions that the client put to a person, as an officer sees them. Pure: from the domain to a view.

use domain::inquiry::{Inquiry, InquiryKind};

use super::{
    item::{Surroundings, file_href},
    parts::{Badge, Link, Moment},
    words,
};

/// A question.
#[derive(Debug)]
pub struct InquiryView {
    /// What is asked.
    pub kind: &'static str,
    /// In the client's words.
    pub title: String,
    /// The same, in full.
    pub body: String,
    /// The client's own name for it.
    pub reference: String,
    /// Where it stands.
    pub state: Badge,
    /// When it was asked.
    pub asked_at: Moment,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// Where the answer came from: an address, a place.
    pub from: String,
    /// The picture that the answer carries.
    pub picture: Option<Link>,
}

impl InquiryView {
    /// The view of a question.
    pub fn new(inquiry: &Inquiry, around: &Surroundings<'_>) -> Self {
        let kind = match inquiry.kind {
            InquiryKind::Confirmation { purpose, .. } => words::purpose(purpose),
            InquiryKind::Device => "Device and place",
            InquiryKind::Location => "Place",
        };
        let place = inquiry
            .place
            .map(|place| format!("{:.5}, {:.5}", place.latitude, place.longitude));
        let from: Vec<String> = inquiry.ip.clone().into_iter().chain(place).collect();
        let selfie = |id| Link::new(file_href(inquiry.applicant_id, id), "Selfie");
        Self {
            kind,
            title: inquiry.title.clone(),
            body: inquiry.body.clone(),
            reference: inquiry.reference.clone(),
            state: words::inquiry_status(inquiry.status_at(around.now)),
            asked_at: around.moment(inquiry.created_at),
            answered_at: inquiry.answered_at.map(|at| around.moment(at)),
            from: from.join(" · "),
            picture: inquiry.picture.map(selfie),
        }
    }
}
