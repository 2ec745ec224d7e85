//! An answer that API Gateway gives itself.

use crate::apigateway::Method;
use crate::apigateway::{Integration, IntegrationConfig, IntegrationResponse, IntegrationType};

/// An answer that API Gateway gives itself.
///
/// Appears as the `MOCK` integration of a method.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct MockIntegration {
    status: u16,
    response: IntegrationResponse,
}

impl MockIntegration {
    /// Answers with this status and no body.
    pub fn new(status: u16) -> Self {
        Self { status, response: IntegrationResponse::new(status) }
    }

    /// Adds a header with a fixed value.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.response = self.response.header(name, value);
        self
    }

    /// The mapping template that makes the body.
    pub fn response_template(mut self, template: impl Into<String>) -> Self {
        self.response = self.response.template("application/json", template);
        self
    }
}

#[diagnostic::do_not_recommend]
impl Integration for MockIntegration {
    fn bind(&self, _method: &Method) -> IntegrationConfig {
        // The status that the request asks for chooses the response. One
        // without a body is asked for as 200, as the CDK does for CORS.
        let asked = if self.status == 204 { 200 } else { self.status };
        IntegrationConfig::new(IntegrationType::Mock)
            .request_template("application/json", format!("{{ statusCode: {asked} }}"))
            .response(self.response.clone())
    }
}
