//! What is counted for Prometheus.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

/// Labels of one HTTP answer. The route is its pattern, never the path, so that no id or token becomes a label.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct HttpLabels {
    /// `GET`, `POST` …
    pub method: String,
    /// The route's pattern.
    pub route: String,
    /// The HTTP status.
    pub status: u16,
}

/// Labels of one finished thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct OutcomeLabels {
    /// What kind.
    pub kind: String,
    /// `done`, `failed`, `dead` …
    pub outcome: &'static str,
}

/// Every metric.
pub struct Metrics {
    registry: Registry,
    /// Answers by route and status.
    pub http_requests: Family<HttpLabels, Counter>,
    /// Seconds until the answer.
    pub http_seconds: Histogram,
    /// Jobs by kind and outcome.
    pub jobs: Family<OutcomeLabels, Counter>,
    /// Webhook attempts by API and outcome.
    pub webhooks: Family<OutcomeLabels, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("bulla");
        let http_requests = Family::default();
        let http_seconds = Histogram::new(exponential_buckets(0.0005, 2.0, 16));
        let (jobs, webhooks) = (Family::default(), Family::default());
        registry.register("http_requests", "HTTP answers", http_requests.clone());
        registry.register(
            "http_request_seconds",
            "Seconds until the answer",
            http_seconds.clone(),
        );
        registry.register("jobs", "Finished tries of jobs", jobs.clone());
        registry.register("webhook_attempts", "Tries to deliver a webhook", webhooks.clone());
        Self {
            registry,
            http_requests,
            http_seconds,
            jobs,
            webhooks,
        }
    }
}

impl Metrics {
    /// The text that Prometheus scrapes.
    pub fn text(&self) -> String {
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("writing to a string cannot fail");
        text
    }
}
