//! A tenant: one client of the operator, with what it may use and how its product behaves.

use serde::{Deserialize, Serialize};
use values::{Country, TenantId, Timestamp};

use crate::{Denial, Error, Result};

/// Whether money and people are real.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// For trying things out: simulators are open, mails show their codes.
    Sandbox,
    /// For real people.
    Live,
}

/// An API that a tenant may use; the name of the module on the wire side is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the name of an API")]
pub enum Api {
    Allpass,
    Argos,
    CodegoKyc,
    CodegoBusiness,
    CodegoCards,
}

impl Api {
    /// Every API, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Allpass,
        Self::Argos,
        Self::CodegoKyc,
        Self::CodegoBusiness,
        Self::CodegoCards,
    ];

    /// The stored and printed name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allpass => "allpass",
            Self::Argos => "argos",
            Self::CodegoKyc => "codego_kyc",
            Self::CodegoBusiness => "codego_business",
            Self::CodegoCards => "codego_cards",
        }
    }

    /// Reads [`Api::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.as_str() == text)
    }

    /// Requests allowed for one credential, if the vendor documents a limit: Codego 200 in 10 s, Argos 5,000 a second.
    pub const fn default_rate_limit(self) -> Option<RateLimit> {
        match self {
            Self::CodegoKyc | Self::CodegoBusiness | Self::CodegoCards => Some(RateLimit {
                requests: 200,
                window_ms: 10_000,
            }),
            Self::Argos => Some(RateLimit {
                requests: 5_000,
                window_ms: 1_000,
            }),
            Self::Allpass => None,
        }
    }
}

/// At most `requests` in any `window_ms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateLimit {
    /// How many.
    pub requests: u32,
    /// In how many milliseconds.
    pub window_ms: u32,
}

/// What a tenant is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// What applicants read: "Acme Bank asks you to …".
    pub name: String,
    /// Sandbox or live.
    pub mode: Mode,
    /// Set by the operator: every call and page is refused.
    pub is_blocked: bool,
    /// The APIs it may call.
    pub modules: Vec<Api>,
    /// How its product behaves.
    pub settings: Settings,
    /// Grows with each change.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Tenant {
    /// Refuses a blocked tenant and an API that it has not enabled.
    ///
    /// # Errors
    /// [`Denial::Blocked`] or [`Denial::ModuleDisabled`].
    pub fn require(&self, api: Api) -> Result<()> {
        self.require_unblocked()?;
        if !self.modules.contains(&api) {
            return Err(Error::Forbidden(Denial::ModuleDisabled));
        }
        Ok(())
    }

    /// Refuses a blocked tenant.
    ///
    /// # Errors
    /// [`Denial::Blocked`].
    pub fn require_unblocked(&self) -> Result<()> {
        if self.is_blocked {
            Err(Error::Forbidden(Denial::Blocked))
        } else {
            Ok(())
        }
    }

    /// The limit for one credential of `api`.
    pub fn rate_limit(&self, api: Api) -> Option<RateLimit> {
        match self.settings.rate_limits.iter().find(|limit| limit.api == api) {
            Some(limit) => limit.limit,
            None => api.default_rate_limit(),
        }
    }
}

/// A tenant's own limit for an API, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiLimit {
    /// Which API.
    pub api: Api,
    /// The limit; absent means unlimited.
    pub limit: Option<RateLimit>,
}

/// Everything a tenant can set, with its default. Unknown names are refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Addresses or networks (CIDR) that API calls may come from; empty allows all.
    pub ip_allow_list: Vec<String>,
    /// Limits that differ from the API's documented one.
    pub rate_limits: Vec<ApiLimit>,
    /// Times one step may be given before it is closed.
    pub step_attempts_max: u32,
    /// Days between a scheduled deletion and the erasure.
    pub retention_days: u32,
    /// Days that data is kept, as the consent screen tells the applicant.
    pub kept_days: u32,
    /// Countries whose documents are accepted; empty accepts all.
    pub document_countries: Vec<Country>,
    /// Whether sandbox webhooks may go to this machine's own addresses.
    pub loopback_webhooks: bool,
    /// Look of the hosted pages.
    pub brand: Brand,
    /// Full years of age that a person must have; nobody is refused for their age where none is set.
    pub age_min: Option<u32>,
    /// Minutes that a person has to answer a confirmation.
    pub confirmation_minutes: u32,
    /// The Allpass wire.
    pub allpass: AllpassSettings,
    /// The Argos wire.
    pub argos: ArgosSettings,
    /// The Codego KYC wire.
    pub codego_kyc: CodegoKycSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ip_allow_list: Vec::new(),
            rate_limits: Vec::new(),
            step_attempts_max: 9,
            retention_days: 30,
            kept_days: 1825,
            document_countries: Vec::new(),
            loopback_webhooks: false,
            brand: Brand::default(),
            age_min: None,
            confirmation_minutes: 15,
            allpass: AllpassSettings::default(),
            argos: ArgosSettings::default(),
            codego_kyc: CodegoKycSettings::default(),
        }
    }
}

