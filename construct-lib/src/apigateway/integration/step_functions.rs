//! A state machine that answers.

use construct_core::{CfnResource, Construct, Expr, IntoValue, NodeId, Token, Value, intrinsic};

use super::aws::service_uri;
use super::options::{Options, setters};
use super::role::role_of;
use super::state_machine_templates as templates;
use crate::Node;
use crate::apigateway::{
    HttpMethod, Integration, IntegrationConfig, IntegrationMapping, IntegrationResponse,
    IntegrationType, Method, MethodResponse, Model, PassthroughBehavior,
};
use crate::iam::PolicyStatement;
use crate::value::value;

/// An express state machine that answers with its output.
///
/// Appears as the `AWS` integration of a method that calls
/// `StartSyncExecution`, with a role that may start this machine alone, unless
/// one is given. The machine gets an object with the `body` of the request,
/// which must be JSON, the parameters of its `path` and its `querystring`, and
/// more if asked. An execution that does not succeed is answered with status 500.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, RestApi, RestApiProps, StepFunctionsIntegration};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let machine = "arn:aws:states:us-east-1:111122223333:stateMachine:order";
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let order = StepFunctionsIntegration::start_execution(machine).headers(true);
/// api.root().add_resource("orders").add_method(HttpMethod::Post, order);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct StepFunctionsIntegration {
    machine: Value<String>,
    input: Input,
    mapping: Option<IntegrationMapping>,
    default_responses: bool,
    options: Options,
}

/// What a machine gets beside the body.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) headers: bool,
    pub(super) querystring: bool,
    pub(super) path: bool,
    pub(super) authorizer: bool,
    pub(super) context: Vec<RequestContext>,
}

/// What API Gateway knows of a request; see AWS on
/// [`$context`](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestContext {
    /// The account of the caller.
    AccountId,
    /// The id of the API.
    ApiId,
    /// The API key of the request.
    ApiKey,
    /// For whom an authorizer took the caller.
    AuthorizerPrincipalId,
    /// The principal that signed the request.
    Caller,
    /// Who signed the caller in.
    CognitoAuthenticationProvider,
    /// Whether the caller is signed in.
    CognitoAuthenticationType,
    /// The caller's identity in Cognito.
    CognitoIdentityId,
    /// The pool of that identity.
    CognitoIdentityPoolId,
    /// The verb.
    HttpMethod,
    /// The stage.
    Stage,
    /// From which address the request came.
    SourceIp,
    /// The user that signed the request.
    User,
    /// The program that made the request.
    UserAgent,
    /// The ARN of the user that signed the request.
    UserArn,
    /// The id of the request.
    RequestId,
    /// The id of the resource.
    ResourceId,
    /// The path of the resource.
    ResourcePath,
}

impl RequestContext {
    /// The name that the machine gets, and where it stands in `$context`.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::AccountId => ("accountId", "identity.accountId"),
            Self::ApiId => ("apiId", "apiId"),
            Self::ApiKey => ("apiKey", "identity.apiKey"),
            Self::AuthorizerPrincipalId => ("authorizerPrincipalId", "authorizer.principalId"),
            Self::Caller => ("caller", "identity.caller"),
            Self::CognitoAuthenticationProvider => {
                ("cognitoAuthenticationProvider", "identity.cognitoAuthenticationProvider")
            }
            Self::CognitoAuthenticationType => {
                ("cognitoAuthenticationType", "identity.cognitoAuthenticationType")
            }
            Self::CognitoIdentityId => ("cognitoIdentityId", "identity.cognitoIdentityId"),
            Self::CognitoIdentityPoolId => {
                ("cognitoIdentityPoolId", "identity.cognitoIdentityPoolId")
            }
            Self::HttpMethod => ("httpMethod", "httpMethod"),
            Self::Stage => ("stage", "stage"),
            Self::SourceIp => ("sourceIp", "identity.sourceIp"),
            Self::User => ("user", "identity.user"),
            Self::UserAgent => ("userAgent", "identity.userAgent"),
            Self::UserArn => ("userArn", "identity.userArn"),
            Self::RequestId => ("requestId", "requestId"),
            Self::ResourceId => ("resourceId", "resourceId"),
            Self::ResourcePath => ("resourcePath", "resourcePath"),
        }
    }
}

impl StepFunctionsIntegration {
    setters!(timeout caching request_parameters credentials);

