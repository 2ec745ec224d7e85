//! What answers a request.

use std::time::Duration;

use construct_cfn::apigateway::method as l1;
use construct_core::{Entries, IntoValue, NodeId, Value};

use crate::apigateway::HttpMethod;
use crate::apigateway::Method;
use crate::error::codes;
use crate::lambda::Function;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What answers the requests to a method.
///
/// [`LambdaIntegration`](crate::apigateway::LambdaIntegration) and
/// [`MockIntegration`](crate::apigateway::MockIntegration) are two; one of your own says
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
    fn bind(&self, method: &Method) -> IntegrationConfig;
}

/// What API Gateway does with a request; see AWS on
/// [integration types](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntegrationType {
    /// Calls an action of an AWS service, with mapping templates.
    Aws,
    /// Hands the whole request to a function.
    AwsProxy,
    /// Calls an HTTP endpoint, with mapping templates.
    Http,
    /// Hands the whole request to an HTTP endpoint.
    HttpProxy,
    /// Answers itself.
    Mock,
}

impl IntegrationType {
    fn to_value(self) -> Value<l1::IntegrationType> {
        match self {
            Self::Aws => l1::IntegrationType::AWS,
            Self::AwsProxy => l1::IntegrationType::AWS_PROXY,
            Self::Http => l1::IntegrationType::HTTP,
            Self::HttpProxy => l1::IntegrationType::HTTP_PROXY,
            Self::Mock => l1::IntegrationType::MOCK,
        }
    }
}

/// How an integration is called, and how its answers become the method's.
///
/// Appears as the `Integration` and the `MethodResponses` of a method.
#[derive(Debug, Clone)]
#[must_use]
pub struct IntegrationConfig {
    kind: IntegrationType,
    http_method: Option<HttpMethod>,
    uri: Value<String>,
    timeout: Option<Duration>,
    request_templates: Vec<(String, String)>,
    responses: Vec<IntegrationResponse>,
    pub(in crate::apigateway) function: Option<NodeId>,
}

impl IntegrationConfig {
    /// An integration of this type.
    pub fn new(kind: IntegrationType) -> Self {
        Self {
            kind,
            http_method: None,
            uri: Value::unset(),
            timeout: None,
            request_templates: Vec::new(),
            responses: Vec::new(),
            function: None,
        }
    }

    /// The verb by which it is called, which need not be the method's.
    pub fn integration_http_method(mut self, method: HttpMethod) -> Self {
        self.http_method = Some(method);
        self
    }

    /// What is called.
    pub fn uri(mut self, uri: impl IntoValue<String>) -> Self {
        self.uri = value(uri);
        self
    }

    /// How long it is waited for; 29 seconds by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` below 50 milliseconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The mapping template for requests of this content type.
    pub fn request_template(
        mut self,
        content_type: impl Into<String>,
        template: impl Into<String>,
    ) -> Self {
        self.request_templates.push((content_type.into(), template.into()));
        self
    }

    /// Adds an answer that the integration can give.
    pub fn response(mut self, response: IntegrationResponse) -> Self {
        self.responses.push(response);
        self
    }

    /// The function that answers: when it is replaced, the API is deployed again.
    pub fn function(mut self, function: &Function) -> Self {
        self.function = function.resource_id();
        self
    }

    pub(in crate::apigateway) fn check(&self, node: &Node) {
        if let Some(timeout) = self.timeout
            && timeout < Duration::from_millis(50)
        {
            node.report(
                Diagnostic::error(
                    codes::TIMEOUT_OUT_OF_RANGE,
                    format!("an integration is waited for at least 50ms, got {timeout:?}"),
                )
                .help("leave it out to wait for 29 seconds"),
            );
        }
    }

    pub(in crate::apigateway) fn to_cfn(&self) -> l1::Integration {
        let milliseconds = |t: Duration| i64::try_from(t.as_millis()).unwrap_or(i64::MAX);
        let responses: Vec<_> = self.responses.iter().map(IntegrationResponse::to_cfn).collect();
        l1::Integration::new(self.kind.to_value())
            .integration_http_method(self.http_method.map(HttpMethod::name))
            .integration_responses((!responses.is_empty()).then_some(responses))
            .request_templates(texts(&self.request_templates))
            .timeout_in_millis(self.timeout.map(milliseconds))
            .uri(&self.uri)
    }

    /// What the method says that it may answer.
    pub(in crate::apigateway) fn method_responses(&self) -> Option<Vec<l1::MethodResponse>> {
        let all: Vec<_> =
            self.responses.iter().map(IntegrationResponse::to_method_response).collect();
        (!all.is_empty()).then_some(all)
    }
}

/// One answer that an integration can give.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct IntegrationResponse {
    status: u16,
    headers: Vec<(String, String)>,
    templates: Vec<(String, String)>,
}

impl IntegrationResponse {
    /// An answer with this status.
    pub fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), templates: Vec::new() }
    }

    /// Adds a header with a fixed value.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The mapping template that makes the body for this content type.
    pub fn template(
        mut self,
        content_type: impl Into<String>,
        template: impl Into<String>,
    ) -> Self {
        self.templates.push((content_type.into(), template.into()));
        self
    }

    fn to_cfn(&self) -> l1::IntegrationResponse {
        let headers = self.headers.iter();
        let values: Vec<_> = headers.map(|(n, v)| (header(n), format!("'{v}'"))).collect();
        l1::IntegrationResponse::new(self.status.to_string())
            .response_parameters(texts(&values))
            .response_templates(texts(&self.templates))
    }

    fn to_method_response(&self) -> l1::MethodResponse {
        let entries = self.headers.iter().map(|(n, _)| (header(n), true));
        let allowed = entries.fold(Entries::new(), |all, (n, is)| all.set(n, is));
        l1::MethodResponse::new(self.status.to_string())
            .response_parameters((!self.headers.is_empty()).then_some(allowed))
    }
}

/// The name of a header of the method's answer, in a mapping.
fn header(name: &str) -> String {
    format!("method.response.header.{name}")
}

/// An object of texts; nothing when it would be empty.
fn texts(entries: &[(String, String)]) -> Option<Entries<String>> {
    let all = entries.iter().fold(Entries::new(), |all, (name, text)| all.set(name.clone(), text));
    (!entries.is_empty()).then_some(all)
}
