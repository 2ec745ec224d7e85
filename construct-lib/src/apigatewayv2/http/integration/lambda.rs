//! A function that answers.

use construct_core::Key;

use super::common::{Common, common_setters};
use super::{
    HttpIntegrationConfig, HttpRouteIntegration, HttpRouteIntegrationBindOptions, ParameterMapping,
    PayloadFormatVersion,
};
use crate::apigatewayv2::common::IntegrationIdentity;
use crate::lambda::{Function, permission_id, permit_invocation};

/// A function that gets the whole request and gives the whole response.
///
/// Appears as an integration of type `AWS_PROXY`, and as one
/// `AWS::Lambda::Permission` for each pair of API and function, below the
/// first route that calls it. That covers every route of the API and its
/// authorizers, and no other API.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpLambdaIntegration, HttpMethod};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let orders = HttpLambdaIntegration::new("Orders", &handler);
/// api.add_routes("/orders", [HttpMethod::Get, HttpMethod::Post], &orders);
/// api.add_routes("/orders/{id}", [HttpMethod::Get], &orders);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpLambdaIntegration {
    common: Common,
    function: Function,
    payload: PayloadFormatVersion,
    scope_permission_to_route: bool,
}

common_setters!(HttpLambdaIntegration);

impl HttpLambdaIntegration {
    /// Calls this function, with payload format 2.0.
    ///
    /// `id` is that of the integration below the first route that uses it.
    pub fn new(id: impl Into<Key>, function: &Function) -> Self {
        Self {
            common: Common::new(id),
            function: function.clone(),
            payload: PayloadFormatVersion::V2_0,
            scope_permission_to_route: false,
        }
    }

    /// In which shape the function gets a request; 2.0 by default.
    pub fn payload_format_version(mut self, version: PayloadFormatVersion) -> Self {
        self.common.renew();
        self.payload = version;
        self
    }

    /// Gives one permission for each route instead of one for the API.
    ///
    /// A function's policy takes about 30 of these.
    pub fn scope_permission_to_route(mut self) -> Self {
        self.common.renew();
        self.scope_permission_to_route = true;
        self
    }
}

impl HttpRouteIntegration for HttpLambdaIntegration {
    fn identity(&self) -> &IntegrationIdentity {
        self.common.identity()
    }

    fn bind(&self, _: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig {
        let mapping = self.common.mapping_or(ParameterMapping::new());
        let config = HttpIntegrationConfig::lambda(self.function.function_arn(), self.payload);
        self.common.apply(config.parameter_mapping(mapping))
    }

    #[track_caller]
    fn complete_bind(&self, options: &HttpRouteIntegrationBindOptions<'_>) {
        let api = options.http_api();
        api.follow_function(&self.function);
        if self.scope_permission_to_route {
            // Here a parameter of the path stands for itself.
            let path = options.route_key().path().unwrap_or_default();
            let arn = api.arn_of_calls(&format!("/*/*{path}"));
            let id = format!("{}-Permission", self.common.identity().id());
            return permit_invocation(options.scope(), &id, &self.function, arn);
        }
        let id = permission_id(api, &self.function);
        api.permit(options.scope(), &id, &self.function);
    }
}
