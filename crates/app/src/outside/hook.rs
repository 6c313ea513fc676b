//! Posting webhooks to addresses that tenants give: resolve, check, connect to exactly that address; no redirects, no proxies,
//! bounded time and answer.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use domain::{network::is_public, webhook::Outcome};

const CONNECT_WITHIN: Duration = Duration::from_secs(5);
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
const ANSWER_BYTES_MAX: usize = 2_048;

/// What came of one POST.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// What follows from it.
    pub outcome: Outcome,
    /// HTTP status, if an answer came.
    pub status: Option<u16>,
    /// Beginning of the answer.
    pub answer: String,
    /// Why no answer came.
    pub error: Option<String>,
}

impl Posted {
    fn failed(error: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::Failed { retry_after: None },
            status: None,
            answer: String::new(),
            error: Some(error.into()),
        }
    }
}

/// Posts `body` to `url`. Addresses inside this network are refused unless `allows_loopback`, which opens loopback alone.
pub async fn post(url: &str, headers: &[(String, String)], body: Vec<u8>, allows_loopback: bool) -> Posted {
    let target = match resolve(url, allows_loopback).await {
        Ok(target) => target,
        Err(problem) => return Posted::failed(problem),
    };
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT_WITHIN)
        .timeout(ANSWER_WITHIN)
        .resolve_to_addrs(&target.host, &target.addresses)
        .user_agent("Bulla-Webhooks/1")
        .build();
    let client = match client {
        Ok(client) => client,
        Err(error) => return Posted::failed(describe(&error)),
    };
    let mut request = client.post(url).body(body);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    match request.send().await {
        Ok(response) => answered(response).await,
        Err(error) => Posted::failed(describe(&error)),
    }
}

struct Target {
    host: String,
    addresses: Vec<SocketAddr>,
}

async fn resolve(url: &str, allows_loopback: bool) -> Result<Target, String> {
    let url = url::Url::parse(url).map_err(|error| error.to_string())?;
    let port = url.port_or_known_default().ok_or("the address has no port")?;
    let host = url.host_str().ok_or("the address has no host")?.to_owned();
    let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let found = tokio::time::timeout(CONNECT_WITHIN, tokio::net::lookup_host((bare.as_str(), port)));
    let found = found
        .await
        .map_err(|_| "the name was not resolved in time")?
        .map_err(|_| "the name does not resolve")?;
    let (allowed, refused): (Vec<SocketAddr>, Vec<SocketAddr>) =
        found.partition(|address| is_public(address.ip()) || (allows_loopback && is_loopback(address.ip())));
    // One inner address among outer ones is how a name is rebound: refuse the whole name.
    if !refused.is_empty() || allowed.is_empty() {
        return Err("the name leads to an address that is not public".to_owned());
    }
    Ok(Target {
        host,
        addresses: allowed,
    })
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

async fn answered(mut response: reqwest::Response) -> Posted {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(reqwest::header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    let mut answer = Vec::new();
    // The answer's body is only for people to read; one that breaks off changes nothing.
    while let Ok(Some(chunk)) = response.chunk().await {
        answer.extend_from_slice(&chunk[..chunk.len().min(ANSWER_BYTES_MAX - answer.len())]);
        if answer.len() >= ANSWER_BYTES_MAX {
            break;
        }
    }
    let outcome = match status.as_u16() {
        200..=299 => Outcome::Delivered,
        410 => Outcome::Gone,
        _ => Outcome::Failed { retry_after },
    };
    let answer = String::from_utf8_lossy(&answer).replace('\0', "\u{fffd}");
    Posted {
        outcome,
        status: Some(status.as_u16()),
        answer,
        error: None,
    }
}

fn describe(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the request failed"
    };
    let mut causes = vec![kind.to_owned()];
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    causes.dedup();
    causes.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn inner_addresses_are_refused_by_name_and_number() {
        for url in [
            "http://127.0.0.1:9/",
            "http://localhost:9/",
            "http://[::1]:9/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest",
            "http://[::ffff:127.0.0.1]/",
            "http://0x7f000001/",
            "http://2130706433/",
        ] {
            let posted = post(url, &[], Vec::new(), false).await;
            assert_eq!(
                posted.error.as_deref(),
                Some("the name leads to an address that is not public"),
                "{url}"
            );
        }
        let posted = post("http://10.0.0.1/", &[], Vec::new(), true).await;
        assert!(posted.error.unwrap().contains("not public"));
    }
}