    /// Runs this express machine, by its ARN, and waits for its output.
    pub fn start_execution(state_machine_arn: impl IntoValue<String>) -> Self {
        let input = Input {
            headers: false,
            querystring: true,
            path: true,
            authorizer: false,
            context: Vec::new(),
        };
        Self {
            machine: value(state_machine_arn),
            input,
            mapping: None,
            default_responses: true,
            options: Options::default(),
        }
    }

    /// Whether the machine gets the headers, as `header`; not by default.
    pub fn headers(mut self, included: bool) -> Self {
        self.input.headers = included;
        self
    }

    /// Whether it gets the parameters of the query, as `querystring`; by default it does.
    pub fn querystring(mut self, included: bool) -> Self {
        self.input.querystring = included;
        self
    }

    /// Whether it gets the parameters of the path, as `path`; by default it does.
    pub fn path(mut self, included: bool) -> Self {
        self.input.path = included;
        self
    }

    /// Whether it gets what an authorizer found out, as `authorizer`; not by default.
    pub fn authorizer(mut self, included: bool) -> Self {
        self.input.authorizer = included;
        self
    }

    /// What of the request's context it gets, as `requestContext`; nothing by default.
    pub fn request_context(mut self, fields: impl IntoIterator<Item = RequestContext>) -> Self {
        self.input.context = fields.into_iter().collect();
        self.input.context.sort_unstable();
        self.input.context.dedup();
        self
    }

    /// Rewrites requests and answers in another way.
    pub fn mapping(mut self, mapping: IntegrationMapping) -> Self {
        self.mapping = Some(mapping);
        self
    }

    /// Says of the method only which statuses it answers, and no models of
    /// their bodies: those are `Empty` for 200, and `Error` for 400 and 500.
    pub fn without_default_method_responses(mut self) -> Self {
        self.default_responses = false;
        self
    }

    fn own_mapping(&self) -> IntegrationMapping {
        let request = templates::request(&self.input);
        let request = intrinsic::concat([
            Expr::from(request.before_arn),
            self.machine.expr().clone(),
            Expr::from(request.behind_arn),
        ]);
        let answer = |status| IntegrationResponse::new(status);
        IntegrationMapping::new()
            .passthrough_behavior(PassthroughBehavior::Never)
            .request_template(JSON, request)
            .response(answer(200).template(JSON, templates::OUTPUT))
            .response(
                answer(400).selection_pattern("4\\d{2}").template(JSON, templates::BAD_REQUEST),
            )
            .response(answer(500).selection_pattern("5\\d{2}").template(JSON, templates::FAILURE))
    }
}

const JSON: &str = "application/json";

#[diagnostic::do_not_recommend]
impl Integration for StepFunctionsIntegration {
    #[track_caller]
    fn bind(&self, method: &Method) -> IntegrationConfig {
        let action = Value::lit("action/StartSyncExecution");
        let mut config = IntegrationConfig::new(IntegrationType::Aws)
            .integration_http_method(HttpMethod::Post)
            .uri(service_uri(method, "states", &Value::unset(), action))
            .options(&self.options)
            .mapping(self.mapping.clone().unwrap_or_else(|| self.own_mapping()));
        if self.default_responses {
            for (status, model) in [(200, Model::EMPTY), (400, Model::ERROR), (500, Model::ERROR)] {
                config = config.method_response(MethodResponse::new(status).model(JSON, model));
            }
        }
        if let Some(machine) = resource_of(&self.machine, method.node()) {
            config = config.follow(machine);
        }
        let role = role_of(&self.options.credentials, method.node(), "StartSyncExecutionRole");
        let Some(role) = role else {
            return config;
        };
        let start = PolicyStatement::allow().actions(["states:StartSyncExecution"]);
        role.add_to_policy(start.resource(&self.machine));
        config.credentials_role(&role)
    }
}

/// The resource whose ARN this is, when it is one of this app: deployments
/// follow its replacement.
fn resource_of(arn: &Value<String>, tree: &Node) -> Option<NodeId> {
    let id = match arn.expr() {
        Expr::Ref(id) => *id,
        Expr::Token(token) => match &**token {
            Token::GetAtt(id, _) => *id,
            _ => return None,
        },
        _ => return None,
    };
    CfnResource::at(&tree.find(id)?).map(|_| id)
}
