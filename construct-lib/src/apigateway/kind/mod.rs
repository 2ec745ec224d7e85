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
//! | [requests compared with models](RequestValidation) | yes | – | yes, each route by a model |
//! | [answers of its own to failures](GatewayResponses) | yes | – | – |
//! | [resource policies](ResourcePolicies) | yes | – | – |
//! | [private and edge endpoints](EndpointTypes) | yes | – | – |
//! | [web ACLs of AWS WAF](WebAcls) | yes | – | – |
//! | [caching](Caching), [canary releases](Canaries), [tracing](Tracing) | yes | – | – |
//! | [logs of execution](ExecutionLogs) | yes | – | yes |
//! | [response streaming](ResponseStreaming) | yes | – | messages at any time |
//! | [CORS](CrossOrigin) | yes, a method each | yes, for all routes | – |
//! | JWT authorizers | – (user pools) | yes | – |
//! | [stages that deploy by themselves](AutoDeploy) | – (a deployment for each change) | yes | yes |
//! | [sending to clients at any time](ManageConnections) | – | – | yes |
//!
//! See AWS on [choosing between REST and HTTP APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html)
//! and on [WebSocket APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html).
//! Prices are those of US East when this was written.

mod refused;

use super::RestApi;
use crate::apigatewayv2::{HttpApi, WebSocketApi, WebSocketConnectRouteOptions};

/// Paths are a tree of resources, each with methods.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no resources and methods",
    label = "only REST APIs have a tree of resources",
    note = "HTTP and WebSocket APIs have routes: `api.add_routes(..)`, `api.add_route(..)`"
)]
pub trait ResourceTree {}

#[diagnostic::do_not_recommend]
impl ResourceTree for RestApi {}

/// Clients are told apart by keys, and counted by usage plans.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no API keys",
    label = "only REST and WebSocket APIs have API keys and usage plans",
    note = "use a `RestApi` for keys, quotas and throttling per client, or tell clients apart by an authorizer"
)]
pub trait ApiKeys {}

#[diagnostic::do_not_recommend]
impl ApiKeys for RestApi {}

#[diagnostic::do_not_recommend]
impl ApiKeys for WebSocketApi {}

/// Requests are checked against models before anything is called.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not validate requests",
    label = "only REST and WebSocket APIs compare requests with models",
    note = "use a `RestApi`, or validate in the handler, where `serde` does it"
)]
pub trait RequestValidation {}

#[diagnostic::do_not_recommend]
impl RequestValidation for RestApi {}

#[diagnostic::do_not_recommend]
impl RequestValidation for WebSocketApi {}

/// What API Gateway answers by itself, for example to a missing key, can be changed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no gateway responses",
    label = "only REST APIs can change what API Gateway answers by itself",
    note = "use a `RestApi`; an HTTP API adds its CORS headers to failures, too"
)]
pub trait GatewayResponses {}

#[diagnostic::do_not_recommend]
impl GatewayResponses for RestApi {}

/// A policy at the API itself says who may call it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no resource policy",
    label = "only REST APIs have resource policies",
    note = "let an IAM or a Lambda authorizer decide, or use a `RestApi`"
)]
pub trait ResourcePolicies {}

#[diagnostic::do_not_recommend]
impl ResourcePolicies for RestApi {}

/// It is reached from inside a VPC alone, or through CloudFront's edge locations.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is always regional",
    label = "only REST APIs can be private or edge-optimized",
    note = "use a `RestApi`, or put CloudFront before it"
)]
pub trait EndpointTypes {}

#[diagnostic::do_not_recommend]
impl EndpointTypes for RestApi {}

/// A web ACL of AWS WAF looks at each request first.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot have a web ACL",
    label = "AWS WAF protects the stages of REST APIs only",
    note = "use a `RestApi`, or put CloudFront with the web ACL before it"
)]
pub trait WebAcls {}

#[diagnostic::do_not_recommend]
impl WebAcls for RestApi {}

