//! An answer that API Gateway gives itself.

use construct_core::IntoValue;

use crate::apigateway::{
    ContentHandling, Integration, IntegrationConfig, IntegrationMapping, IntegrationResponse,
    IntegrationType, Method, ResponseSource,
};

/// An answer that API Gateway gives itself.
///
/// Appears as the `MOCK` integration of a method.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, IntegrationMapping, IntegrationResponse, MockIntegration, RestApi, RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
///
/// let template = r#"{ "statusCode": #if($input.params('id') == "0") 404 #else 200 #end }"#;
/// let mapping = IntegrationMapping::new()
///     .request_template("application/json", template)
///     .response(IntegrationResponse::new(200))
///     .response(IntegrationResponse::new(404).selection_pattern("404"));
/// let order = api.root().add_resource("{id}");
/// order.add_method(HttpMethod::Get, MockIntegration::mapped(mapping));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct MockIntegration(Answer);

#[derive(Debug, Clone)]
enum Answer {
    One(IntegrationResponse, Option<ContentHandling>),
    Mapped(IntegrationMapping),
}

impl MockIntegration {
    /// Answers with this status and no body.
    pub fn new(status_code: u16) -> Self {
        Self(Answer::One(IntegrationResponse::new(status_code), None))
    }

    /// Answers as a mapping says: its templates make an object with a
    /// `statusCode`, which chooses among its answers.
    pub fn mapped(mapping: IntegrationMapping) -> Self {
        Self(Answer::Mapped(mapping))
    }

    /// Adds a header to the one answer: a fixed text, or a [`ResponseSource`].
    /// A mapping has its own.
    pub fn header(self, name: impl Into<String>, source: impl Into<ResponseSource>) -> Self {
        self.change(|response| response.header(name, source))
    }

    /// The mapping template that makes the body of the one answer. A mapping
    /// has its own.
    pub fn response_template(self, template: impl IntoValue<String>) -> Self {
        self.change(|response| response.template("application/json", template))
    }

    /// What becomes of the body of a request; it stays as it is by default. A
    /// mapping has its own.
    ///
    /// An API that takes every body for binary
    /// ([`RestApiProps::binary_media_types`](crate::apigateway::RestApiProps::binary_media_types)
    /// with `*/*`) fails here without [`ContentHandling::ConvertToText`].
    pub fn content_handling(self, handling: ContentHandling) -> Self {
        Self(match self.0 {
            Answer::One(response, _) => Answer::One(response, Some(handling)),
            mapped @ Answer::Mapped(_) => mapped,
        })
    }

    fn change(self, f: impl FnOnce(IntegrationResponse) -> IntegrationResponse) -> Self {
        Self(match self.0 {
            Answer::One(response, handling) => Answer::One(f(response), handling),
            mapped @ Answer::Mapped(_) => mapped,
        })
    }
}

#[diagnostic::do_not_recommend]
impl Integration for MockIntegration {
    fn bind(&self, _method: &Method) -> IntegrationConfig {
        self.config()
    }
}

impl MockIntegration {
    /// How it is called, which is the same for all methods.
    pub(in crate::apigateway) fn config(&self) -> IntegrationConfig {
        let mapping = match &self.0 {
            Answer::Mapped(mapping) => mapping.clone(),
            Answer::One(response, handling) => {
                // The status that the request asks for chooses the response. One
                // without a body is asked for as 200, as the CDK does for CORS.
                let asked = if response.status == 204 { 200 } else { response.status };
                let mapping = IntegrationMapping::new()
                    .request_template("application/json", format!("{{ statusCode: {asked} }}"))
                    .response(response.clone());
                match handling {
                    Some(handling) => mapping.content_handling(*handling),
                    None => mapping,
                }
            }
        };
        IntegrationConfig::new(IntegrationType::Mock).mapping(mapping)
    }
}
