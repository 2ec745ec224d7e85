//! What the three kinds of API can do.
//!
//! API Gateway has REST, HTTP and WebSocket APIs, and each can do things that
//! the others cannot. What a kind cannot do does not compile, and the message
//! says which kinds can, and why: each trait here is one ability, implemented
//! by the APIs that have it.
//!
//! See AWS on [choosing between REST and HTTP APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html).

use super::RestApi;

/// APIs whose clients can be told apart by keys.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no API keys",
    label = "only REST and WebSocket APIs have API keys",
    note = "keys are counted by usage plans, which AWS does not have for HTTP APIs",
    note = "use a `RestApi`, or tell clients of an HTTP API apart by an authorizer"
)]
pub trait ApiKeys {}

impl ApiKeys for RestApi {}
