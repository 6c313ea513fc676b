//! One-time codes that prove a mailbox or phone: sent at a bounded pace, compared with the last one sent.

use std::time::Duration;

use domain::{
    Error, Noun, Result,
    applicant::Applicant,
    event::Actor,
    session::{CODE_MINUTES, CODE_PAUSE_SECONDS, CODES_PER_HOUR_MAX, Channel, Code},
    step::{Step, StepInput},
};
use store::Tx;
use values::{ApplicantId, CodeId, EmailAddress, PhoneNumber, StepId, TenantId, Timestamp};

use super::Visit;
use crate::{App, keys::Purpose, outside::Letter, record::Pen};

/// What came of a code that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeCheck {
    /// It was right; the step is given.
    Right,
    /// It was wrong.
    Wrong {
        /// Tries that are left.
        tries_left: i64,
    },
    /// No code that could still be used.
    Over,
}

impl App {
    /// Sends a code to a mail address or phone number for an open step.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that cannot be, [`Error::RateLimited`] for too many codes.
    pub async fn visit_code_send(
        &self,
        visit: &Visit,
        step_id: StepId,
        address: &str,
        language: &str,
    ) -> Result<Applicant> {
        let (code, language) = (self.chance.six_digits(), language.to_owned());
        let letter = Letter::Code {
            code: code.clone(),
            minutes: CODE_MINUTES,
        };
        let content = self.letters.write(&visit.tenant, &language, &letter);
        let (address, keys) = (address.trim().to_owned(), self.keys.clone());
        self.visit_change(visit, move |tx, applicant, pen| {
            let (input, channel, recipient) = addressed(&applicant.step(step_id)?.input, &address)?;
            applicant.step_save(step_id, input, pen.now)?;
            require_code_pause(tx, applicant, step_id, pen.now)?;
            let sent = Code {
                id: CodeId::from_uuid(pen.uuid()),
                tenant_id: applicant.tenant_id,
                applicant_id: applicant.id,
                step_id,
                channel,
                address: recipient.clone(),
                code_hash: keys.hash(Purpose::Code, &code_text(&code, &recipient, step_id)),
                tries: 0,
                expires_at: pen.now.plus(Duration::from_secs(CODE_MINUTES * 60)),
                used_at: None,
                created_at: pen.now,
            };
            tx.code_insert(&sent)?;
            pen.mail(
                tx,
                applicant.tenant_id,
                Some(applicant.id),
                &recipient,
                letter.template(),
                &content,
            )?;
            Ok(Vec::new())
        })
        .await
    }

    /// Compares a typed code with the one that was sent last; a right one gives the step.
    ///
    /// # Errors
    /// As [`Step::require_open`].
    pub async fn visit_code_check(&self, visit: &Visit, step_id: StepId, typed: &str) -> Result<CodeCheck> {
        visit.applicant.step(step_id)?.require_open()?;
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let (pen, tenant_id, applicant_id) = (self.pen(), visit.tenant.id, visit.applicant.id);
        let check = self
            .db
            .write(move |tx| {
                let Some(code) = tx.code_newest(tenant_id, applicant_id, step_id)? else {
                    return Ok(CodeCheck::Over);
                };
                if code.require_usable(pen.now).is_err() || !tx.code_try(tenant_id, applicant_id, code.id)? {
                    return Ok(CodeCheck::Over);
                }
                let text = code_text(&digits, &code.address, step_id);
                if !pen.keys.hash_matches(Purpose::Code, &text, &code.code_hash) {
                    let tries_left = domain::session::CODE_TRIES_MAX - code.tries - 1;
                    return Ok(if tries_left > 0 {
                        CodeCheck::Wrong { tries_left }
                    } else {
                        CodeCheck::Over
                    });
                }
                confirm_code(tx, &pen, tenant_id, applicant_id, &code)
            })
            .await?;
        self.announce(applicant_id);
        Ok(check)
    }
}

/// The input with its new address, how the code travels, and where to.
fn addressed(input: &StepInput, address: &str) -> Result<(StepInput, Channel, String)> {
    match input {
        StepInput::Email { .. } => {
            let email = EmailAddress::parse(address).map_err(|error| Error::invalid("email", error))?;
            let recipient = email.as_str().to_owned();
            Ok((
                StepInput::Email {
                    address: Some(email),
                    verified_at: None,
                },
                Channel::Email,
                recipient,
            ))
        }
        StepInput::Phone { .. } => {
            let phone = PhoneNumber::parse(address).map_err(|error| Error::invalid("phone", error))?;
            let recipient = phone.e164();
            Ok((
                StepInput::Phone {
                    number: Some(phone),
                    verified_at: None,
                },
                Channel::Phone,
                recipient,
            ))
        }
        _ => Err(Error::NotFound(Noun::Step)),
    }
}

/// What the hash of a code covers: it confirms this address for this step and nothing else.
fn code_text(code: &str, address: &str, step_id: StepId) -> String {
    format!("{code}\n{address}\n{step_id}")
}

fn require_code_pause(tx: &mut Tx, applicant: &Applicant, step_id: StepId, now: Timestamp) -> Result<()> {
    let newest = tx.code_newest(applicant.tenant_id, applicant.id, step_id)?;
    let pause = Duration::from_secs(CODE_PAUSE_SECONDS);
    if let Some(newest) = newest.filter(|newest| now.since(newest.created_at) < pause) {
        let left = newest.created_at.plus(pause).since(now);
        return Err(Error::RateLimited {
            retry_after_ms: u64::try_from(left.as_millis()).unwrap_or(0),
        });
    }
    let hour = Duration::from_secs(3_600);
    if tx.code_count_since(applicant.tenant_id, applicant.id, step_id, now.minus(hour))? >= CODES_PER_HOUR_MAX
    {
        return Err(Error::RateLimited {
            retry_after_ms: 3_600_000,
        });
    }
    Ok(())
}

/// A right code: notes the address as proven and gives the step.
fn confirm_code(
    tx: &mut Tx,
    pen: &Pen,
    tenant_id: TenantId,
    applicant_id: ApplicantId,
    code: &Code,
) -> Result<CodeCheck> {
    if !tx.code_use(tenant_id, applicant_id, code.id, pen.now)? {
        return Ok(CodeCheck::Over);
    }
    let mut applicant = Pen::applicant(tx, tenant_id, applicant_id)?;
    let step: &Step = applicant.step(code.step_id)?;
    let input = match step.input.clone() {
        StepInput::Email { address, .. } => {
            applicant.email = applicant.email.clone().or_else(|| address.clone());
            StepInput::Email {
                address,
                verified_at: Some(pen.now),
            }
        }
        StepInput::Phone { number, .. } => {
            applicant.phone = applicant.phone.clone().or_else(|| number.clone());
            StepInput::Phone {
                number,
                verified_at: Some(pen.now),
            }
        }
        _ => return Err(Error::NotFound(Noun::Step)),
    };
    applicant.step_save(code.step_id, input, pen.now)?;
    let events = applicant.step_submit(code.step_id, pen.now)?;
    pen.store(tx, &mut applicant, events, Actor::Applicant)?;
    Ok(CodeCheck::Right)
}
