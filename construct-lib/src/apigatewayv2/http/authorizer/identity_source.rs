//! What in a request tells who sends it.

use std::fmt;

use crate::error::codes;
use crate::{Diagnostic, Node};

/// What in a request tells who sends it.
///
/// Appears in `IdentitySource` of an authorizer, for example as
/// `$request.header.Authorization`. A request that lacks it is refused with
/// 401, and nobody is asked.
///
/// ```
/// use construct_lib::apigatewayv2::HttpIdentitySource;
///
/// let token = HttpIdentitySource::header("Authorization");
/// assert_eq!(token.to_string(), "$request.header.Authorization");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpIdentitySource(String);

impl HttpIdentitySource {
    /// A header.
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self(format!("$request.header.{name}"))
    }

    /// A value of the query string.
    #[must_use]
    pub fn query_string(name: &str) -> Self {
        Self(format!("$request.querystring.{name}"))
    }

    /// A variable of `$context`, for example `identity.sourceIp`; for
    /// functions that decide, not for tokens.
    #[must_use]
    pub fn context(variable: &str) -> Self {
        Self(format!("$context.{variable}"))
    }

    /// A variable of the stage; for functions that decide, not for tokens.
    #[must_use]
    pub fn stage_variable(name: &str) -> Self {
        Self(format!("$stageVariables.{name}"))
    }

    /// The source that a document names.
    #[cfg(feature = "openapi")]
    pub(in crate::apigatewayv2::http) fn of_document(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Whether a token can stand there.
    pub(super) fn holds_token(&self) -> bool {
        self.0.starts_with("$request.")
    }

    pub(in crate::apigatewayv2::http) fn check(&self, node: &Node) {
        let name = self.0.splitn(if self.holds_token() { 3 } else { 2 }, '.').last();
        if name.is_none_or(|name| name.is_empty() || name.contains(char::is_whitespace)) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_IDENTITY_SOURCE,
                    format!("`{self}` names nothing in a request"),
                )
                .help("name a header, for example `Authorization`"),
            );
        }
    }
}

impl fmt::Display for HttpIdentitySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
