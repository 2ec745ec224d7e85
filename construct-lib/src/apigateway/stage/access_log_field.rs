//! What the access log of a REST API can hold.

use construct_core::Key;

/// One value of a request that the access log of a REST API can hold.
///
/// Appears in a log's format as a variable, for example `$context.requestId`.
/// One that a request does not have is logged as `-`. See AWS on
/// [the variables for access logs](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html).
///
/// ```
/// use construct_lib::apigateway::AccessLogField;
///
/// assert_eq!(AccessLogField::STATUS.as_str(), "$context.status");
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
        /// Why authentication failed.
        AUTHENTICATE_ERROR = "authenticate.error";
        /// How long authentication took, in milliseconds.
        AUTHENTICATE_LATENCY = "authenticate.latency";
        /// The status of authentication.
        AUTHENTICATE_STATUS = "authenticate.status";
        /// Why authorization failed.
        AUTHORIZE_ERROR = "authorize.error";
        /// How long authorization took, in milliseconds.
        AUTHORIZE_LATENCY = "authorize.latency";
        /// The status of authorization.
        AUTHORIZE_STATUS = "authorize.status";
        /// Why an authorizer failed.
        AUTHORIZER_ERROR = "authorizer.error";
        /// How long the function of an authorizer took, in milliseconds.
        AUTHORIZER_INTEGRATION_LATENCY = "authorizer.integrationLatency";
        /// The status that the function of an authorizer gave.
        AUTHORIZER_INTEGRATION_STATUS = "authorizer.integrationStatus";
        /// How long an authorizer took, in milliseconds.
        AUTHORIZER_LATENCY = "authorizer.latency";
        /// Whom the authorizer saw.
        AUTHORIZER_PRINCIPAL_ID = "authorizer.principalId";
        /// The id of the request to the authorizer.
        AUTHORIZER_REQUEST_ID = "authorizer.requestId";
        /// The status of an authorizer.
        AUTHORIZER_STATUS = "authorizer.status";
        /// The id that AWS gives the request.
        AWS_ENDPOINT_REQUEST_ID = "awsEndpointRequestId";
        /// The ciphers of the connection.
        CIPHER_SUITE = "cipherSuite";
        /// The part of a custom domain's path that led to the API.
        CUSTOM_DOMAIN_BASE_PATH_MATCHED = "customDomain.basePathMatched";
        /// The deployment that answered.
        DEPLOYMENT_ID = "deploymentId";
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
        /// What a request validator found.
        ERROR_VALIDATION_ERROR_STRING = "error.validationErrorString";
        /// The longer id of the request, which AWS keeps unique.
        EXTENDED_REQUEST_ID = "extendedRequestId";
        /// The verb.
        HTTP_METHOD = "httpMethod";
        /// The account of who signed the request.
        IDENTITY_ACCOUNT_ID = "identity.accountId";
        /// The API key of the request.
        IDENTITY_API_KEY = "identity.apiKey";
        /// The id of the API key of the request.
        IDENTITY_API_KEY_ID = "identity.apiKeyId";
        /// Who signed the request.
        IDENTITY_CALLER = "identity.caller";
        /// The issuer of the client's certificate.
        IDENTITY_CLIENT_CERT_ISSUER_DN = "identity.clientCert.issuerDN";
        /// The client's certificate.
        IDENTITY_CLIENT_CERT_PEM = "identity.clientCert.clientCertPem";
        /// The number of the client's certificate.
        IDENTITY_CLIENT_CERT_SERIAL_NUMBER = "identity.clientCert.serialNumber";
        /// The subject of the client's certificate.
        IDENTITY_CLIENT_CERT_SUBJECT_DN = "identity.clientCert.subjectDN";
        /// When the client's certificate ends.
        IDENTITY_CLIENT_CERT_VALIDITY_NOT_AFTER = "identity.clientCert.validity.notAfter";
        /// When the client's certificate begins.
        IDENTITY_CLIENT_CERT_VALIDITY_NOT_BEFORE = "identity.clientCert.validity.notBefore";
        /// The providers of Cognito that know the caller.
        IDENTITY_COGNITO_AUTHENTICATION_PROVIDER = "identity.cognitoAuthenticationProvider";
        /// Whether Cognito knows the caller.
        IDENTITY_COGNITO_AUTHENTICATION_TYPE = "identity.cognitoAuthenticationType";
        /// The caller's id in Cognito.
        IDENTITY_COGNITO_IDENTITY_ID = "identity.cognitoIdentityId";
        /// The pool of the caller's id in Cognito.
        IDENTITY_COGNITO_IDENTITY_POOL_ID = "identity.cognitoIdentityPoolId";
        /// The organization of who signed the request.
        IDENTITY_PRINCIPAL_ORG_ID = "identity.principalOrgId";
        /// The address of the client.
        IDENTITY_SOURCE_IP = "identity.sourceIp";
        /// The user who signed the request.
        IDENTITY_USER = "identity.user";
        /// The program of the client.
        IDENTITY_USER_AGENT = "identity.userAgent";
        /// The ARN of the user who signed the request.
        IDENTITY_USER_ARN = "identity.userArn";
        /// Why the integration failed.
        INTEGRATION_ERROR = "integration.error";
        /// Why the integration failed, in a sentence.
        INTEGRATION_ERROR_MESSAGE = "integrationErrorMessage";
        /// How long the integration took, in milliseconds.
        INTEGRATION_LATENCY = "integration.latency";
        /// The status that the integration gave; of a function, the one that its code gave.
        INTEGRATION_STATUS = "integration.status";
        /// The status that Lambda gave, whatever the code of the function did.
        INTEGRATION_INTEGRATION_STATUS = "integration.integrationStatus";
        /// The id of the request to the integration.
        INTEGRATION_REQUEST_ID = "integration.requestId";
        /// Whether the request is one of the canary.
        IS_CANARY_REQUEST = "isCanaryRequest";
        /// The path, with the stage.
        PATH = "path";
        /// The protocol.
        PROTOCOL = "protocol";
        /// The id of the request, which the client may choose.
        REQUEST_ID = "requestId";
        /// When the request came.
        REQUEST_TIME = "requestTime";
        /// When the request came, in milliseconds since 1970.
        REQUEST_TIME_EPOCH = "requestTimeEpoch";
        /// The id of the resource.
        RESOURCE_ID = "resourceId";
        /// The path of the resource, for example `/users/{id}`.
        RESOURCE_PATH = "resourcePath";
        /// How long the answer took, in milliseconds.
        RESPONSE_LATENCY = "responseLatency";
        /// How many bytes the answer has.
        RESPONSE_LENGTH = "responseLength";
        /// The status that a template put into the answer.
        RESPONSE_OVERRIDE_STATUS = "responseOverride.status";
        /// The stage.
        STAGE = "stage";
        /// The status of the answer.
        STATUS = "status";
        /// The version of TLS of the connection.
        TLS_VERSION = "tlsVersion";
        /// Why the firewall failed.
        WAF_ERROR = "waf.error";
        /// How long the firewall took, in milliseconds.
        WAF_LATENCY = "waf.latency";
        /// What the firewall said.
        WAF_RESPONSE_CODE = "wafResponseCode";
        /// The status of the firewall.
        WAF_STATUS = "waf.status";
        /// The ARN of the firewall.
        WEBACL_ARN = "webaclArn";
        /// The id of the trace.
        XRAY_TRACE_ID = "xrayTraceId";
    }

    /// What an authorizer said about the caller under this name.
    #[must_use]
    pub fn authorizer(property: &str) -> Self {
        Self::of("authorizer", property)
    }

    /// A claim of the caller's token.
    #[must_use]
    pub fn authorizer_claim(claim: &str) -> Self {
        Self::of("authorizer.claims", claim)
    }

    /// A header that a template gave the request to the integration.
    #[must_use]
    pub fn request_override_header(name: &str) -> Self {
        Self::of("requestOverride.header", name)
    }

    /// A part of the path that a template gave the request to the integration.
    #[must_use]
    pub fn request_override_path(name: &str) -> Self {
        Self::of("requestOverride.path", name)
    }

    /// A query that a template gave the request to the integration.
    #[must_use]
    pub fn request_override_querystring(name: &str) -> Self {
        Self::of("requestOverride.querystring", name)
    }

    /// A header that a template gave the answer.
    #[must_use]
    pub fn response_override_header(name: &str) -> Self {
        Self::of("responseOverride.header", name)
    }

    fn of(group: &str, name: &str) -> Self {
        Self(Key::Owned(format!("$context.{group}.{name}")))
    }

    /// As it stands in a format.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