impl Settings {
    /// Checks what types alone cannot.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the name of the setting.
    pub fn check(&self) -> Result<()> {
        let range = |field, value: u32, min: u32, max: u32| {
            if (min..=max).contains(&value) {
                Ok(())
            } else {
                Err(Error::invalid(
                    field,
                    crate::Reason::Range {
                        min: min.into(),
                        max: max.into(),
                    },
                ))
            }
        };
        range("step_attempts_max", self.step_attempts_max, 1, 100)?;
        range("retention_days", self.retention_days, 0, 3650)?;
        range("kept_days", self.kept_days, 1, 36500)?;
        for network in &self.ip_allow_list {
            crate::network::Network::parse(network)
                .map_err(|reason| Error::invalid("ip_allow_list", reason))?;
        }
        range("age_min", self.age_min.unwrap_or(0), 0, 120)?;
        range("confirmation_minutes", self.confirmation_minutes, 1, 1_440)?;
        self.brand.check()?;
        self.argos.check()?;
        self.codego_kyc.check()?;
        self.allpass.encryption.check()
    }
}

/// The tenant's look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// Accent colour as `#rrggbb`.
    pub accent: String,
    /// Where applicants write for help: an address or page.
    pub support: String,
    /// Origins that may embed the hosted page in a frame, e.g. `https://app.example`.
    pub frame_origins: Vec<String>,
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            accent: "#1f5fd0".into(),
            support: String::new(),
            frame_origins: Vec::new(),
        }
    }
}

impl Brand {
    fn check(&self) -> Result<()> {
        let hex = self.accent.strip_prefix('#').unwrap_or_default();
        if hex.len() != 6 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::invalid(
                "brand.accent",
                crate::Reason::Expected("a colour such as #1f5fd0"),
            ));
        }
        let is_origin = |origin: &String| {
            let host = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"))
                .unwrap_or_default();
            !host.is_empty()
                && host
                    .chars()
                    .all(|character| character.is_ascii_alphanumeric() || ".-:[]".contains(character))
        };
        if !self.frame_origins.iter().all(is_origin) {
            return Err(Error::invalid(
                "brand.frame_origins",
                crate::Reason::Expected("origins such as https://app.example"),
            ));
        }
        Ok(())
    }
}

/// What creating an applicant answers with on the Codego KYC wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantMode {
    /// The id alone; the person is reached by mail and on their own page.
    #[default]
    App,
    /// The id and the link.
    Link,
}

/// Settings that only the Codego KYC wire has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CodegoKycSettings {
    /// The flow that new applicants go through. Made on first use, with document, selfie and proof of address, where there is none.
    pub flow_name: String,
    /// What creating answers with.
    pub applicant_mode: ApplicantMode,
    /// How a good check is spelled: `Verified`, or `Verifed` for clients that compare with the published sample.
    pub verified_spelling: String,
    /// What requests for documents answer as `ios`.
    pub ios: String,
    /// What requests for documents answer as `android`.
    pub android: String,
    /// The key that each webhook carries in `event-request-key`, for clients that compare one they were given; made from the
    /// endpoint's secret where it is empty.
    pub event_request_key: String,
}

impl Default for CodegoKycSettings {
    fn default() -> Self {
        Self {
            flow_name: "codego-kyc".into(),
            applicant_mode: ApplicantMode::default(),
            verified_spelling: "Verified".into(),
            ios: "https://www.apple.com/app-store".into(),
            android: "https://play.google.com/store/apps".into(),
            event_request_key: String::new(),
        }
    }
}

