//! What of a request tells who sends it.

use std::fmt;

/// What of a request tells who sends it.
///
/// Appears in the `IdentitySource` of an authorizer. A request that lacks one
/// is refused without asking the authorizer, and what the authorizer said is
/// kept for requests in which all of them are the same.
///
/// ```
/// use construct_lib::apigateway::IdentitySource;
///
/// let token = IdentitySource::header("Authorization");
/// assert_eq!(token.to_string(), "method.request.header.Authorization");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct IdentitySource {
    kind: &'static str,
    name: String,
}

impl IdentitySource {
    /// A header, for example `Authorization`.
    pub fn header(name: impl Into<String>) -> Self {
        Self { kind: "method.request.header", name: name.into() }
    }

    /// A parameter of the query.
    pub fn query_string(name: impl Into<String>) -> Self {
        Self { kind: "method.request.querystring", name: name.into() }
    }

    /// A stage variable.
    pub fn stage_variable(name: impl Into<String>) -> Self {
        Self { kind: "stageVariables", name: name.into() }
    }

    /// What API Gateway knows of the request, for example `identity.sourceIp`.
    pub fn context(name: impl Into<String>) -> Self {
        Self { kind: "context", name: name.into() }
    }

    /// Whether the name is one that a mapping can hold.
    pub(super) fn is_valid(&self) -> bool {
        !self.name.is_empty()
            && self.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._$-".contains(&b))
    }
}

impl fmt::Display for IdentitySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind, self.name)
    }
}