/// Answers are kept, and given again.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no cache",
    label = "only stages of REST APIs cache answers",
    note = "use a `RestApi`, or put CloudFront before it"
)]
pub trait Caching {}

#[diagnostic::do_not_recommend]
impl Caching for RestApi {}

/// A share of the requests is answered by a new deployment.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no canary releases",
    label = "only stages of REST APIs divide requests between two deployments",
    note = "shift traffic between versions of the function by an alias instead"
)]
pub trait Canaries {}

#[diagnostic::do_not_recommend]
impl Canaries for RestApi {}

/// AWS X-Ray traces requests through API Gateway.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not traced by X-Ray",
    label = "only stages of REST APIs are traced",
    note = "the function behind it can be traced: `FunctionProps::tracing`"
)]
pub trait Tracing {}

#[diagnostic::do_not_recommend]
impl Tracing for RestApi {}

/// API Gateway writes how it handled each request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no execution logs",
    label = "only stages of REST and WebSocket APIs log their execution",
    note = "an access log with `$context.integrationErrorMessage` tells why a request failed"
)]
pub trait ExecutionLogs {}

#[diagnostic::do_not_recommend]
impl ExecutionLogs for RestApi {}

#[diagnostic::do_not_recommend]
impl ExecutionLogs for WebSocketApi {}

/// An answer reaches the client while it is being made.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stream responses",
    label = "only REST APIs stream responses",
    note = "use a `RestApi`, a function URL, or send messages through a `WebSocketApi`"
)]
pub trait ResponseStreaming {}

#[diagnostic::do_not_recommend]
impl ResponseStreaming for RestApi {}

/// Bodies that are not text are declared by their media types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no binary media types",
    label = "only REST APIs must be told which bodies are binary",
    note = "an HTTP API hands on bodies that are not text as base64 by itself"
)]
pub trait BinaryMediaTypes {}

#[diagnostic::do_not_recommend]
impl BinaryMediaTypes for RestApi {}

/// Pages of other origins may call it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no CORS",
    label = "only REST and HTTP APIs answer preflight requests",
    note = "browsers ask no preflight for WebSockets: check the header `Origin` in the authorizer of `$connect`"
)]
pub trait CrossOrigin {}

#[diagnostic::do_not_recommend]
impl CrossOrigin for RestApi {}

#[diagnostic::do_not_recommend]
impl CrossOrigin for HttpApi {}

/// Routes, each found by a key: verb and path, or a part of the message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no routes",
    label = "only HTTP and WebSocket APIs have routes",
    note = "a REST API has resources and methods: `api.root().resource_for_path(\"users\").add_method(..)`"
)]
pub trait Routes {}

#[diagnostic::do_not_recommend]
impl Routes for HttpApi {}

#[diagnostic::do_not_recommend]
impl Routes for WebSocketApi {}

/// Its stages follow each change by themselves.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not deploy by itself",
    label = "only stages of HTTP and WebSocket APIs deploy by themselves",
    note = "a REST API needs nothing: each change makes a new deployment when the stack is deployed"
)]
pub trait AutoDeploy {}

#[diagnostic::do_not_recommend]
impl AutoDeploy for HttpApi {}

#[diagnostic::do_not_recommend]
impl AutoDeploy for WebSocketApi {}

/// Whoever has leave can send to its clients at any time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` keeps no connections",
    label = "only a `WebSocketApi` can send to its clients at any time",
    note = "a REST API can stream one response: `ResponseTransferMode::Stream`"
)]
pub trait ManageConnections {}

#[diagnostic::do_not_recommend]
impl ManageConnections for WebSocketApi {}

/// The route of a WebSocket API that lets clients in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` lets nobody in",
    label = "only the route `$connect` has an authorizer",
    note = "`WebSocketConnectRouteOptions::authorizer` protects every route, because nobody sends a message without a connection"
)]
pub trait Connecting {}

#[diagnostic::do_not_recommend]
impl Connecting for WebSocketConnectRouteOptions {}
