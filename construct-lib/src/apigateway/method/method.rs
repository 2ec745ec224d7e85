//! `AWS::ApiGateway::Method`.

use construct_cfn::apigateway::{CfnMethod, CfnMethodProps};
use construct_core::{CfnResource, Construct, State};

use crate::Node;
use crate::apigateway::HttpMethod;
use crate::apigateway::Integration;
use crate::apigateway::Resource;
use crate::apigateway::RestApi;
use crate::apigateway::{Authorizer, MethodAuthorizer};

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

/// Who may call a method that no authorizer guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum AuthorizationType {
    /// Anyone.
    #[default]
    None,
    /// Whom a policy of IAM allows `execute-api:Invoke`.
    Iam,
}

impl AuthorizationType {
    fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Iam => "AWS_IAM",
        }
    }
}

/// One choice, so that an authorizer and a type never contradict each other.
#[derive(Debug, Clone)]
enum Authorization {
    Type(AuthorizationType),
    Authorizer(MethodAuthorizer),
}

/// What a method may have beside its integration.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct MethodOptions {
    api_key_required: Option<bool>,
    authorization: Option<Authorization>,
    operation_name: Option<String>,
}

impl MethodOptions {
    /// Nothing: anyone may call it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses requests without an API key, as usage plans count them.
    pub fn api_key_required(mut self, required: bool) -> Self {
        self.api_key_required = Some(required);
        self
    }

    /// Who may call it; anyone by default. Takes the place of an authorizer.
    pub fn authorization_type(mut self, authorization: AuthorizationType) -> Self {
        self.authorization = Some(Authorization::Type(authorization));
        self
    }

    /// Asks an authorizer who may call it. Takes the place of a type.
    ///
    /// Scopes that a token must have are part of the authorizer, for those that
    /// know scopes: [`CognitoUserPoolsAuthorizer::with_scopes`](crate::apigateway::CognitoUserPoolsAuthorizer::with_scopes).
    pub fn authorizer(mut self, authorizer: &impl Authorizer) -> Self {
        self.authorization = Some(Authorization::Authorizer(authorizer.method_authorizer()));
        self
    }

    /// The name that generated clients give the call.
    pub fn operation_name(mut self, name: impl Into<String>) -> Self {
        self.operation_name = Some(name.into());
        self
    }
}

/// Marks the node, so that the API finds its methods.
struct MethodState {
    http_method: HttpMethod,
}

impl State for MethodState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Method {
    #[track_caller]
    pub(in crate::apigateway) fn new(
        resource: &Resource,
        http_method: HttpMethod,
        integration: &dyn Integration,
        options: MethodOptions,
    ) -> Self {
        let node = Node::new(resource, http_method.name());
        node.set_state(MethodState { http_method });
        let method = Self { node, resource: resource.clone(), http_method };
        let config = integration.bind(&method);
        config.check(&method.node);
        let api = method.rest_api();
        if let Some(function) = config.function {
            api.follow_function(function);
        }
        let (authorization_type, authorizer) = match &options.authorization {
            None => (AuthorizationType::None.name(), None),
            Some(Authorization::Type(of)) => (of.name(), None),
            Some(Authorization::Authorizer(own)) => (own.authorization_type(), Some(own)),
        };
        if let Some(authorizer) = authorizer {
            authorizer.attach(&api, &method.node);
        }
        let props = CfnMethodProps::patch()
            .api_key_required(options.api_key_required)
            .authorization_scopes(authorizer.and_then(MethodAuthorizer::scopes))
            .authorization_type(authorization_type)
            .authorizer_id(authorizer.map(MethodAuthorizer::authorizer_id))
            .http_method(http_method.name())
            .integration(config.to_cfn())
            .method_responses(config.method_responses())
            .operation_name(options.operation_name)
            .resource_id(resource.resource_id())
            .rest_api_id(api.rest_api_id());
        CfnMethod::new(&method.node, "Resource", props);
        method
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

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnMethodProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Method {
    fn node(&self) -> &Node {
        &self.node
    }
}
