//! What an access log can hold.

use construct_core::Key;

/// One value of a request that an access log can hold.
///
/// Appears in a log's format as a variable, for example `$context.requestId`.
/// One that a request does not have is logged as `-`. See AWS on
/// [HTTP APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html)
/// and [WebSocket APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html).
///
/// ```
/// use construct_lib::apigatewayv2::AccessLogField;
///
/// assert_eq!(AccessLogField::ROUTE_KEY.as_str(), "$context.routeKey");
/// assert_eq!(AccessLogField::authorizer_claim("sub").as_str(), "$context.authorizer.claims.sub");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessLogField(Key);

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $variable:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $name: Self = Self(Key::Borrowed(concat!("$context.", $variable)));
        )*
    };
}

impl AccessLogField {
    fields! {
        /// The account that owns the API.
        ACCOUNT_ID = "accountId";
        /// The id of the API.
        API_ID = "apiId";
        /// Why an authorizer failed.
        AUTHORIZER_ERROR = "authorizer.error";
        /// Whom the authorizer saw.
        AUTHORIZER_PRINCIPAL_ID = "authorizer.principalId";
        /// The id that AWS gives the request, also found in the header `x-amz-request-id`.
        AWS_ENDPOINT_REQUEST_ID = "awsEndpointRequestId";
        /// When a client connected; WebSocket APIs only.
        CONNECTED_AT = "connectedAt";
        /// The id of a connection; WebSocket APIs only.
        CONNECTION_ID = "connectionId";
        /// The part of a custom domain's path that led to the API; HTTP APIs only.
        CUSTOM_DOMAIN_BASE_PATH_MATCHED = "customDomain.basePathMatched";
        /// Bytes that were handled; HTTP APIs only.
        DATA_PROCESSED = "dataProcessed";
        /// The domain that was called.
        DOMAIN_NAME = "domainName";
        /// The first part of the domain that was called.
        DOMAIN_PREFIX = "domainPrefix";
        /// What went wrong in API Gateway itself.
        ERROR_MESSAGE = "error.message";
        /// The same in quotes.
        ERROR_MESSAGE_STRING = "error.messageString";
        /// The kind of what went wrong.
        ERROR_RESPONSE_TYPE = "error.responseType";
        /// `CONNECT`, `MESSAGE` or `DISCONNECT`; WebSocket APIs only.
        EVENT_TYPE = "eventType";
        /// The longer id of the request.
        EXTENDED_REQUEST_ID = "extendedRequestId";
        /// The verb; HTTP APIs only.
        HTTP_METHOD = "httpMethod";
        /// The account that signed the request.
        IDENTITY_ACCOUNT_ID = "identity.accountId";
        /// Who signed the request.
        IDENTITY_CALLER = "identity.caller";
        /// The organization of who signed the request.
        IDENTITY_PRINCIPAL_ORG_ID = "identity.principalOrgId";
        /// The address that the request came from.
        IDENTITY_SOURCE_IP = "identity.sourceIp";
        /// The user who signed the request.
        IDENTITY_USER = "identity.user";
        /// The `User-Agent` of the client.
        IDENTITY_USER_AGENT = "identity.userAgent";
        /// The ARN of the user who signed the request.
        IDENTITY_USER_ARN = "identity.userArn";
        /// What went wrong in the integration.
        INTEGRATION_ERROR_MESSAGE = "integrationErrorMessage";
        /// How long the integration took, in milliseconds.
        INTEGRATION_LATENCY = "integrationLatency";
        /// The id of the integration's own request, for example of a function's call.
        INTEGRATION_REQUEST_ID = "integration.requestId";
        /// The status that Lambda answered with, whatever the function says.
        INTEGRATION_STATUS = "integrationStatus";
        /// The id of a message; WebSocket APIs only.
        MESSAGE_ID = "messageId";
        /// The path; HTTP APIs only.
        PATH = "path";
        /// The protocol, for example `HTTP/1.1`.
        PROTOCOL = "protocol";
        /// The id of the request; every format needs it or the longer one.
        REQUEST_ID = "requestId";
        /// When the request came, as in `10/Oct/2025:13:55:36 +0000`.
        REQUEST_TIME = "requestTime";
        /// When the request came, in milliseconds since 1970.
        REQUEST_TIME_EPOCH = "requestTimeEpoch";
        /// How long the answer took, in milliseconds; HTTP APIs only.
        RESPONSE_LATENCY = "responseLatency";
        /// Bytes of the answer's body; HTTP APIs only.
        RESPONSE_LENGTH = "responseLength";
        /// The route that was taken, for example `GET /users`.
        ROUTE_KEY = "routeKey";
        /// The stage that was called.
        STAGE = "stage";
        /// The status of the answer.
        STATUS = "status";
    }

    /// What an authorizer tells about the caller, by its name.
    #[must_use]
    pub fn authorizer(property: &str) -> Self {
        Self::custom(&format!("authorizer.{property}"))
    }

    /// A claim of the caller's token, for example `sub`; HTTP APIs only.
    #[must_use]
    pub fn authorizer_claim(claim: &str) -> Self {
        Self::custom(&format!("authorizer.claims.{claim}"))
    }

    /// Any other variable of `$context`, by its name without that.
    #[must_use]
    pub fn custom(variable: &str) -> Self {
        Self(Key::Owned(format!("$context.{variable}")))
    }

    /// As it stands in a format.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
