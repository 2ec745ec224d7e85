//! An HTTP API that exists already.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{IntoValue, Value};

use crate::value::value;

/// What is known of an HTTP API that exists already.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpApiAttributes};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let attributes = HttpApiAttributes::new("abc123defg")
///     .api_endpoint("https://abc123defg.execute-api.eu-west-1.amazonaws.com");
/// let api = HttpApi::from_http_api_attributes(&stack, "Api", attributes);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpApiAttributes {
    pub(super) id: Value<ApiGatewayV2ApiId>,
    pub(super) endpoint: Value<String>,
}

impl HttpApiAttributes {
    /// The API with this id.
    pub fn new(http_api_id: impl IntoValue<ApiGatewayV2ApiId>) -> Self {
        Self { id: value(http_api_id), endpoint: Value::unset() }
    }

    /// Its address.
    pub fn api_endpoint(mut self, endpoint: impl IntoValue<String>) -> Self {
        self.endpoint = value(endpoint);
        self
    }
}
