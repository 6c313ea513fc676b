//! The mails and text messages: the words of the language files, put into a plain text and an HTML form.

use app::outside::{Letter, LetterWriter};
use askama::Template;
use domain::{mail::MailContent, tenant::Tenant};

use crate::{
    text::{Language, Texts},
    verify::service_key,
};

/// Writes every letter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters;

/// A letter's parts, in the order in which they are read.
#[derive(Template)]
#[template(path = "letter.html")]
struct Parts {
    language: &'static str,
    direction: String,
    subject: String,
    paragraphs: Vec<String>,
    button: Option<Button>,
    small: Vec<String>,
}

struct Button {
    label: String,
    url: String,
}

impl Button {
    fn new(label: String, url: &str) -> Option<Self> {
        let url = url.to_owned();
        Some(Self { label, url })
    }
}

impl LetterWriter for Letters {
    fn write(&self, tenant: &Tenant, language: &str, letter: &Letter) -> MailContent {
        let texts = Language::negotiate(Some(language), None, None).texts();
        let parts = parts(tenant, texts, letter);
        let secrets = match letter {
            Letter::Code { code, .. } => vec![code.clone()],
            Letter::Resubmission { url, .. }
            | Letter::Invitation { url, .. }
            | Letter::Verification { url }
            | Letter::EvidenceRequested { url, .. }
            | Letter::Inquiry { url, .. } => vec![url.clone()],
            Letter::EvidenceRefused { url, .. } => url.iter().cloned().collect(),
            Letter::Approved | Letter::Rejected { .. } | Letter::EndpointDisabled { .. } => Vec::new(),
        };
        let html = parts.render().expect("rendering into a string cannot fail");
        MailContent {
            subject: parts.subject.clone(),
            text: parts.text(),
            html,
            secrets,
        }
    }
}

impl Parts {
    fn text(&self) -> String {
        let mut lines = self.paragraphs.clone();
        lines.extend(
            self.button
                .iter()
                .map(|button| format!("{}: {}", button.label, button.url)),
        );
        lines.extend(self.small.iter().cloned());
        lines.join("\n\n") + "\n"
    }
}

/// Fluent wraps values in direction marks for pages; subjects and text messages are better without.
fn plain(text: String) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn parts(tenant: &Tenant, texts: &Texts, letter: &Letter) -> Parts {
    let say = |key: &str| plain(texts.with(key, "tenant", &tenant.name));
    let mut parts = Parts {
        language: texts.language().code,
        direction: texts.direction(),
        subject: String::new(),
        paragraphs: vec![say("mail-hello-unnamed")],
        button: None,
        small: vec![say("mail-automatic")],
    };
    match letter {
        Letter::Code { code, .. } => {
            parts.subject = plain(texts.with2("mail-code-subject", "code", code, "tenant", &tenant.name));
            parts
                .paragraphs
                .push(plain(texts.with("mail-code-text", "code", code)));
            parts.small.insert(0, say("mail-code-warning"));
        }
        Letter::Resubmission { reason, comment, url } => {
            parts.subject = say("mail-resubmit-subject");
            parts.paragraphs.push(say("mail-resubmit-again"));
            parts.paragraphs.push(plain(texts.with(
                "mail-resubmit-reason",
                "reason",
                texts.say(format!("reason-{reason}")),
            )));
            parts.paragraphs.extend(comment.clone());
            parts.button = Some(Button {
                label: say("mail-resubmit-button"),
                url: url.clone(),
            });
        }
        Letter::Verification { url } => {
            parts.subject = say("mail-link-subject");
            parts.paragraphs.push(say("mail-link-text"));
            parts.button = Button::new(say("mail-link-button"), url);
        }
        Letter::EvidenceRequested {
            service,
            title,
            note,
            url,
        } => {
            let named = texts.say(format!("step-{}", service_key(*service)));
            let title = if title.is_empty() { &named } else { title };
            parts.subject =
                plain(texts.with2("mail-request-subject", "tenant", &tenant.name, "title", title));
            parts.paragraphs.push(plain(texts.with2(
                "mail-request-text",
                "tenant",
                &tenant.name,
                "title",
                title,
            )));
            parts.paragraphs.extend((!note.is_empty()).then(|| note.clone()));
            parts.button = Button::new(say("mail-request-button"), url);
        }
        Letter::EvidenceRefused { reason, comment, url } => {
            parts.subject = say("mail-refused-subject");
            parts.paragraphs.push(say("mail-refused-text"));
            parts
                .paragraphs
                .push(plain(texts.say(format!("reason-{reason}"))));
            parts.paragraphs.extend(comment.clone());
            parts.button = url
                .as_ref()
                .and_then(|url| Button::new(say("mail-request-button"), url));
        }
        Letter::Inquiry { title, url, .. } => {
            parts.subject = say("mail-inquiry-subject");
            parts.paragraphs.push(say("mail-inquiry-text"));
            parts
                .paragraphs
                .extend((!title.is_empty()).then(|| title.clone()));
            parts.button = Button::new(say("mail-inquiry-button"), url);
            parts.small.insert(0, say("mail-inquiry-warning"));
        }
        Letter::Approved => {
            parts.subject = say("mail-approved-subject");
            parts.paragraphs.push(say("mail-approved-text"));
        }
        Letter::Rejected { reason, comment } => {
            parts.subject = say("mail-rejected-subject");
            parts.paragraphs.push(say("mail-rejected-text"));
            parts
                .paragraphs
                .push(plain(texts.say(format!("reason-{reason}"))));
            parts.paragraphs.extend(comment.clone());
        }
        Letter::Invitation { name, url, hours } => colleague(&mut parts, tenant, name, url, *hours),
        Letter::EndpointDisabled { url, days } => {
            parts.subject = format!("{}: a webhook endpoint was switched off", tenant.name);
            parts.paragraphs = vec![
                format!("{url} has answered nothing but failures for {days} days, or said that it is gone. It was switched off."),
                "Mend the receiver, switch the endpoint on again in the console, and send the missed range again.".to_owned(),
            ];
        }
    }
    parts
}

