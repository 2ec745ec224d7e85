//! What a resource hands on to its methods and to what is below it.

use std::fmt;
use std::rc::Rc;

use construct_cfn::refs::ApiGatewayResourceId;
use construct_core::{IntoValue, Value};

use crate::apigateway::{CorsOptions, Integration, MethodOptions, RestApi};
use crate::value::value;

/// What a resource has for its methods, and for the resources below it.
///
/// What is not said here is taken from the resource above.
///
/// ```
/// use construct_lib::apigateway::{
///     CorsOptions, DefaultIntegration, HttpMethod, LambdaIntegration, MethodOptions, ResourceOptions,
///     RestApi, RestApiProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = ResourceOptions::new()
///     .default_integration(LambdaIntegration::new(&handler))
///     .default_method_options(MethodOptions::new().api_key_required(true))
///     .default_cors_preflight(CorsOptions::new(["https://shop.example.com"]));
/// let orders = api.root().add_resource_with("orders", options);
/// orders.add_method(HttpMethod::Post, DefaultIntegration);
/// orders.add_resource("{id}").add_method(HttpMethod::Get, DefaultIntegration);
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct ResourceOptions {
    pub(in crate::apigateway) integration: Option<Rc<dyn Integration>>,
    pub(in crate::apigateway) method: MethodOptions,
    pub(in crate::apigateway) cors: Option<CorsOptions>,
}

impl ResourceOptions {
    /// What the resource above has.
    pub fn new() -> Self {
        Self::default()
    }

    /// What answers the methods that are given
    /// [`DefaultIntegration`](crate::apigateway::DefaultIntegration).
    pub fn default_integration(mut self, integration: impl Integration + 'static) -> Self {
        self.integration = Some(Rc::new(integration));
        self
    }

    /// What methods have where their own options say nothing.
    pub fn default_method_options(mut self, options: MethodOptions) -> Self {
        self.method = options;
        self
    }

    /// Answers what browsers ask before a request from another origin.
    pub fn default_cors_preflight(mut self, options: CorsOptions) -> Self {
        self.cors = Some(options);
        self
    }

    /// These options, and those of the resource `above` for what they do not say.
    pub(super) fn or(self, above: &Self) -> Self {
        Self {
            integration: self.integration.or_else(|| above.integration.clone()),
            method: self.method.or(&above.method),
            cors: self.cors.or_else(|| above.cors.clone()),
        }
    }
}

impl fmt::Debug for ResourceOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceOptions")
            .field("method", &self.method)
            .field("cors", &self.cors)
            .finish_non_exhaustive()
    }
}

/// What is known of a resource that exists already.
///
/// See [`Resource::from_resource_attributes`](crate::apigateway::Resource::from_resource_attributes).
#[derive(Debug, Clone)]
#[must_use]
pub struct ResourceAttributes {
    pub(super) api: RestApi,
    pub(super) id: Value<ApiGatewayResourceId>,
    pub(super) path: String,
}

impl ResourceAttributes {
    /// A resource of this API, by its id and its whole path.
    pub fn new(
        api: &RestApi,
        resource_id: impl IntoValue<ApiGatewayResourceId>,
        path: impl Into<String>,
    ) -> Self {
        Self { api: api.clone(), id: value(resource_id), path: path.into() }
    }
}
