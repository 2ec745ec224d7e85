//! Authorizers that need no resource.

use super::{HttpRouteAuthorizer, HttpRouteAuthorizerConfig};
use crate::apigatewayv2::http::HttpApi;

/// Lets in whom a policy of IAM allows `execute-api:Invoke`.
///
/// Clients sign their requests. See
/// [`HttpRoute::grant_invoke`](crate::apigatewayv2::HttpRoute::grant_invoke).
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpIamAuthorizer, HttpLambdaIntegration, HttpMethod, HttpRouteKey,
///     HttpRouteOptions,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let orders = Function::new(&stack, "Orders", FunctionProps::rust("orders"));
/// let report = Function::new(&stack, "Report", FunctionProps::rust("report"));
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let route = api.add_route_with(
///     HttpRouteKey::with("/orders", HttpMethod::Get),
///     &HttpLambdaIntegration::new("Orders", &orders),
///     HttpRouteOptions::new().authorizer(&HttpIamAuthorizer),
/// );
/// route.grant_invoke(&report);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpIamAuthorizer;

impl HttpRouteAuthorizer for HttpIamAuthorizer {
    fn bind(&self, _api: &HttpApi) -> HttpRouteAuthorizerConfig {
        HttpRouteAuthorizerConfig::iam()
    }
}

/// Lets in everyone, where the API's default authorizer would not.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpNoneAuthorizer, HttpRouteOptions};
///
/// let health_check = HttpRouteOptions::new().authorizer(&HttpNoneAuthorizer);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpNoneAuthorizer;

impl HttpRouteAuthorizer for HttpNoneAuthorizer {
    fn bind(&self, _api: &HttpApi) -> HttpRouteAuthorizerConfig {
        HttpRouteAuthorizerConfig::none()
    }
}
