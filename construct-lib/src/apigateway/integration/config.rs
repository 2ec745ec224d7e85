//! How an integration is called.

use construct_cfn::apigateway::method as l1;
use construct_core::{IntoValue, NodeId, Value};

use super::address::Address;
use super::mapping::{ContentHandling, IntegrationMapping, PassthroughBehavior, texts};
use super::options::{Credentials, Options, setters};
use super::source::{IntegrationParameter, RequestSource, Source};
use crate::apigateway::{HttpMethod, MethodResponse, RequestParameter};
use crate::lambda::Function;
use crate::value::value;

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

    pub(super) fn is_proxy(self) -> bool {
        matches!(self, Self::AwsProxy | Self::HttpProxy)
    }

    pub(super) fn is_http(self) -> bool {
        matches!(self, Self::Http | Self::HttpProxy)
    }
}

/// How an integration is called, and how its answers become the method's.
///
/// Appears as the `Integration` of a method, and in its `MethodResponses`. See
/// [`Integration`](super::Integration) for an integration of your own.
#[derive(Debug, Clone)]
#[must_use]
pub struct IntegrationConfig {
    pub(super) kind: IntegrationType,
    pub(super) http_method: Option<HttpMethod>,
    pub(super) uri: Value<String>,
    pub(super) options: Options,
    pub(super) mapping: IntegrationMapping,
    responses: Vec<MethodResponse>,
    pub(in crate::apigateway) function: Option<NodeId>,
}

impl IntegrationConfig {
    setters!(timeout caching request_parameters credentials streaming vpc_link);

    /// An integration of this type.
    pub fn new(kind: IntegrationType) -> Self {
        Self {
            kind,
            http_method: None,
            uri: Value::unset(),
            options: Options::default(),
            mapping: IntegrationMapping::new(),
            responses: Vec::new(),
            function: None,
        }
    }

    pub(super) fn options(mut self, options: &Options) -> Self {
        self.options = options.clone();
        self
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

    /// How requests and answers are rewritten.
    pub fn mapping(mut self, mapping: IntegrationMapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// Adds an answer to those that the method says it gives. What the mapping
    /// answers is there already.
    pub fn method_response(mut self, response: MethodResponse) -> Self {
        response.add_to(&mut self.responses);
        self
    }

    /// The function that answers: when it is replaced, the API is deployed again.
    pub fn function(mut self, function: &Function) -> Self {
        self.function = function.resource_id();
        self
    }

    /// As [`function`](Self::function), for a resource that is no function.
    pub(super) fn follow(mut self, resource: NodeId) -> Self {
        self.function = Some(resource);
        self
    }

    pub(in crate::apigateway) fn is_called_as_caller(&self) -> bool {
        matches!(self.options.credentials, Credentials::Caller)
    }

    /// Fills placeholders of the address by the parameters of the path that
    /// are called the same.
    pub(in crate::apigateway) fn fill_placeholders(&mut self, path_parameters: &[&str]) {
        if self.kind == IntegrationType::AwsProxy {
            return;
        }
        for name in Address::of(&self.uri).placeholders() {
            let is_filled = self.is_filled(&name);
            if !is_filled && path_parameters.contains(&&*name) {
                let source = RequestSource::parameter(RequestParameter::path(&*name));
                self.options.map(IntegrationParameter::path(name), source);
            }
        }
    }

    /// Whether something is mapped to a placeholder of the address.
    pub(super) fn is_filled(&self, name: &str) -> bool {
        self.options.request_parameters.iter().any(|(to, _)| to.placeholder() == Some(name))
    }

    /// The parameters of the request that it reads.
    pub(in crate::apigateway) fn parameters(&self) -> impl Iterator<Item = &RequestParameter> {
        let mapped = self.options.request_parameters.iter().filter_map(|(_, from)| match &from.0 {
            Source::Parameter(parameter) => Some(parameter),
            _ => None,
        });
        mapped.chain(&self.options.cache_key_parameters)
    }

    /// Adds the answers that the method must declare to those that it declares.
    pub(in crate::apigateway) fn add_responses(&self, all: &mut Vec<MethodResponse>) {
        for response in &self.responses {
            response.clone().add_to(all);
        }
        for response in &self.mapping.responses {
            response.to_method_response().add_to(all);
        }
    }

    pub(in crate::apigateway) fn to_cfn(&self) -> l1::Integration {
        let (mapping, options) = (&self.mapping, &self.options);
        let (link, target) = options.link();
        let is_linked = !link.expr().is_unset();
        l1::Integration::new(self.kind.to_value())
            .cache_key_parameters(options.cache_keys())
            .cache_namespace(options.cache_namespace.as_ref())
            .connection_id(link)
            .connection_type(is_linked.then_some(l1::ConnectionType::VPC_LINK))
            .content_handling(mapping.content_handling.map(ContentHandling::to_value))
            .credentials(options.credentials_arn())
            .integration_http_method(self.http_method.map(HttpMethod::name))
            .integration_responses(mapping.to_responses())
            .integration_target(target)
            .passthrough_behavior(mapping.passthrough.map(PassthroughBehavior::to_value))
            .request_parameters(options.parameters())
            .request_templates(texts(&mapping.request_templates))
            .response_transfer_mode(options.mode())
            .timeout_in_millis(options.timeout_in_millis())
            .uri(&self.uri)
    }
}
