use aws_lambda_events::apigw::ApiGatewayProxyResponse;
use aws_lambda_events::encodings::Body;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::problem::Problem;

/// A response before it becomes API Gateway's.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Option<String>,
}

impl Reply {
    /// A response without a body.
    pub(super) fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: None }
    }

    /// A response with `content` as JSON.
    pub(super) fn json(status: StatusCode, content: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_string(content)
            .map_err(|error| Problem::internal(format!("writing the response failed: {error}")))?;
        let reply = Self { body: Some(body), ..Self::new(status) };
        Ok(reply.header(header::CONTENT_TYPE, "application/json"))
    }

    /// The same response with one more header.
    ///
    /// A value that no header can hold is left out: it can only come from the
    /// path that API Gateway matched, and the response is right without it.
    pub(super) fn header(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.headers.insert(name, value);
        }
        self
    }

    pub(super) fn without_body(mut self) -> Self {
        self.body = None;
        self
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<Reply> for ApiGatewayProxyResponse {
    fn from(reply: Reply) -> Self {
        // The type takes new fields in minor versions, so it has no literal.
        let mut response = Self::default();
        response.status_code = i64::from(reply.status.as_u16());
        response.headers = reply.headers;
        response.body = reply.body.map(Body::Text);
        response
    }
}
