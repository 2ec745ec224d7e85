//! A function that answers.

use construct_cfn::refs::LambdaFunctionArn;
use construct_core::{Construct, Expr, NodeId, Value, intrinsic};

use super::aws::service_uri;
use super::options::{Credentials, Options, setters};
use crate::apigateway::permission::permit_api;
use crate::apigateway::{
    HttpMethod, Integration, IntegrationConfig, IntegrationMapping, IntegrationType, Method,
};
use crate::iam::Role;
use crate::lambda::{Function, permit_invocation};

/// A function that gets the whole request and gives the whole response.
///
/// Appears as the `AWS_PROXY` integration of a method, always called by
/// `POST`, and as one `AWS::Lambda::Permission` for each pair of API and
/// function. That covers every route of the API, its authorizers and the test
/// call of the console, and no other API.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, LambdaIntegration, RestApi, RestApiProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct LambdaIntegration {
    // No handle: an integration may be kept in the tree as a default.
    function: NodeId,
    arn: Value<LambdaFunctionArn>,
    mapping: Option<IntegrationMapping>,
    permission: Scope,
    options: Options,
}

/// What a permission to call the function is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Api,
    Method,
    MethodInItsStage,
}

impl LambdaIntegration {
    setters!(timeout caching request_parameters credentials streaming);

    /// Calls this function.
    pub fn new(function: &Function) -> Self {
        Self {
            function: function.node().node_id(),
            arn: function.function_arn(),
            mapping: None,
            permission: Scope::Api,
            options: Options::default(),
        }
    }

    /// Rewrites requests and answers, instead of handing on the whole request
    /// and the function's whole response.
    ///
    /// Appears as an `AWS` integration. The function's error message chooses
    /// among answers with a selection pattern.
    pub fn without_proxy(mut self, mapping: IntegrationMapping) -> Self {
        self.mapping = Some(mapping);
        self
    }

    /// Gives one permission for each method, in any stage, instead of one for
    /// the API. A function's policy takes about 30 of these.
    pub fn scope_permission_to_method(mut self) -> Self {
        if self.permission == Scope::Api {
            self.permission = Scope::Method;
        }
        self
    }

    /// Gives one permission for each method, in the stage of the API alone:
    /// the console's test call, which is a stage of its own, is refused.
    pub fn without_test_invoke(mut self) -> Self {
        self.permission = Scope::MethodInItsStage;
        self
    }

    #[track_caller]
    fn permit(&self, method: &Method, function: &Function) {
        let role = match &self.options.credentials {
            // Whoever calls the method needs leave by a policy of its own.
            Credentials::Caller => return,
            Credentials::Role { node, .. } => method.node().find(*node).and_then(|n| Role::at(&n)),
            Credentials::ApiGateway => None,
        };
        if let Some(role) = role {
            function.grant_invoke(&role);
            return;
        }
        let api = method.rest_api();
        let arn = match self.permission {
            Scope::Api => return permit_api(&api, function),
            Scope::Method => method.arn_in(Expr::text("*")),
            Scope::MethodInItsStage => method.method_arn(),
        };
        let path = method.path().replace('/', ".");
        let id =
            format!("ApiPermission.{}.{}.{path}", api.node().unique_id(), method.http_method());
        permit_invocation(method, &id, function, arn);
    }
}

#[diagnostic::do_not_recommend]
impl Integration for LambdaIntegration {
    #[track_caller]
    fn bind(&self, method: &Method) -> IntegrationConfig {
        let (version, call) = if self.options.is_streamed() {
            ("2021-11-15", "response-streaming-invocations")
        } else {
            ("2015-03-31", "invocations")
        };
        let path = intrinsic::concat([
            Expr::from(format!("path/{version}/functions/")),
            self.arn.clone().into(),
            Expr::from(format!("/{call}")),
        ]);
        let kind = match self.mapping {
            None => IntegrationType::AwsProxy,
            Some(_) => IntegrationType::Aws,
        };
        // Lambda is called by POST whatever the verb of the request.
        let config = IntegrationConfig::new(kind)
            .integration_http_method(HttpMethod::Post)
            .uri(service_uri(method, "lambda", &Value::unset(), path))
            .options(&self.options)
            .mapping(self.mapping.clone().unwrap_or_default());
        let function = method.node().find(self.function).and_then(|node| Function::at(&node));
        let Some(function) = function else {
            // A function of another app, which synthesis reports.
            return config;
        };
        self.permit(method, &function);
        config.function(&function)
    }
}
