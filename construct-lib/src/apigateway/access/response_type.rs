//! What API Gateway answers by itself.

/// A kind of answer that API Gateway gives by itself, without asking what is
/// behind it.
///
/// See AWS on [types of gateway responses](https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseType {
    /// A policy or an authorizer does not let the caller in; 403.
    AccessDenied,
    /// The API is not set up right; 500.
    ApiConfigurationError,
    /// The authorizer is not set up right; 500.
    AuthorizerConfigurationError,
    /// The authorizer failed; 500.
    AuthorizerFailure,
    /// The body is not what the model asks for; 400.
    BadRequestBody,
    /// A parameter is missing; 400.
    BadRequestParameters,
    /// All answers of status 4xx that are not set by themselves.
    Default4xx,
    /// All answers of status 5xx that are not set by themselves.
    Default5xx,
    /// The token is too old; 403.
    ExpiredToken,
    /// What is behind the API could not be reached; 504.
    IntegrationFailure,
    /// What is behind the API took too long; 504.
    IntegrationTimeout,
    /// The API key is missing or wrong; 403.
    InvalidApiKey,
    /// The signature is wrong; 403.
    InvalidSignature,
    /// There is no such method, or the request has no credentials; 403.
    MissingAuthenticationToken,
    /// The key's quota is used up; 429.
    QuotaExceeded,
    /// The request is too large; 413.
    RequestTooLarge,
    /// There is no such resource; 404.
    ResourceNotFound,
    /// Too many requests at a time; 429.
    Throttled,
    /// The authorizer does not know the caller; 401.
    Unauthorized,
    /// The body's media type is not one that is taken; 415.
    UnsupportedMediaType,
    /// AWS WAF refused the request; 403.
    WafFiltered,
}

impl ResponseType {
    /// Its name in the template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessDenied => "ACCESS_DENIED",
            Self::ApiConfigurationError => "API_CONFIGURATION_ERROR",
            Self::AuthorizerConfigurationError => "AUTHORIZER_CONFIGURATION_ERROR",
            Self::AuthorizerFailure => "AUTHORIZER_FAILURE",
            Self::BadRequestBody => "BAD_REQUEST_BODY",
            Self::BadRequestParameters => "BAD_REQUEST_PARAMETERS",
            Self::Default4xx => "DEFAULT_4XX",
            Self::Default5xx => "DEFAULT_5XX",
            Self::ExpiredToken => "EXPIRED_TOKEN",
            Self::IntegrationFailure => "INTEGRATION_FAILURE",
            Self::IntegrationTimeout => "INTEGRATION_TIMEOUT",
            Self::InvalidApiKey => "INVALID_API_KEY",
            Self::InvalidSignature => "INVALID_SIGNATURE",
            Self::MissingAuthenticationToken => "MISSING_AUTHENTICATION_TOKEN",
            Self::QuotaExceeded => "QUOTA_EXCEEDED",
            Self::RequestTooLarge => "REQUEST_TOO_LARGE",
            Self::ResourceNotFound => "RESOURCE_NOT_FOUND",
            Self::Throttled => "THROTTLED",
            Self::Unauthorized => "UNAUTHORIZED",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::WafFiltered => "WAF_FILTERED",
        }
    }
}
