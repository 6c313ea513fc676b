//! An applicant as a submission of this wire. Knows no HTTP.

use domain::{
    applicant::{Applicant, ApplicantStatus, Try},
    decision::ReasonCode,
    flow::Service,
    tenant::ArgosSettings,
};
use serde_json::Value;
use values::{Country, Timestamp};

use super::{
    enums,
    query::RequestType,
    reject::{self, Circumstances, Comment},
    wire,
};

/// Where the client's name for a form address is kept.
pub const TOKEN_KEY: &str = "tokenId";
/// Characters of an identity number that stay hidden, at its end.
const HIDDEN_CHARACTERS: usize = 6;

/// The parts of a submission that were asked for.
pub fn submission(
    applicant: &Applicant,
    settings: &ArgosSettings,
    wanted: Option<RequestType>,
) -> wire::Submission {
    let is_wanted = |part| wanted.is_none() || wanted == Some(part);
    let mut submission = wire::Submission {
        submission_id: applicant.external_id.clone(),
        data: is_wanted(RequestType::Data).then(|| data(applicant)),
        kyc: is_wanted(RequestType::Kyc).then(|| kyc(applicant)),
        aml: (wanted == Some(RequestType::Aml)).then(not_screened),
        ..wire::Submission::default()
    };
    if is_wanted(RequestType::Others) {
        fill_others(&mut submission, applicant, settings);
    }
    submission
}

fn fill_others(submission: &mut wire::Submission, applicant: &Applicant, settings: &ArgosSettings) {
    let is_decided = applicant.status.is_decided();
    let instant = |at: Option<Timestamp>| at.map(|at| at.to_string());
    submission.email = applicant.email.as_ref().map(ToString::to_string);
    submission.token_id = kept_text(applicant, TOKEN_KEY);
    submission.created_at = instant(Some(applicant.created_at));
    submission.updated_at = instant(Some(applicant.updated_at));
    submission.kyc_result_at = instant(applicant.history.first_decided_at.filter(|_| is_decided));
    submission.pending_at = instant(applicant.history.pending_at);
    submission.userid = applicant.origin.client_reference.clone();
    submission.applicant_id = applicant_id(applicant);
    submission.reviewer = reviewer(applicant);
    submission.bank_verification = bank_verification(applicant, settings);
}

/// Who somebody is, for as long as they are approved.
pub fn applicant_id(applicant: &Applicant) -> Option<String> {
    let is_approved = applicant.status == ApplicantStatus::Approved;
    applicant
        .person
        .id
        .filter(|_| is_approved)
        .map(|id| id.to_string())
}

/// `agent` where a person decided, `system` where a rule did.
pub fn reviewer(applicant: &Applicant) -> Option<&'static str> {
    let review = applicant
        .review
        .as_ref()
        .filter(|_| applicant.status.is_decided())?;
    let is_person = review.decided_by.is_some() || review.decided_at_client.is_some();
    Some(if is_person { "agent" } else { "system" })
}

/// Who applies.
pub fn data(applicant: &Applicant) -> wire::Data {
    let known = applicant.person.known();
    let name = known.name();
    let (address, document) = (known.address, known.document);
    let device_ip = applicant.device.as_ref().map(|device| device.ip.clone());
    wire::Data {
        first_name: known.given_names,
        last_name: known.surname,
        name,
        gender: known.gender.and_then(enums::gender),
        nationality: known.nationality.as_deref().map(alpha3),
        date_of_birth: known.birth_on.map(|date| date.to_string()),
        cf1: kept_text(applicant, "cf1"),
        cf2: kept_text(applicant, "cf2"),
        cf3: kept_text(applicant, "cf3"),
        ip_address: applicant.origin.ip.clone().or(device_ip),
        issuing_country: document.issuing_country.as_deref().map(alpha3),
        issue_date: document.issued_on,
        expire_date: document.expires_on,
        id_type: document.kind.as_deref().map(enums::id_type),
        identity_number: document.personal_number.as_deref().map(masked),
        document_number: document.number,
        address_city: address.city,
        address_country: address.country,
        address_state: address.state,
        address_street: address.street,
        address_zipcode: address.postcode,
        address_global_code: address.global_code,
        address_compound_code: address.compound_code,
        address_formatted: address.formatted,
        address_input: address.line,
        address_detail: address.detail,
    }
}

/// Where the verification stands.
pub fn kyc(applicant: &Applicant) -> wire::Kyc {
    let comment = comment(applicant);
    wire::Kyc {
        result: enums::result(applicant.status),
        comment_code: comment.as_ref().map(|comment| vec![comment.code]),
        comment: comment.map(|comment| vec![comment.text]),
        attempts: attempts(applicant),
    }
}

/// Why the applicant was rejected; none where they were not.
pub fn comment(applicant: &Applicant) -> Option<Comment> {
    if applicant.status != ApplicantStatus::Rejected {
        return None;
    }
    let reason = applicant.review.as_ref().and_then(|review| review.reason);
    Some(comment_on(applicant, reason.unwrap_or(ReasonCode::Other)))
}

/// What a rejection for this reason says: of the step that was refused for it, or of the applicant as a whole.
pub fn comment_on(applicant: &Applicant, reason: ReasonCode) -> Comment {
    let is_refused = |given: &&Try| {
        let refusal = given.refusal.as_ref();
        refusal.is_some_and(|refusal| refusal.reason == reason)
    };
    let refused = applicant.history.tries.iter().rev().find(is_refused);
    let officer = applicant
        .review
        .as_ref()
        .and_then(|review| review.public_comment.as_deref());
    let about = circumstances(applicant, officer);
    reject::rejection(refused.map(|given| given.service), reason, about)
}

