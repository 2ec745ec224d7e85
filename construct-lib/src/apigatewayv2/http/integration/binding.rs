//! How an integration answers a route.

use std::fmt;

use construct_core::Construct;

use super::HttpIntegrationConfig;
use crate::Node;
use crate::apigatewayv2::common::IntegrationIdentity;
use crate::apigatewayv2::http::{HttpApi, HttpRouteKey};

/// What answers a route.
///
/// One of your own says which integration it is, and how it is called:
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpIntegrationConfig, HttpMethod, HttpRouteIntegration,
///     HttpRouteIntegrationBindOptions, HttpRouteKey, IntegrationIdentity,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// #[derive(Debug)]
/// struct Website(IntegrationIdentity);
///
/// impl HttpRouteIntegration for Website {
///     fn identity(&self) -> &IntegrationIdentity { &self.0 }
///
///     fn bind(&self, _: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig {
///         HttpIntegrationConfig::http_proxy("https://example.com", HttpMethod::Get)
///     }
/// }
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let website = Website(IntegrationIdentity::new("Website"));
/// api.add_route(HttpRouteKey::with("/", HttpMethod::Get), &website);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot answer the routes of an HTTP API",
    label = "expected an integration of HTTP APIs",
    note = "wrap a function: `HttpLambdaIntegration::new(\"Users\", &handler)`",
    note = "HTTP APIs have no mock integrations, and no AWS services but those with an `Http…Integration` of their own; use a `RestApi` for these"
)]
pub trait HttpRouteIntegration: fmt::Debug {
    /// Which integration it is: routes that are given the same share one resource.
    fn identity(&self) -> &IntegrationIdentity;

    /// Prepares what it needs, for the first route that uses it, and says how
    /// it is called.
    #[track_caller]
    fn bind(&self, options: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig;

    /// Prepares what it needs for each route.
    #[track_caller]
    fn complete_bind(&self, options: &HttpRouteIntegrationBindOptions<'_>) {
        let _ = options;
    }
}

impl<T: HttpRouteIntegration + ?Sized> HttpRouteIntegration for &T {
    fn identity(&self) -> &IntegrationIdentity {
        (**self).identity()
    }

    #[track_caller]
    fn bind(&self, options: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig {
        (**self).bind(options)
    }

    #[track_caller]
    fn complete_bind(&self, options: &HttpRouteIntegrationBindOptions<'_>) {
        (**self).complete_bind(options);
    }
}

/// The route that an integration answers.
#[derive(Debug)]
pub struct HttpRouteIntegrationBindOptions<'a> {
    scope: &'a Node,
    api: &'a HttpApi,
    route_key: &'a HttpRouteKey,
}

impl<'a> HttpRouteIntegrationBindOptions<'a> {
    pub(in crate::apigatewayv2) fn new(
        scope: &'a Node,
        api: &'a HttpApi,
        route_key: &'a HttpRouteKey,
    ) -> Self {
        Self { scope, api, route_key }
    }

    /// Where what the integration needs is defined.
    #[must_use]
    pub fn scope(&self) -> &'a dyn Construct {
        self.scope
    }

    /// The API of the route.
    #[must_use]
    pub fn http_api(&self) -> &'a HttpApi {
        self.api
    }

    /// The verb and the path of the route.
    #[must_use]
    pub fn route_key(&self) -> &'a HttpRouteKey {
        self.route_key
    }
}
