//! `AWS::ApiGateway::Method`.

use construct_cfn::apigateway::{CfnMethod, CfnMethodProps};
use construct_cfn::refs::ApiGatewayRequestValidatorId;
use construct_core::{
    CfnResource, Construct, Entries, Expr, ResourceProps, State, UniqueNameOptions, Value,
};

use super::check;
use super::options::{Authorization, MethodOptions, Validator};
use super::path;
use super::response::{MethodResponse, models, to_cfn};
use crate::Node;
use crate::apigateway::{
    AuthorizationType, HttpMethod, Integration, MethodAuthorizer, RequestParameter, Resource,
    RestApi,
};
use crate::iam::{Grant, Grantable, PolicyStatement};

/// One verb of a resource, and what answers it.
///
/// Made by [`Resource::add_method`]. Appears as
/// [`AWS::ApiGateway::Method`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html).
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, MethodOptions, MockIntegration, RestApi, RestApiProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = MethodOptions::new().operation_name("CheckHealth");
/// let check = api.root().add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
/// assert_eq!(check.path(), "/");
/// ```
#[derive(Debug, Clone)]
pub struct Method {
    node: Node,
    resource: Resource,
    http_method: HttpMethod,
}

/// Marks the node, so that the API finds its methods.
struct MethodState {
    http_method: HttpMethod,
    responses: Vec<MethodResponse>,
}

impl State for MethodState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// The stage by which the console tests a method.
const TEST_STAGE: &str = "test-invoke-stage";

impl Method {
    #[track_caller]
    pub(in crate::apigateway) fn new(
        resource: &Resource,
        http_method: HttpMethod,
        integration: &dyn Integration,
        options: MethodOptions,
    ) -> Self {
        if let Some(first) = resource.method(http_method) {
            check::report_duplicate(&first);
            return first;
        }
        let node = Node::new(resource, http_method.name());
        node.set_state(MethodState { http_method, responses: Vec::new() });
        let method = Self { node, resource: resource.clone(), http_method };
        let mut config = integration.bind(&method);
        let path = method.path();
        let path_parameters = path::parameters(&path);
        config.fill_placeholders(&path_parameters);
        config.check(&method);
        let parameters = check::parameters(&method.node, &path, &options, config.parameters());
        let api = method.rest_api();
        if let Some(function) = config.function {
            api.follow_function(function);
        }
        let mut responses = options.responses;
        config.add_responses(&mut responses);
        check::responses(&method.node, &responses);
        let (authorization_type, authorizer) = match &options.authorization {
            None => (AuthorizationType::None.name(), None),
            Some(Authorization::Type(of)) => (of.name(), None),
            Some(Authorization::Authorizer(own)) => (own.authorization_type(), Some(own)),
        };
        check::credentials(&method.node, &config, authorization_type);
        if let Some(authorizer) = authorizer {
            authorizer.attach(&api, &method.node);
        }
        if options.api_key_required == Some(true) {
            api.note_api_key_required();
        }
        let props = CfnMethodProps::patch()
            .api_key_required(options.api_key_required)
            .authorization_scopes(authorizer.and_then(MethodAuthorizer::scopes))
            .authorization_type(authorization_type)
            .authorizer_id(authorizer.map(MethodAuthorizer::authorizer_id))
            .http_method(http_method.name())
            .integration(config.to_cfn())
            .method_responses(to_cfn(&responses))
            .operation_name(options.operation_name)
            .request_models(models(&options.request_models))
            .request_parameters(declared(&parameters))
            .request_validator_id(options.validator.map(|v| method.validator_id(v)))
            .resource_id(resource.resource_id())
            .rest_api_id(api.rest_api_id());
        CfnMethod::new(&method.node, "Resource", props);
        method.node.update(|state: &mut MethodState| state.responses = responses);
        method
    }

