//! What the three kinds of API can do.
//!
//! API Gateway has REST, HTTP and WebSocket APIs. What a kind cannot do does
//! not compile, and the message says which kinds can, and why: each trait here
//! is one ability, implemented by the APIs that have it.
//!
//! | | REST | HTTP | WebSocket |
//! |---|---|---|---|
//! | price of a million requests or messages | $3.50 | $1.00 | $1.00, and $0.25 for a million minutes of connection |
//! | paths | [resources and methods](ResourceTree) | [routes](Routes) | [routes](Routes) by a key in the message |
//! | [API keys and usage plans](ApiKeys) | yes | – | yes |
//! | [models and validation of requests](RequestValidation) | yes | – | – |
//! | [answers of its own to failures](GatewayResponses) | yes | – | – |
//! | [resource policies](ResourcePolicies) | yes | – | – |
//! | [private and edge endpoints](EndpointTypes) | yes | – | – |
//! | [web ACLs of AWS WAF](WebAcls) | yes | – | – |
//! | [caching](Caching), [canary releases](Canaries), [tracing](Tracing) | yes | – | – |
//! | [logs of execution](ExecutionLogs) | yes | – | yes |
//! | [response streaming](ResponseStreaming) | yes | – | messages at any time |
//! | [CORS](CrossOrigin) | yes, a method each | yes, for all routes | – |
//! | [JWT authorizers](JwtAuthorizers) | – (user pools) | yes | – |
//! | [stages that deploy by themselves](AutoDeploy) | – (a deployment for each change) | yes | yes |
//! | [sending to clients at any time](ManageConnections) | – | – | yes |
//!
//! See AWS on [choosing between REST and HTTP APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html)
//! and on [WebSocket APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html).
//! Prices are those of US East when this was written.

use super::RestApi;

/// Defines an ability, and the kinds of API that have it.
macro_rules! abilities {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident: $lacks:literal, $who:literal, $why:literal;
        $($kind:ty),+;
    )+) => {$(
        $(#[doc = $doc])*
        #[diagnostic::on_unimplemented(message = $lacks, label = $who, note = $why)]
        pub trait $name {}
        $(impl $name for $kind {})+
    )+};
}

abilities! {
    /// Paths are a tree of resources, each with methods.
    ResourceTree:
        "`{Self}` has no resources and methods",
        "only REST APIs have a tree of resources",
        "HTTP and WebSocket APIs have routes: `api.add_routes(..)`, `api.add_route(..)`";
        RestApi;
    /// Clients are told apart by keys, and counted by usage plans.
    ApiKeys:
        "`{Self}` has no API keys",
        "only REST and WebSocket APIs have API keys and usage plans",
        "use a `RestApi` for keys, quotas and throttling per client, or tell clients apart by an authorizer";
        RestApi;
    /// Requests are checked against models before anything is called.
    RequestValidation:
        "`{Self}` does not validate requests",
        "only REST APIs have models and request validators",
        "use a `RestApi`, or validate in the handler, where `serde` does it";
        RestApi;
    /// What API Gateway answers by itself, for example to a missing key, can be changed.
    GatewayResponses:
        "`{Self}` has no gateway responses",
        "only REST APIs can change what API Gateway answers by itself",
        "use a `RestApi`; an HTTP API adds its CORS headers to failures, too";
        RestApi;
    /// A policy at the API itself says who may call it.
    ResourcePolicies:
        "`{Self}` has no resource policy",
        "only REST APIs have resource policies",
        "let an IAM or a Lambda authorizer decide, or use a `RestApi`";
        RestApi;
    /// It is reached from inside a VPC alone, or through CloudFront's edge locations.
    EndpointTypes:
        "`{Self}` is always regional",
        "only REST APIs can be private or edge-optimized",
        "use a `RestApi`, or put CloudFront before it";
        RestApi;
    /// A web ACL of AWS WAF looks at each request first.
    WebAcls:
        "`{Self}` cannot have a web ACL",
        "AWS WAF protects the stages of REST APIs only",
        "use a `RestApi`, or put CloudFront with the web ACL before it";
        RestApi;
    /// Answers are kept, and given again.
    Caching:
        "`{Self}` has no cache",
        "only stages of REST APIs cache answers",
        "use a `RestApi`, or put CloudFront before it";
        RestApi;
    /// A share of the requests is answered by a new deployment.
    Canaries:
        "`{Self}` has no canary releases",
        "only stages of REST APIs divide requests between two deployments",
        "shift traffic between versions of the function by an alias instead";
        RestApi;
    /// AWS X-Ray traces requests through API Gateway.
    Tracing:
        "`{Self}` is not traced by X-Ray",
        "only stages of REST APIs are traced",
        "the function behind it can be traced: `FunctionProps::tracing`";
        RestApi;
    /// API Gateway writes how it handled each request.
    ExecutionLogs:
        "`{Self}` has no execution logs",
        "only stages of REST and WebSocket APIs log their execution",
        "an access log with `$context.integrationErrorMessage` tells why a request failed";
        RestApi;
    /// An answer reaches the client while it is being made.
    ResponseStreaming:
        "`{Self}` does not stream responses",
        "only REST APIs stream responses",
        "use a `RestApi`, a function URL, or send messages through a `WebSocketApi`";
        RestApi;
    /// Bodies that are not text are declared by their media types.
    BinaryMediaTypes:
        "`{Self}` has no binary media types",
        "only REST APIs must be told which bodies are binary",
        "an HTTP API hands on bodies that are not text as base64 by itself";
        RestApi;
    /// Pages of other origins may call it.
    CrossOrigin:
        "`{Self}` has no CORS",
        "only REST and HTTP APIs answer preflight requests",
        "browsers ask no preflight for WebSockets: check the header `Origin` in the authorizer of `$connect`";
        RestApi;
}
