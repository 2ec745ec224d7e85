//! What of a request tells who it comes from.

use std::fmt;

/// What of the request for a connection tells who it comes from.
///
/// A request without it is refused before the authorizer is called. Browsers
/// set no headers on it, so that a query string is what they can send.
///
/// ```
/// use construct_lib::apigatewayv2::WebSocketIdentitySource;
///
/// let token = WebSocketIdentitySource::query_string("token");
/// assert_eq!(token.to_string(), "route.request.querystring.token");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSocketIdentitySource(String);

impl WebSocketIdentitySource {
    /// A header.
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self(format!("route.request.header.{name}"))
    }

    /// A parameter of the query string.
    #[must_use]
    pub fn query_string(name: &str) -> Self {
        Self(format!("route.request.querystring.{name}"))
    }

    /// A variable of the stage.
    #[must_use]
    pub fn stage_variable(name: &str) -> Self {
        Self(format!("stageVariables.{name}"))
    }

    /// Something that API Gateway knows, for example `identity.sourceIp`.
    #[must_use]
    pub fn context(name: &str) -> Self {
        Self(format!("context.{name}"))
    }
}

impl fmt::Display for WebSocketIdentitySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