    /// A validator of its own stands beside those of the API, under a name
    /// that says whose it is.
    #[track_caller]
    fn validator_id(&self, validator: Validator) -> Value<ApiGatewayRequestValidatorId> {
        match validator {
            Validator::Existing(id) => id,
            Validator::Own(options) => {
                let place = Node::new(self, "Validator");
                let id = place.unique_resource_name(&UniqueNameOptions::new());
                self.rest_api().add_request_validator(&id, options).request_validator_id()
            }
        }
    }

    /// The method at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let http_method = node.read(|state: &MethodState| state.http_method)?;
        Some(Self { node: node.clone(), resource: Resource::at(&node.scope()?)?, http_method })
    }

    /// Whether there is a method at this node.
    pub(in crate::apigateway) fn is_at(node: &Node) -> bool {
        node.has_state::<MethodState>()
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.resource.rest_api()
    }

    /// The resource that it belongs to.
    #[must_use]
    pub fn resource(&self) -> Resource {
        self.resource.clone()
    }

    /// The verb.
    #[must_use]
    pub fn http_method(&self) -> HttpMethod {
        self.http_method
    }

    /// The path of its resource, for example `/users/{id}`.
    #[must_use]
    pub fn path(&self) -> String {
        self.resource.path()
    }

    /// The ARN of calls to it in the stage of the API; in any stage when the
    /// API has none of its own. A parameter of the path stands for anything.
    #[must_use]
    pub fn method_arn(&self) -> Value<String> {
        let stage = self.rest_api().deployment_stage();
        self.arn_in(stage.map_or(Expr::text("*"), |stage| stage.stage_name().into()))
    }

    /// The ARN of the calls by which the console tests it.
    #[must_use]
    pub fn test_method_arn(&self) -> Value<String> {
        self.arn_in(Expr::text(TEST_STAGE))
    }

    pub(in crate::apigateway) fn arn_in(&self, stage: Expr) -> Value<String> {
        let stage: Value<String> = Value::of(stage);
        self.rest_api().arn_for_execute_api(self.http_method, &self.path(), stage)
    }

    /// Grants `grantee` permission to call it, which counts when it is
    /// authorized by IAM.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported without a role.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_lib::apigateway::{
    ///     AuthorizationType, HttpMethod, MethodOptions, MockIntegration, RestApi, RestApiProps,
    /// };
    /// use construct_lib::lambda::{Function, FunctionProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// let options = MethodOptions::new().authorization_type(AuthorizationType::Iam);
    /// let check = api.root().add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
    /// let watcher = Function::new(&stack, "Watcher", FunctionProps::rust("watcher"));
    /// check.grant_execute(&watcher);
    /// ```
    #[track_caller]
    pub fn grant_execute(&self, grantee: &dyn Grantable) -> Grant {
        let invoke = PolicyStatement::allow().actions(["execute-api:Invoke"]);
        Grant::add_to_principal(grantee, invoke.resource(self.method_arn()), self)
    }

    /// Adds an answer that it gives. One of the same status adds its headers
    /// and models.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-status-code`.
    pub fn add_method_response(&self, response: MethodResponse) {
        let all = self.node.update(|state: &mut MethodState| {
            response.add_to(&mut state.responses);
            state.responses.clone()
        });
        if let (Some(all), Some(cfn)) = (all, CfnResource::at(&self.node)) {
            check::responses(&self.node, &all);
            cfn.set_props(CfnMethodProps::patch().method_responses(to_cfn(&all)).into_props());
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnMethodProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

/// The parameters of a request, each with whether it must be there; nothing
/// when there are none.
fn declared(parameters: &[(RequestParameter, bool)]) -> Option<Entries<bool>> {
    let set = |all: Entries<bool>, (parameter, required): &(RequestParameter, bool)| {
        all.set(parameter.to_string(), *required)
    };
    (!parameters.is_empty()).then(|| parameters.iter().fold(Entries::new(), set))
}

impl Construct for Method {
    fn node(&self) -> &Node {
        &self.node
    }
}
