//! What a domain can be mapped to.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{Construct, Value};

/// A stage of an HTTP or a WebSocket API.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no stage of an HTTP or a WebSocket API",
    label = "expected an `HttpStage` or a `WebSocketStage`",
    note = "an API's own stage is `api.default_stage()`",
    note = "stages of REST APIs are mapped by the domain names of `apigateway`"
)]
pub trait ApiStage: Construct {
    /// The id of its API.
    fn api_id(&self) -> Value<ApiGatewayV2ApiId>;

    /// Its name.
    fn stage_name(&self) -> Value<String>;

    /// Whether clients also reach the API at the address that AWS gives it.
    fn has_own_endpoint(&self) -> bool;
}