/// Officers read English, as their console is.
fn colleague(parts: &mut Parts, tenant: &Tenant, name: &str, url: &str, hours: u64) {
    parts.subject = format!("{}: your access to the console", tenant.name);
    parts.paragraphs = vec![
        format!("Hello {name},"),
        format!(
            "You are invited to the console of {}. The link works once, for {hours} hours.",
            tenant.name
        ),
        "You will choose a password and connect an authenticator app.".to_owned(),
    ];
    parts.button = Some(Button {
        label: "Set up access".to_owned(),
        url: url.to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use domain::tenant::{Mode, Settings};
    use values::{TenantId, Timestamp};

    use super::*;

    fn tenant() -> Tenant {
        Tenant {
            id: TenantId::parse("0190a5b4-7c3e-7000-8000-000000000001").unwrap(),
            name: "Acme <Bank>".into(),
            mode: Mode::Sandbox,
            is_blocked: false,
            modules: Vec::new(),
            settings: Settings::default(),
            version: 1,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn every_letter_says_everything_in_every_language() {
        let letters = [
            Letter::Code {
                code: "123456".into(),
                minutes: 10,
            },
            Letter::Resubmission {
                reason: "glare",
                comment: Some("<b>hold</b> flat".into()),
                url: "https://v.example/verify/t".into(),
            },
            Letter::Verification {
                url: "https://v.example/verify/t".into(),
            },
            Letter::EvidenceRequested {
                service: domain::flow::Service::AdditionalDocument,
                title: "Source of <b>Income</b>".into(),
                note: "Please".into(),
                url: "https://v.example/me/t".into(),
            },
            Letter::EvidenceRefused {
                reason: "blur",
                comment: None,
                url: Some("https://v.example/me/t".into()),
            },
            Letter::Inquiry {
                title: "Pay 5 EUR?".into(),
                url: "https://v.example/me/t".into(),
                minutes: 15,
            },
            Letter::Approved,
            Letter::Rejected {
                reason: "document_expired",
                comment: None,
            },
            Letter::Invitation {
                name: "Ann".into(),
                url: "https://v.example/i".into(),
                hours: 72,
            },
            Letter::EndpointDisabled {
                url: "https://h.example".into(),
                days: 5,
            },
        ];
        for language in ["en", "de", "fr", "es", "it", "ru", "uk", "ar"] {
            for letter in &letters {
                let content = Letters.write(&tenant(), language, letter);
                let all = [content.subject.as_str(), &content.text, &content.html].concat();
                assert!(
                    !all.contains("mail-") && !all.contains("reason-") && !all.contains('\u{2068}'),
                    "{language} {all}"
                );
                assert!(
                    !content.html.contains("<Bank>") && !content.html.contains("<b>"),
                    "{}",
                    content.html
                );
                assert!(content.secrets.iter().all(|secret| content.text.contains(secret)));
            }
        }
    }
}