impl CodegoKycSettings {
    fn check(&self) -> Result<()> {
        values::bounded_text(&self.flow_name, 100)
            .map_err(|problem| Error::invalid("codego_kyc.flow_name", problem))?;
        if !["Verified", "Verifed"].contains(&self.verified_spelling.as_str()) {
            return Err(Error::invalid(
                "codego_kyc.verified_spelling",
                crate::Reason::Expected("Verified or Verifed"),
            ));
        }
        let is_header = |key: &str| key.len() <= 200 && key.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_header(&self.event_request_key) {
            return Err(Error::invalid(
                "codego_kyc.event_request_key",
                crate::Reason::Expected("at most 200 characters that a header can carry"),
            ));
        }
        for (field, link) in [
            ("codego_kyc.ios", &self.ios),
            ("codego_kyc.android", &self.android),
        ] {
            if link.len() > 500 {
                return Err(Error::invalid(field, crate::Reason::TooLarge { bytes_max: 500 }));
            }
        }
        Ok(())
    }
}

/// Settings that only the Allpass wire has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AllpassSettings {
    /// Whether creating an applicant whose external id exists answers with that applicant instead of a conflict.
    pub upsert: bool,
    /// Seconds that a link is valid when the call does not say.
    pub token_ttl_seconds: u64,
    /// How answers and webhooks are encrypted.
    pub encryption: Encryption,
}

impl Default for AllpassSettings {
    fn default() -> Self {
        Self {
            upsert: false,
            token_ttl_seconds: 86_400,
            encryption: Encryption::default(),
        }
    }
}

/// Message encryption of one application. Keys are hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Encryption {
    /// Plain JSON.
    #[default]
    None,
    /// AES-256-CBC, signed by HMAC-SHA256 over the encrypted string.
    #[serde(rename = "aes-256-cbc")]
    Aes256Cbc {
        /// 32 bytes.
        secret_key: String,
        /// At least 16 bytes.
        hmac_key: String,
    },
    /// AES-256-GCM with a 12-byte nonce.
    #[serde(rename = "aes-256-gcm")]
    Aes256Gcm {
        /// 32 bytes.
        secret_key: String,
    },
}

impl Encryption {
    fn check(&self) -> Result<()> {
        let hex = |field, text: &str, bytes: std::ops::RangeInclusive<usize>| match hex::decode(text) {
            Ok(key) if bytes.contains(&key.len()) => Ok(()),
            _ => Err(Error::invalid(
                field,
                crate::Reason::Expected("a hexadecimal key of 32 bytes"),
            )),
        };
        match self {
            Self::None => Ok(()),
            Self::Aes256Cbc { secret_key, hmac_key } => {
                hex("allpass.encryption.secret_key", secret_key, 32..=32)?;
                hex("allpass.encryption.hmac_key", hmac_key, 16..=128)
            }
            Self::Aes256Gcm { secret_key } => hex("allpass.encryption.secret_key", secret_key, 32..=32),
        }
    }
}

/// Settings that only the Argos wire has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArgosSettings {
    /// The flow of the form address and of migrated records. Made on first use, with document and selfie, where there is none.
    pub flow_name: String,
    /// Submissions in a list when the call does not say, 1 to 2000.
    pub list_count: u32,
    /// How answers, requests, webhooks and the form address's parameters are encrypted.
    pub encryption: ArgosEncryption,
    /// Whether the form address takes nothing but `pid`, `lang` and `encrypted`.
    pub encrypted_only: bool,
    /// Whether every visit of the form address needs a `token` of its own.
    pub private_mode: bool,
    /// Who may write through the API, by the address given as `admin`; empty lets everybody who has a key.
    pub admins: Vec<String>,
    /// Countries whose documents and nationals are refused.
    pub countries_refused: Vec<Country>,
    /// Whether a person who is approved already is refused.
    pub refuses_known_person: bool,
    /// Days after an approval in which the same `userid` or address cannot enter again; 0 for none.
    pub approve_period_days: u32,
    /// Days after a rejection in which the same `userid` or address cannot enter again; 0 for none.
    pub reject_period_days: u32,
    /// Hours after which a submission that is not decided is rejected; absent for never.
    pub timeout_hours: Option<u32>,
    /// Whether `bank_verification` also has the published misspelling `retry_countj`.
    pub retry_countj: bool,
}

