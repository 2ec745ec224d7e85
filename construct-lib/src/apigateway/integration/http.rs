//! An HTTP endpoint that answers.

use construct_core::{IntoValue, Value};

use super::options::{Options, setters};
use crate::apigateway::{
    HttpMethod, Integration, IntegrationConfig, IntegrationMapping, IntegrationType, Method,
};
use crate::value::value;

/// An HTTP endpoint that gets the whole request and gives the whole response.
///
/// Appears as the `HTTP_PROXY` integration of a method, called by the verb of
/// the method. A placeholder in the address, such as `{id}`, is filled by the
/// parameter of the method's path of that name.
///
/// # Errors
///
/// Synthesis reports `unknown-path-parameter` for a placeholder that nothing fills.
///
/// # Example
///
/// ```
/// use construct_lib::apigateway::{HttpIntegration, RestApi, RestApiProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_proxy(HttpIntegration::new("https://shop.example.com/{proxy}"));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpIntegration {
    url: Value<String>,
    http_method: Option<HttpMethod>,
    mapping: Option<IntegrationMapping>,
    options: Options,
}

impl HttpIntegration {
    setters!(timeout caching request_parameters streaming vpc_link);

    /// Calls this address by the verb of the method.
    pub fn new(url: impl IntoValue<String>) -> Self {
        Self { url: value(url), http_method: None, mapping: None, options: Options::default() }
    }

    /// The verb by which it is called; the method's by default. `Any` is the
    /// verb of the request.
    pub fn http_method(mut self, method: HttpMethod) -> Self {
        self.http_method = Some(method);
        self
    }

    /// Rewrites requests and answers, instead of handing on the whole request
    /// and the whole response.
    ///
    /// Appears as an `HTTP` integration.
    pub fn without_proxy(mut self, mapping: IntegrationMapping) -> Self {
        self.mapping = Some(mapping);
        self
    }
}

#[diagnostic::do_not_recommend]
impl Integration for HttpIntegration {
    fn bind(&self, method: &Method) -> IntegrationConfig {
        let kind = match self.mapping {
            None => IntegrationType::HttpProxy,
            Some(_) => IntegrationType::Http,
        };
        IntegrationConfig::new(kind)
            .integration_http_method(self.http_method.unwrap_or(method.http_method()))
            .uri(&self.url)
            .options(&self.options)
            .mapping(self.mapping.clone().unwrap_or_default())
    }
}
