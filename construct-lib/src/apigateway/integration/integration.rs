//! What answers a request.

use super::config::IntegrationConfig;
use super::mock::MockIntegration;
use crate::apigateway::Method;
use crate::error::codes;
use crate::{Construct, Diagnostic};

/// What answers the requests to a method.
///
/// [`LambdaIntegration`](crate::apigateway::LambdaIntegration) and
/// [`HttpIntegration`](crate::apigateway::HttpIntegration) are two; one of your own says
/// how it is called by an [`IntegrationConfig`]:
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, Integration, IntegrationConfig, IntegrationType, Method, RestApi, RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// struct Website(&'static str);
///
/// impl Integration for Website {
///     fn bind(&self, _method: &Method) -> IntegrationConfig {
///         IntegrationConfig::new(IntegrationType::HttpProxy)
///             .integration_http_method(HttpMethod::Get)
///             .uri(self.0)
///     }
/// }
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, Website("https://example.com"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot answer the requests to a method",
    label = "expected an integration",
    note = "wrap a function: `LambdaIntegration::new(&handler)`"
)]
pub trait Integration {
    /// Prepares what it needs to answer `method`, and says how it is called.
    #[track_caller]
    fn bind(&self, method: &Method) -> IntegrationConfig;
}

/// The integration that the resource has for all its methods.
///
/// See [`ResourceOptions::default_integration`](crate::apigateway::ResourceOptions::default_integration)
/// and [`RestApiProps::default_integration`](crate::apigateway::RestApiProps::default_integration).
///
/// # Errors
///
/// Synthesis reports `missing-default-integration` when neither the resource
/// nor what is above it has one.
///
/// # Example
///
/// ```
/// use construct_lib::apigateway::{
///     DefaultIntegration, HttpMethod, LambdaIntegration, RestApi, RestApiProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let props = RestApiProps::new().default_integration(LambdaIntegration::new(&handler));
/// let orders = RestApi::new(&stack, "Api", props).root().add_resource("orders");
/// orders.add_method(HttpMethod::Get, DefaultIntegration);
/// orders.add_method(HttpMethod::Post, DefaultIntegration);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DefaultIntegration;

#[diagnostic::do_not_recommend]
impl Integration for DefaultIntegration {
    #[track_caller]
    fn bind(&self, method: &Method) -> IntegrationConfig {
        if let Some(integration) = method.resource().default_integration() {
            return integration.bind(method);
        }
        method.node().report(
            Diagnostic::error(
                codes::MISSING_DEFAULT_INTEGRATION,
                "the method asks for the default integration, and its resource has none",
            )
            .help("give one to `RestApiProps::default_integration` or `ResourceOptions::default_integration`"),
        );
        MockIntegration::new(500).bind(method)
    }
}