impl Default for ArgosSettings {
    fn default() -> Self {
        Self {
            flow_name: "argos".into(),
            list_count: 2_000,
            encryption: ArgosEncryption::default(),
            encrypted_only: false,
            private_mode: false,
            admins: Vec::new(),
            countries_refused: Vec::new(),
            refuses_known_person: false,
            approve_period_days: 0,
            reject_period_days: 0,
            timeout_hours: None,
            retry_countj: false,
        }
    }
}

impl ArgosSettings {
    fn check(&self) -> Result<()> {
        let ranges = [
            ("argos.list_count", self.list_count, 1, 2_000),
            ("argos.approve_period_days", self.approve_period_days, 0, 3_650),
            ("argos.reject_period_days", self.reject_period_days, 0, 3_650),
            ("argos.timeout_hours", self.timeout_hours.unwrap_or(1), 1, 87_600),
        ];
        for (field, value, min, max) in ranges {
            if !(min..=max).contains(&value) {
                let (min, max) = (min.into(), max.into());
                return Err(Error::invalid(field, crate::Reason::Range { min, max }));
            }
        }
        values::bounded_text(&self.flow_name, 100)
            .map_err(|problem| Error::invalid("argos.flow_name", problem))?;
        match &self.encryption {
            ArgosEncryption::None if self.encrypted_only => Err(Error::invalid(
                "argos.encrypted_only",
                crate::Reason::Expected("false where there is no encryption"),
            )),
            ArgosEncryption::None => Ok(()),
            ArgosEncryption::Aes256Ecb { secret_key }
            | ArgosEncryption::Aes256Cbc { secret_key }
            | ArgosEncryption::Aes256Gcm { secret_key } => values::bounded_text(secret_key, 512)
                .map(drop)
                .map_err(|problem| Error::invalid("argos.encryption.secret_key", problem)),
        }
    }
}

/// Message encryption of one project. The secret key is 64 hexadecimal digits, or a text of which the first 32 bytes count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each variant is the name of a cipher, each field its key"
)]
pub enum ArgosEncryption {
    /// Plain JSON.
    #[default]
    None,
    #[serde(rename = "aes-256-ecb")]
    Aes256Ecb { secret_key: String },
    #[serde(rename = "aes-256-cbc")]
    Aes256Cbc { secret_key: String },
    #[serde(rename = "aes-256-gcm")]
    Aes256Gcm { secret_key: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_settings_are_refused_by_name() {
        let error = serde_json::from_str::<Settings>(r#"{"retention_dayz":3}"#).unwrap_err();
        assert!(error.to_string().contains("retention_dayz"), "{error}");
    }

    #[test]
    fn defaults_are_valid_and_survive_a_round_trip() {
        let settings = Settings::default();
        settings.check().unwrap();
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&text).unwrap(), settings);
    }

    #[test]
    fn argos_settings_are_checked() {
        let refused = |text: &str| {
            let settings: Settings = serde_json::from_str(&format!(r#"{{"argos":{text}}}"#)).unwrap();
            settings.check().unwrap_err().to_string()
        };
        let empty_key = r#"{"encryption":{"method":"aes-256-ecb","secret_key":""}}"#;
        for (text, field) in [
            (r#"{"list_count":0}"#, "argos.list_count"),
            (r#"{"list_count":2001}"#, "argos.list_count"),
            (r#"{"flow_name":" "}"#, "argos.flow_name"),
            (r#"{"timeout_hours":0}"#, "argos.timeout_hours"),
            (r#"{"approve_period_days":3651}"#, "argos.approve_period_days"),
            (r#"{"encrypted_only":true}"#, "argos.encrypted_only"),
            (empty_key, "argos.encryption.secret_key"),
        ] {
            assert!(refused(text).starts_with(field), "{text}");
        }
    }

    #[test]
    fn short_keys_are_refused() {
        let mut settings = Settings::default();
        settings.allpass.encryption = Encryption::Aes256Gcm {
            secret_key: "00ff".into(),
        };
        assert!(matches!(
            settings.check(),
            Err(Error::Invalid {
                field: "allpass.encryption.secret_key",
                ..
            })
        ));
    }
}
