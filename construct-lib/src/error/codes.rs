//! The stable codes of diagnostics: those of the core, and those of the constructs.

pub use construct_core::codes::*;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $code;)*

        /// The codes of the constructs, in the order in which they are documented here.
        pub const CONSTRUCTS: &[&str] = &[$($code),*];
    };
}

codes! {
    /// A permission was given to nobody.
    GRANT_NOT_ADDED = "grant-not-added";
    /// Something was granted to a construct that was imported without its role.
    GRANT_WITHOUT_ROLE = "grant-without-role";
    /// Something was to be changed that is not of this app.
    IMPORTED_CONSTRUCT = "imported-construct";
    /// A policy statement lacks something, or has something that AWS refuses.
    INVALID_STATEMENT = "invalid-statement";
    /// A principal is one that AWS refuses.
    INVALID_PRINCIPAL = "invalid-principal";
    /// A text is not the name of an action.
    INVALID_ACTION = "invalid-action";
    /// A policy is attached to nobody.
    POLICY_UNATTACHED = "policy-unattached";
    /// The policies of a role are larger than IAM takes.
    POLICY_TOO_LARGE = "policy-too-large";
    /// A role, a user or a group has more managed policies than IAM takes.
    TOO_MANY_MANAGED_POLICIES = "too-many-managed-policies";
    /// A text is not the path of a role or a policy.
    INVALID_PATH = "invalid-path";
    /// The longest session of a role is outside what AWS takes.
    SESSION_DURATION_OUT_OF_RANGE = "session-duration-out-of-range";
    /// Provisioned capacity is less than one.
    CAPACITY_OUT_OF_RANGE = "capacity-out-of-range";
    /// A target is to be scaled in a way that AWS refuses.
    INVALID_SCALING = "invalid-scaling";
    /// A schedule is not one that AWS takes.
    INVALID_SCHEDULE = "invalid-schedule";
    /// A schedule leaves the minute open.
    SCHEDULE_EVERY_MINUTE = "schedule-every-minute";
    /// A name is not what AWS takes.
    INVALID_NAME = "invalid-name";
    /// A resource with a fixed name outlives its stack.
    RETAINED_FIXED_NAME = "retained-fixed-name";
    /// A key of KMS is one that AWS refuses.
    INVALID_KEY = "invalid-key";
    /// A table or one of its indexes has keys that DynamoDB refuses.
    INVALID_KEYS = "invalid-keys";
    /// An index of a table is one that DynamoDB refuses.
    INVALID_INDEX = "invalid-index";
    /// Something is granted that does not fit what it is granted on.
    INVALID_GRANT = "invalid-grant";
    /// A table is to begin with items that DynamoDB cannot read.
    INVALID_IMPORT = "invalid-import";
    /// The replicas of a table are ones that DynamoDB refuses.
    INVALID_REPLICA = "invalid-replica";
    /// Something names an index that its table does not have.
    UNKNOWN_INDEX = "unknown-index";
    /// Two indexes of a table have the same name.
    DUPLICATE_INDEX = "duplicate-index";
    /// A table is to be restorable for longer than DynamoDB can.
    RECOVERY_PERIOD_OUT_OF_RANGE = "recovery-period-out-of-range";
    /// A stream was asked of a table that has none.
    TABLE_WITHOUT_STREAM = "table-without-stream";
    /// Memory is outside what Lambda takes.
    MEMORY_OUT_OF_RANGE = "memory-out-of-range";
    /// A time limit is outside what the service takes.
    TIMEOUT_OUT_OF_RANGE = "timeout-out-of-range";
    /// Temporary storage is outside what Lambda takes.
    STORAGE_OUT_OF_RANGE = "storage-out-of-range";
    /// The environment variables of a function are larger than Lambda takes.
    ENVIRONMENT_TOO_LARGE = "environment-too-large";
    /// Options of a function contradict each other, or Lambda does not take them.
    INVALID_FUNCTION = "invalid-function";
    /// A function is given more layers than Lambda takes.
    TOO_MANY_LAYERS = "too-many-layers";
    /// A permission is for someone whom Lambda cannot let in.
    INVALID_PERMISSION = "invalid-permission";
    /// A name is not that of an environment variable that can be set.
    INVALID_ENVIRONMENT_VARIABLE = "invalid-environment-variable";
    /// An authorizer's answers are to be kept for longer than API Gateway does.
    AUTHORIZER_CACHE_OUT_OF_RANGE = "authorizer-cache-out-of-range";
    /// Methods of two APIs name one authorizer.
    AUTHORIZER_OF_ANOTHER_API = "authorizer-of-another-api";
    /// No method names an authorizer.
    AUTHORIZER_UNATTACHED = "authorizer-unattached";
    /// A part of a path is not what API Gateway takes.
    INVALID_PATH_PART = "invalid-path-part";
    /// A part of a path was added twice.
    DUPLICATE_PATH_PART = "duplicate-path-part";
    /// A verb of a path was given two methods.
    DUPLICATE_METHOD = "duplicate-method";
    /// Something names a parameter that a path or an address does not have.
    UNKNOWN_PATH_PARAMETER = "unknown-path-parameter";
    /// A method says what requests must have, and nothing refuses the others.
    REQUEST_NOT_VALIDATED = "request-not-validated";
    /// An integration lacks something, or has what contradicts itself.
    INVALID_INTEGRATION = "invalid-integration";
    /// A parameter or a header is mapped from what API Gateway refuses.
    INVALID_MAPPING = "invalid-mapping";
    /// A proxy was given a mapping, which it does not heed.
    MAPPING_WITHOUT_EFFECT = "mapping-without-effect";
    /// The answers of an integration leave open which one is taken.
    INTEGRATION_RESPONSES = "integration-responses";
    /// A streamed answer is not compressed, though its API compresses answers.
    STREAM_NOT_COMPRESSED = "stream-not-compressed";
    /// A mock does not say which of its answers is meant.
    MOCK_WITHOUT_STATUS = "mock-without-status";
    /// An integration is waited for longer than accounts allow by themselves.
    INTEGRATION_TIMEOUT_QUOTA = "integration-timeout-quota";
    /// A service is called without a role.
    INTEGRATION_WITHOUT_CREDENTIALS = "integration-without-credentials";
    /// An integration is called as whoever calls the method, whom nobody asks for.
    CREDENTIALS_WITHOUT_IAM = "credentials-without-iam";
    /// A method asks for a default integration that nobody gave.
    MISSING_DEFAULT_INTEGRATION = "missing-default-integration";
    /// A number is not the status of an answer.
    INVALID_STATUS_CODE = "invalid-status-code";
    /// A VPC link leads nowhere.
    VPC_LINK_WITHOUT_TARGETS = "vpc-link-without-targets";
    /// A resource of an API has two children that are path parameters.
    AMBIGUOUS_PATH_PARAMETER = "ambiguous-path-parameter";
    /// Both deployments of a stage with a canary follow the API.
    CANARY_WITHOUT_PINNED_DEPLOYMENT = "canary-without-pinned-deployment";
    /// A REST API has no method, so it cannot be deployed.
    REST_API_WITHOUT_METHODS = "rest-api-without-methods";
    /// A key is in more usage plans than API Gateway takes.
    API_KEY_IN_TOO_MANY_PLANS = "api-key-in-too-many-plans";
    /// Two usage plans count the requests of one key to one stage.
    API_KEY_IN_TWO_PLANS = "api-key-in-two-plans";
    /// Methods ask for a key, and no usage plan lets any in.
    API_KEY_WITHOUT_USAGE_PLAN = "api-key-without-usage-plan";
    /// An API has two answers of one type.
    DUPLICATE_GATEWAY_RESPONSE = "duplicate-gateway-response";
    /// A stage has two web ACLs.
    DUPLICATE_WEB_ACL = "duplicate-web-acl";
    /// A key of an API is not one that API Gateway takes.
    INVALID_API_KEY = "invalid-api-key";
    /// The endpoint of an API is one that API Gateway refuses.
    INVALID_ENDPOINT = "invalid-endpoint";
    /// An answer of API Gateway itself is not one that it can give.
    INVALID_GATEWAY_RESPONSE = "invalid-gateway-response";
    /// A usage plan has limits or stages that API Gateway refuses.
    INVALID_USAGE_PLAN = "invalid-usage-plan";
    /// A private REST API has no policy, so that nobody can call it.
    PRIVATE_API_WITHOUT_POLICY = "private-api-without-policy";
    /// An authorizer asks more user pools than API Gateway takes.
    TOO_MANY_USER_POOLS = "too-many-user-pools";
    /// Clients may use old versions of TLS.
    WEAK_SECURITY_POLICY = "weak-security-policy";
    /// Options of a CORS preflight contradict each other.
    INVALID_CORS = "invalid-cors";
    /// A part of a request cannot tell an authorizer who sends it.
    INVALID_IDENTITY_SOURCE = "invalid-identity-source";
    /// An address was asked of an API that is not deployed.
    API_NOT_DEPLOYED = "api-not-deployed";
    /// The format of an access log lacks the id of the request.
    ACCESS_LOG_WITHOUT_REQUEST_ID = "access-log-without-request-id";
    /// An address in a domain was asked of a stage that has none.
    API_NOT_MAPPED = "api-not-mapped";
    /// An address was asked of an API that cannot be reached there.
    API_NOT_REACHABLE = "api-not-reachable";
    /// Two routes of one API have the same key.
    DUPLICATE_ROUTE = "duplicate-route";
    /// A permission was granted for a route that asks for none.
    GRANT_WITHOUT_IAM_AUTHORIZATION = "grant-without-iam-authorization";
    /// A path of a domain is not what API Gateway takes.
    INVALID_API_MAPPING = "invalid-api-mapping";
    /// An authorizer lacks something, or has what contradicts itself.
    INVALID_AUTHORIZER = "invalid-authorizer";
    /// A domain, or how it is reached, is not what API Gateway takes.
    INVALID_DOMAIN_NAME = "invalid-domain-name";
    /// A mapping changes what API Gateway keeps for itself, or lacks what a service needs.
    INVALID_PARAMETER_MAPPING = "invalid-parameter-mapping";
    /// A text is not the key of a route.
    INVALID_ROUTE_KEY = "invalid-route-key";
    /// A selection expression looks at nothing that would select.
    INVALID_SELECTION_EXPRESSION = "invalid-selection-expression";
    /// An API is reached without the certificate that its domain asks for.
    MTLS_BYPASSED = "mtls-bypassed";
    /// Scopes are asked for where there is no token that has any.
    SCOPES_WITHOUT_TOKEN = "scopes-without-token";
    /// An included template is not shaped as a template is.
    INCLUDE_INVALID_TEMPLATE = "include-invalid-template";
    /// Something names an element that an included template does not have.
    INCLUDE_UNKNOWN_ELEMENT = "include-unknown-element";
    /// An included template calls a function that CloudFormation does not have.
    INCLUDE_UNKNOWN_FUNCTION = "include-unknown-function";
    /// An included template has a section that CloudFormation does not know.
    INCLUDE_UNKNOWN_SECTION = "include-unknown-section";
    /// A section of an included template has no place in the stack.
    INCLUDE_SECTION_DROPPED = "include-section-dropped";
    /// An included template holds `null`.
    INCLUDE_NULL_VALUE = "include-null-value";
    /// A parameter that is replaced is also asked for by its name.
    INCLUDE_PARAMETER_IN_USE = "include-parameter-in-use";
    /// A resource of an included template was taken for another type.
    INCLUDE_WRONG_TYPE = "include-wrong-type";
    /// The schema of a model contradicts itself, or is not one that API Gateway takes.
    INVALID_JSON_SCHEMA = "invalid-json-schema";
    /// A keyword of a model's schema has no effect.
    JSON_SCHEMA_KEYWORD_IGNORED = "json-schema-keyword-ignored";
    /// A path of a domain leads to two APIs.
    DUPLICATE_API_MAPPING = "duplicate-api-mapping";
    /// A record is to stand in a zone in which its name does not lie.
    NAME_OUTSIDE_ZONE = "name-outside-zone";
    /// An app sets the role for CloudWatch of an account and region twice.
    DUPLICATE_API_GATEWAY_ACCOUNT = "duplicate-api-gateway-account";
    /// A stage writes logs, and nobody says that the account has a role for it.
    UNKNOWN_CLOUD_WATCH_ROLE = "unknown-cloud-watch-role";
    /// A stage has options of a method that its API does not have.
    UNKNOWN_METHOD = "unknown-method";
    /// An alarm is one that CloudWatch refuses.
    INVALID_ALARM = "invalid-alarm";
    /// A metric is one that no alarm can watch.
    INVALID_METRIC = "invalid-metric";
    /// The metrics of an expression have periods of their own.
    METRIC_PERIOD_OVERRIDDEN = "metric-period-overridden";
    /// An expression names what no metric is called.
    UNKNOWN_METRIC_NAME = "unknown-metric-name";
    /// A document is not one that an API can be made of.
    OPENAPI_INVALID = "openapi-invalid";
    /// Something in a document has no effect.
    OPENAPI_IGNORED = "openapi-ignored";
    /// Nothing checks a security scheme of a document.
    OPENAPI_UNGUARDED = "openapi-unguarded";
    /// Something is attached to what a document does not have.
    OPENAPI_UNKNOWN_NAME = "openapi-unknown-name";
    /// API Gateway refuses something in a document.
    OPENAPI_UNSUPPORTED = "openapi-unsupported";
    /// Nothing answers an operation of a document.
    OPENAPI_WITHOUT_INTEGRATION = "openapi-without-integration";
    /// A route or an authorizer stands beside the document that an API is made of.
    OPENAPI_WITH_ROUTES = "openapi-with-routes";
    /// A setting of a stage is outside what API Gateway takes.
    INVALID_STAGE = "invalid-stage";
}
