//! `AWS::ApiGateway::RequestValidator`.

use construct_cfn::apigateway::{CfnRequestValidator, CfnRequestValidatorProps};
use construct_cfn::refs::ApiGatewayRequestValidatorId;
use construct_core::{Construct, IntoValue, State, Value};

use crate::Node;
use crate::apigateway::RestApi;
use crate::check::own_resource;
use crate::value::value;

/// What a [`RequestValidator`] refuses.
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use]
pub struct RequestValidatorOptions {
    name: Value<String>,
    body: bool,
    parameters: bool,
}

impl RequestValidatorOptions {
    /// Nothing yet; named by AWS.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows.
    pub fn request_validator_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// Refuses bodies that do not fit the models of the method.
    pub fn validate_request_body(mut self) -> Self {
        self.body = true;
        self
    }

    /// Whether it refuses what a method demands of bodies and of parameters.
    pub(in crate::apigateway) fn covers(&self, body: bool, parameters: bool) -> bool {
        (self.body || !body) && (self.parameters || !parameters)
    }

    /// Refuses requests that lack a required parameter.
    pub fn validate_request_parameters(mut self) -> Self {
        self.parameters = true;
        self
    }
}

/// What a [`RequestValidator`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct RequestValidatorProps {
    api: RestApi,
    options: RequestValidatorOptions,
}

impl RequestValidatorProps {
    /// A validator of this API.
    pub fn new(api: &RestApi, options: RequestValidatorOptions) -> Self {
        Self { api: api.clone(), options }
    }
}

/// What refuses requests before they reach the integration.
///
/// Appears as [`AWS::ApiGateway::RequestValidator`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html).
/// A refused request is answered with status 400.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, MethodOptions, MockIntegration, RequestParameter, RequestValidatorOptions, RestApi,
///     RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = RequestValidatorOptions::new().validate_request_parameters();
/// let validator = api.add_request_validator("Parameters", options);
/// let options = MethodOptions::new()
///     .required_request_parameter(RequestParameter::header("X-Customer"))
///     .request_validator(&validator);
/// api.root().add_method_with(HttpMethod::Get, MockIntegration::new(200), options);
/// ```
#[derive(Debug, Clone)]
pub struct RequestValidator {
    node: Node,
}

struct RequestValidatorState {
    id: Value<ApiGatewayRequestValidatorId>,
}

impl State for RequestValidatorState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl RequestValidator {
    /// A validator of an API.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "props are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: RequestValidatorProps) -> Self {
        let node = Node::new(scope, id);
        let RequestValidatorProps { api, options } = &props;
        let props = CfnRequestValidatorProps::patch()
            .name(&options.name)
            .rest_api_id(api.rest_api_id())
            .validate_request_body(options.body.then_some(true))
            .validate_request_parameters(options.parameters.then_some(true));
        let cfn = CfnRequestValidator::new(&node, "Resource", props);
        node.set_state(RequestValidatorState { id: cfn.ref_() });
        Self { node }
    }

    /// A validator that exists already.
    #[track_caller]
    pub fn from_request_validator_id(
        scope: &dyn Construct,
        id: &str,
        request_validator_id: impl IntoValue<ApiGatewayRequestValidatorId>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(RequestValidatorState { id: value(request_validator_id) });
        Self { node }
    }

    /// The validator at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<RequestValidatorState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn request_validator_id(&self) -> Value<ApiGatewayRequestValidatorId> {
        self.node.read(|state: &RequestValidatorState| state.id.clone()).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnRequestValidatorProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for RequestValidator {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl RestApi {
    /// Adds a validator of requests, for methods to name.
    #[track_caller]
    pub fn add_request_validator(
        &self,
        id: &str,
        options: RequestValidatorOptions,
    ) -> RequestValidator {
        RequestValidator::new(self, id, RequestValidatorProps::new(self, options))
    }
}
