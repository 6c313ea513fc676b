//! Settings: the compiled-in defaults, then a file, then the environment. Read once, checked, passed down.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};
use domain::network::Network;
use serde::Deserialize;
use toml::{Table, Value};

/// The defaults, with a comment for each.
pub const DEFAULTS: &str = include_str!("../../../bulla.default.toml");
const PREFIX: &str = "BULLA_";

/// Every setting; `bulla.default.toml` says what each means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is explained in bulla.default.toml")]
pub struct Settings {
    pub listen: SocketAddr,
    pub public_url: String,
    pub data: PathBuf,
    pub database_url: String,
    pub database_connections: usize,
    pub master_key: String,
    pub operator_token: String,
    pub trusted_proxies: Vec<String>,
    pub tls_certificate: String,
    pub tls_key: String,
    pub log_format: LogFormat,
    pub log_filter: String,
    pub connections_max: usize,
    pub shutdown_seconds: u64,
    pub smtp: Smtp,
    pub sms: Sms,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is explained in bulla.default.toml")]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub user: String,
    pub password: String,
    pub requires_tls: bool,
    pub from: String,
}

/// The gateway for text messages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is explained in bulla.default.toml")]
pub struct Sms {
    pub url: String,
    pub token: String,
}

impl Settings {
    /// Reads defaults, `file` and the process environment.
    ///
    /// # Errors
    /// Names the setting that is unknown or wrong.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the environment enters the product"
    )]
    pub fn read(file: Option<&std::path::Path>) -> Result<Self> {
        let text = match file {
            Some(path) => {
                std::fs::read_to_string(path).with_context(|| format!("settings file {}", path.display()))?
            }
            None => String::new(),
        };
        Self::from_parts(&text, std::env::vars())
    }

    /// The same from given parts.
    ///
    /// # Errors
    /// Names the setting that is unknown or wrong.
    pub fn from_parts(file: &str, environment: impl Iterator<Item = (String, String)>) -> Result<Self> {
        let mut table: Table = DEFAULTS.parse().context("the defaults are valid TOML")?;
        merge(&mut table, file.parse().context("settings file")?, "")?;
        for (name, text) in environment {
            // The test runner's own names share the prefix; they are no settings.
            let Some(name) = name.strip_prefix(PREFIX).filter(|name| !is_tool_name(name)) else {
                continue;
            };
            set(&mut table, &name.to_lowercase(), &text)?;
        }
        let settings: Self = Value::Table(table).try_into().context("settings")?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<()> {
        ensure!(
            self.tls_certificate.is_empty() == self.tls_key.is_empty(),
            "tls_certificate and tls_key belong together"
        );
        for proxy in &self.trusted_proxies {
            Network::parse(proxy).with_context(|| format!("trusted_proxies: {proxy:?}"))?;
        }
        ensure!(
            !self.public_url.ends_with('/'),
            "public_url must not end with a slash"
        );
        let is_safe = self.listen.ip().is_loopback()
            || !self.tls_certificate.is_empty()
            || !self.trusted_proxies.is_empty();
        ensure!(
            is_safe,
            "listen = {} would accept plain HTTP from the network: set tls_certificate and tls_key, or trusted_proxies",
            self.listen
        );
        Ok(())
    }

    /// The address by which the world reaches us.
    pub fn origin(&self) -> String {
        match (self.public_url.is_empty(), self.tls_certificate.is_empty()) {
            (false, _) => self.public_url.clone(),
            (true, true) => format!("http://{}", self.listen),
            (true, false) => format!("https://{}", self.listen),
        }
    }
}

/// Names that steer our test runner and scripts, not the product.
fn is_tool_name(name: &str) -> bool {
    name.starts_with("TEST_") || matches!(name, "AXE" | "STANDARDWEBHOOKS")
}

fn merge(into: &mut Table, from: Table, path: &str) -> Result<()> {
    for (name, value) in from {
        let full = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        match (into.get_mut(&name), value) {
            (Some(Value::Table(inner)), Value::Table(value)) => merge(inner, value, &full)?,
            (Some(slot), value) => *slot = value,
            (None, _) => bail!("unknown setting {full:?}"),
        }
    }
    Ok(())
}

/// Sets one value from the environment, as the type that the default has.
fn set(table: &mut Table, name: &str, text: &str) -> Result<()> {
    let (outer, inner) = match name.split_once("__") {
        Some((outer, inner)) => (outer, Some(inner)),
        None => (name, None),
    };
    let slot = match (table.get_mut(outer), inner) {
        (Some(Value::Table(table)), Some(inner)) => table.get_mut(inner),
        (found, None) => found,
        _ => None,
    };
    let slot = slot.with_context(|| format!("unknown setting {PREFIX}{}", name.to_uppercase()))?;
    *slot = match slot {
        Value::Integer(_) => Value::Integer(text.parse().with_context(|| format!("{name}: a number"))?),
        Value::Boolean(_) => Value::Boolean(text.parse().with_context(|| format!("{name}: true or false"))?),
        Value::Array(_) => Value::Array(
            text.split(',')
                .map(|item| Value::String(item.trim().to_owned()))
                .collect(),
        ),
        _ => Value::String(text.to_owned()),
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, environment: &[(&str, &str)]) -> Result<Settings> {
        Settings::from_parts(
            file,
            environment
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned())),
        )
    }

    #[test]
    fn later_sources_win() {
        let settings = read(
            "listen = '127.0.0.1:1'\n[smtp]\nport = 25",
            &[("BULLA_SMTP__HOST", "mail"), ("PATH", "x")],
        )
        .unwrap();
        assert_eq!(
            (
                settings.listen.port(),
                settings.smtp.port,
                settings.smtp.host.as_str()
            ),
            (1, 25, "mail")
        );
        assert_eq!(settings.origin(), "http://127.0.0.1:1");
    }

    #[test]
    fn unknown_names_are_refused_by_name() {
        for (file, environment, name) in [
            ("lisen = '127.0.0.1:1'", &[][..], "lisen"),
            ("[smtp]\nhosst = 'x'", &[], "smtp.hosst"),
            ("", &[("BULLA_LISEN", "x")], "BULLA_LISEN"),
        ] {
            let problem = format!("{:#}", read(file, environment).unwrap_err());
            assert!(problem.contains(name), "{problem}");
        }
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        assert!(read("listen = '0.0.0.0:80'", &[]).is_err());
        read("listen = '0.0.0.0:80'\ntrusted_proxies = ['10.0.0.0/8']", &[]).unwrap();
        read(
            "listen = '0.0.0.0:443'\ntls_certificate = 'c'\ntls_key = 'k'",
            &[],
        )
        .unwrap();
    }
}
