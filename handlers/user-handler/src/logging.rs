//! One line for each request. It has no personal data: not the path with its
//! id, no query and no body.

use std::time::Duration;

use construct_runtime::logs::milliseconds;
use tracing::{error, info};

/// What the log says about one request, beside the id of the invocation.
#[derive(Clone, Copy, Debug)]
pub struct RequestLog<'a> {
    /// API Gateway's id of the request, which the client knows.
    pub request: &'a str,
    /// The HTTP method.
    pub method: &'a str,
    /// The resource as the API names it, with `{id}` rather than an id.
    pub route: &'a str,
    /// The response's status.
    pub status: u16,
    /// How long the handler took.
    pub duration: Duration,
    /// What went wrong on our side.
    pub cause: Option<&'a str>,
}

/// Logs one request: as an error when it failed on our side.
pub fn request(log: &RequestLog<'_>) {
    let milliseconds = milliseconds(log.duration);
    if log.status >= 500 {
        error!(
            apiRequestId = log.request,
            method = log.method,
            route = log.route,
            status = log.status,
            durationMs = milliseconds,
            cause = log.cause,
            "request"
        );
    } else {
        info!(
            apiRequestId = log.request,
            method = log.method,
            route = log.route,
            status = log.status,
            durationMs = milliseconds,
            "request"
        );
    }
}
