//! Handing mails to a mail server and text messages to a gateway.

use std::time::Duration;

use domain::{Error, Result, mail::MailContent};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

/// How a mail server is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port; 587 as a rule.
    pub port: u16,
    /// Name and password, where it asks for them.
    pub credentials: Option<(String, String)>,
    /// Whether STARTTLS is demanded. Only for a server on this machine should it be off.
    pub requires_tls: bool,
    /// The sender, e.g. `Acme Bank <no-reply@acme.example>`.
    pub from: String,
}

/// How text messages leave: a JSON POST of `{"to", "text"}` with a bearer token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsSettings {
    /// The gateway's address.
    pub url: String,
    /// Its token.
    pub token: String,
}

/// Sends what is in the outbox; without a server or gateway the message stays there to be read.
pub struct Messenger {
    smtp: Option<(AsyncSmtpTransport<Tokio1Executor>, Mailbox)>,
    sms: Option<(reqwest::Client, SmsSettings)>,
}

impl Messenger {
    /// Prepares the connections; nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Invalid`] for settings that cannot work.
    pub fn try_new(smtp: Option<SmtpSettings>, sms: Option<SmsSettings>) -> Result<Self> {
        let smtp = smtp.map(|settings| smtp_transport(&settings)).transpose()?;
        let sms = sms
            .map(|settings| Ok::<_, Error>((sms_client()?, settings)))
            .transpose()?;
        Ok(Self { smtp, sms })
    }

    /// Whether a message to this recipient can leave.
    pub fn can_send(&self, recipient: &str) -> bool {
        if recipient.contains('@') {
            self.smtp.is_some()
        } else {
            self.sms.is_some()
        }
    }

    /// Sends one message.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it may work later, [`Error::Invalid`] when it never will.
    pub async fn send(&self, recipient: &str, content: &MailContent) -> Result<()> {
        if recipient.contains('@') {
            self.send_mail(recipient, content).await
        } else {
            self.send_text(recipient, content).await
        }
    }

    async fn send_mail(&self, recipient: &str, content: &MailContent) -> Result<()> {
        let Some((transport, from)) = &self.smtp else {
            return Err(Error::Unavailable("no mail server is set".into()));
        };
        let to: Mailbox = recipient
            .parse()
            .map_err(|_| Error::invalid("recipient", domain::Reason::Expected("a mailbox")))?;
        let message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(content.subject.clone())
            .multipart(MultiPart::alternative_plain_html(
                content.text.clone(),
                content.html.clone(),
            ))
            .map_err(Error::internal)?;
        match transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(Error::invalid(
                "recipient",
                domain::Reason::Other(format!("was refused by the mail server: {error}")),
            )),
            Err(error) => Err(Error::Unavailable(format!("mail server: {error}"))),
        }
    }

    async fn send_text(&self, recipient: &str, content: &MailContent) -> Result<()> {
        let Some((client, settings)) = &self.sms else {
            return Err(Error::Unavailable("no text gateway is set".into()));
        };
        let body = serde_json::json!({ "to": recipient, "text": content.text }).to_string();
        let request = client
            .post(&settings.url)
            .bearer_auth(&settings.token)
            .header("content-type", "application/json")
            .body(body);
        let response = request
            .send()
            .await
            .map_err(|error| Error::Unavailable(format!("text gateway: {error}")))?;
        if response.status().is_success() {
            Ok(())
        } else {
            Err(Error::Unavailable(format!(
                "text gateway answered {}",
                response.status()
            )))
        }
    }
}

fn smtp_transport(settings: &SmtpSettings) -> Result<(AsyncSmtpTransport<Tokio1Executor>, Mailbox)> {
    let from = settings
        .from
        .parse()
        .map_err(|_| Error::invalid("smtp.from", domain::Reason::Expected("a mailbox")))?;
    let tls = if settings.requires_tls {
        Tls::Required(TlsParameters::new(settings.host.clone()).map_err(Error::internal)?)
    } else {
        Tls::None
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
        .port(settings.port)
        .tls(tls)
        .timeout(Some(Duration::from_secs(20)));
    if let Some((name, password)) = &settings.credentials {
        builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
    }
    Ok((builder.build(), from))
}

fn sms_client() -> Result<reqwest::Client> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .build()
        .map_err(Error::internal)
}
