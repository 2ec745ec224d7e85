//! How a stage serves its methods.

use std::time::Duration;

use construct_cfn::apigateway::stage as l1;

use crate::Node;
use crate::apigateway::HttpMethod;

use super::options::report;

/// What API Gateway writes to the log of a stage.
///
/// See AWS on [logging](https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoggingLevel {
    /// Nothing.
    Off,
    /// Failures.
    Error,
    /// Every request.
    Info,
}

impl LoggingLevel {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Error => "ERROR",
            Self::Info => "INFO",
        }
    }
}

/// How a stage serves one method, all methods of a path, or all of them.
///
/// ```
/// use std::time::Duration;
///
/// use construct_lib::apigateway::{HttpMethod, MethodDeploymentOptions, StageOptions};
///
/// let list = MethodDeploymentOptions::new()
///     .throttling(10.0, 20)
///     .cache_ttl(Duration::from_secs(60));
/// let stage = StageOptions::new().method_options("/orders", HttpMethod::Get, list);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct MethodDeploymentOptions {
    rate: Option<f64>,
    burst: Option<u32>,
    logging_level: Option<LoggingLevel>,
    metrics: Option<bool>,
    data_trace: Option<bool>,
    caching: Option<bool>,
    cache_ttl: Option<Duration>,
    cache_encrypted: Option<bool>,
}

/// The longest time for which an answer is cached.
const CACHE_TTL: Duration = Duration::from_secs(3600);

impl MethodDeploymentOptions {
    /// As the account's limits have it, without logs, metrics or cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// The most requests a second, and the most at once; the account's limits by default.
    pub fn throttling(self, rate_per_second: f64, burst: u32) -> Self {
        self.throttling_rate_limit(rate_per_second).throttling_burst_limit(burst)
    }

    /// The most requests a second; the account's limit by default.
    pub fn throttling_rate_limit(mut self, rate_per_second: f64) -> Self {
        self.rate = Some(rate_per_second);
        self
    }

    /// The most requests at once; the account's limit by default.
    pub fn throttling_burst_limit(mut self, burst: u32) -> Self {
        self.burst = Some(burst);
        self
    }

    /// What is written to the stage's log; nothing by default.
    pub fn logging_level(mut self, level: LoggingLevel) -> Self {
        self.logging_level = Some(level);
        self
    }

    /// Counts each method by itself, at a cost; not by default.
    pub fn metrics_enabled(mut self, enabled: bool) -> Self {
        self.metrics = Some(enabled);
        self
    }

    /// Writes whole requests and answers to the log, with all that is secret
    /// in them; not by default.
    pub fn data_trace_enabled(mut self, enabled: bool) -> Self {
        self.data_trace = Some(enabled);
        self
    }

    /// Answers from the stage's cache; not by default.
    ///
    /// The stage gets a cache of 0.5 GB when nothing is said about its size.
    pub fn caching_enabled(mut self, enabled: bool) -> Self {
        self.caching = Some(enabled);
        self
    }

    /// How long an answer is cached, at most an hour; five minutes by default.
    pub fn cache_ttl(mut self, ttl: Duration) -> Self {
        self.cache_ttl = Some(ttl);
        self
    }

    /// Encrypts what is cached; not by default.
    pub fn cache_data_encrypted(mut self, encrypted: bool) -> Self {
        self.cache_encrypted = Some(encrypted);
        self
    }

    /// Whether anything was said.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn caches(&self) -> bool {
        self.caching == Some(true)
    }

    pub(super) fn logs(&self) -> bool {
        let has_level = self.logging_level.is_some_and(|level| level != LoggingLevel::Off);
        has_level || self.data_trace == Some(true)
    }

    pub(super) fn to_cfn(&self, path: &str, method: &str) -> l1::MethodSetting {
        let ttl = self.cache_ttl.map(|ttl| i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX));
        l1::MethodSetting::new()
            .cache_data_encrypted(self.cache_encrypted)
            .cache_ttl_in_seconds(ttl)
            .caching_enabled(self.caching)
            // Without it AWS keeps what was set by hand.
            .data_trace_enabled(self.data_trace.unwrap_or(false))
            .http_method(method)
            .logging_level(self.logging_level.map(LoggingLevel::name))
            .metrics_enabled(self.metrics)
            .resource_path(resource_path(path))
            .throttling_burst_limit(self.burst.map(i64::from))
            .throttling_rate_limit(self.rate)
    }

    pub(super) fn check(&self, node: &Node) {
        if let Some(rate) = self.rate
            && !(rate.is_finite() && rate >= 0.0)
        {
            report(
                node,
                format!("a stage cannot be throttled to {rate} requests a second"),
                "use a number of requests, 0 or more",
            );
        }
        if let Some(ttl) = self.cache_ttl
            && ttl > CACHE_TTL
        {
            report(
                node,
                format!("an answer is to be cached for {} seconds", ttl.as_secs()),
                "use an hour at most",
            );
        }
    }
}

/// Whose options some are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MethodPath {
    pub(super) path: String,
    /// Nothing for all of them.
    pub(super) method: Option<HttpMethod>,
}

impl MethodPath {
    pub(super) fn verb(&self) -> &'static str {
        self.method.map_or("*", HttpMethod::name)
    }

    pub(super) fn check(&self, node: &Node) {
        if !self.path.starts_with('/') || (self.path.len() > 1 && self.path.ends_with('/')) {
            report(
                node,
                format!("a stage has options of `{}`, which is no path", self.path),
                "write the path of a resource, for example `/users/{id}`, or `/*` for all of them",
            );
        }
    }
}

/// A path as settings name it: its slashes are escaped, but for that of the root.
fn resource_path(path: &str) -> String {
    match path {
        "/" | "/*" => path.to_owned(),
        path => format!("/{}", path.replace('/', "~1")),
    }
}
