//! An address on the internet that answers.

use construct_core::{IntoValue, Key, Value};

use super::common::{Common, common_setters};
use super::{
    HttpIntegrationConfig, HttpRouteIntegration, HttpRouteIntegrationBindOptions, ParameterMapping,
};
use crate::apigateway::HttpMethod;
use crate::apigatewayv2::common::IntegrationIdentity;
use crate::value::value;

/// An address on the internet that gets the request, and whose answer is given.
///
/// Appears as an integration of type `HTTP_PROXY`.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpMethod, HttpUrlIntegration};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let books = HttpUrlIntegration::new("Books", "https://books.example.com/{proxy}");
/// api.add_routes("/books/{proxy+}", [HttpMethod::Any], books);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpUrlIntegration {
    common: Common,
    url: Value<String>,
    method: HttpMethod,
}

common_setters!(HttpUrlIntegration);

impl HttpUrlIntegration {
    /// Calls this address by the verb of the request; parameters of the
    /// route's path can stand in it in braces.
    pub fn new(id: impl Into<Key>, url: impl IntoValue<String>) -> Self {
        Self { common: Common::new(id), url: value(url), method: HttpMethod::Any }
    }

    /// The verb by which it is called; that of the request by default.
    pub fn method(mut self, method: HttpMethod) -> Self {
        self.common.renew();
        self.method = method;
        self
    }
}

impl HttpRouteIntegration for HttpUrlIntegration {
    fn identity(&self) -> &IntegrationIdentity {
        self.common.identity()
    }

    fn bind(&self, _: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig {
        let mapping = self.common.mapping_or(ParameterMapping::new());
        let config = HttpIntegrationConfig::http_proxy(&self.url, self.method);
        self.common.apply(config.parameter_mapping(mapping))
    }
}