/// What the sentences about the applicant name.
pub fn circumstances<'a>(applicant: &Applicant, officer: Option<&'a str>) -> Circumstances<'a> {
    let known = applicant.person.known();
    let countries = [known.document.issuing_country, known.nationality];
    let mut countries = countries
        .iter()
        .flatten()
        .filter_map(|text| Country::from_words(text));
    let rules = &applicant.origin.rules;
    let is_refused = |country: &Country| {
        rules.countries_refused.contains(country)
            || (!rules.countries_accepted.is_empty() && !rules.countries_accepted.contains(country))
    };
    let first = countries.clone().next();
    Circumstances {
        country: countries.find(is_refused).or(first),
        age_limit: rules.age_min,
        officer,
    }
}

/// What was given, one try each, in order.
pub fn attempts(applicant: &Applicant) -> Vec<wire::Attempt> {
    let (mut documents, mut faces) = (0, 0);
    let shown = applicant.history.tries.iter().filter_map(|given| {
        let count = match given.service {
            Service::Document => &mut documents,
            Service::Selfie | Service::SelfieWithDocument => &mut faces,
            _ => return None,
        };
        *count += 1;
        Some((given, *count))
    });
    shown
        .enumerate()
        .map(|(index, (given, nth))| wire::Attempt {
            attempt_cnt: index + 1,
            ..attempt(applicant, given, nth)
        })
        .collect()
}

/// One try; the `nth` of its service, of which three have their own key for the instant.
fn attempt(applicant: &Applicant, given: &Try, nth: usize) -> wire::Attempt {
    let mut attempt = wire::Attempt::default();
    let at = Some(given.at.to_string());
    let is_document = given.service == Service::Document;
    match (is_document, nth) {
        (true, 1) => attempt.step1_time1 = at,
        (true, 2) => attempt.step1_time2 = at,
        (true, 3) => attempt.step1_time3 = at,
        (false, 1) => attempt.step2_time1 = at,
        (false, 2) => attempt.step2_time2 = at,
        (false, 3) => attempt.step2_time3 = at,
        _ => {}
    }
    let reason = given.refusal.as_ref().map(|refusal| refusal.reason);
    let is_settled = reason.is_some() || applicant.status.is_decided();
    attempt.verification_result = is_settled.then_some(word(reason.is_none()));
    if is_document {
        attempt.ocr_result = is_settled.then_some(word(!reason.is_some_and(is_unreadable)));
        attempt.verification_params = Some(params(applicant));
    }
    if let Some(refusal) = &given.refusal {
        let about = circumstances(applicant, refusal.comment.as_deref());
        let comment = reject::retry(given.service, refusal.reason, about);
        attempt.retry_code = Some(vec![comment.code]);
        attempt.retry_msg = Some(vec![comment.text]);
    }
    attempt
}

const fn word(is_success: bool) -> &'static str {
    if is_success { "success" } else { "fail" }
}

const fn is_unreadable(reason: ReasonCode) -> bool {
    matches!(
        reason,
        ReasonCode::DocumentNotFound
            | ReasonCode::DocumentUnreadable
            | ReasonCode::DocumentIncomplete
            | ReasonCode::UploadFailed
            | ReasonCode::Blur
            | ReasonCode::Glare
    )
}

fn params(applicant: &Applicant) -> wire::VerificationParams {
    let known = applicant.person.known();
    wire::VerificationParams {
        full_name: known.name(),
        id_type: known.document.kind.as_deref().map(enums::id_type),
        issue_date: known.document.issued_on,
        identity_number: known.document.personal_number.as_deref().map(masked),
    }
}

fn not_screened() -> wire::Aml {
    wire::Aml {
        risk_level_summary: "Not Screened",
        currentstatus: "Not Screened",
        matches: Vec::new(),
    }
}

fn bank_verification(applicant: &Applicant, settings: &ArgosSettings) -> Option<wire::BankVerification> {
    let bank = applicant.origin.metadata.get("bank_verification")?;
    let text = |key: &str| bank.get(key).and_then(Value::as_str).map(str::to_owned);
    let retry_count = bank.get("retry_count")?.as_i64()?;
    Some(wire::BankVerification {
        result: text("result")?,
        kind: text("type")?,
        bank_code: text("bank_code")?,
        account_number: text("account_number")?,
        retry_count,
        retry_countj: settings.retry_countj.then_some(retry_count),
    })
}

/// A text that the client had kept.
pub fn kept_text(applicant: &Applicant, key: &str) -> Option<String> {
    applicant.origin.metadata.get(key)?.as_str().map(str::to_owned)
}

/// The code of a country in whatever words it was written; what names none stays as it is.
fn alpha3(text: &str) -> String {
    Country::from_words(text).map_or_else(|| text.to_owned(), |country| country.alpha3().to_owned())
}

/// A number with its end hidden: `981112-1******`.
pub fn masked(number: &str) -> String {
    let count = number.chars().count();
    let hidden = HIDDEN_CHARACTERS.min(count);
    let shown = number.chars().take(count - hidden);
    shown.chain(std::iter::repeat_n('*', hidden)).collect()
}

#[cfg(test)]
pub mod tests;
