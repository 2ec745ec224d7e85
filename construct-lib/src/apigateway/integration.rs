//! What answers a request.

use construct_cfn::apigateway::method as l1;
use construct_core::{Aws, Construct, Expr, IntoValue, NodeId, Value, intrinsic};

use super::method::Method;
use crate::Stack;
use crate::iam::Principal;
use crate::lambda::{Function, Permission};
use crate::values::text;

/// What answers the requests to a method.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot answer the requests to a method",
    label = "expected an integration",
    note = "wrap a function: `LambdaIntegration::new(&handler)`"
)]
pub trait Integration {
    /// Prepares what it needs to answer `method`, and says how it is called.
    fn bind(&self, method: &Method) -> IntegrationConfig;
}

/// How an integration is called.
#[derive(Debug, Clone)]
#[must_use]
pub struct IntegrationConfig {
    pub(super) integration: Value<l1::Integration>,
    pub(super) method_responses: Vec<Expr>,
    pub(super) function: Option<NodeId>,
}

impl IntegrationConfig {
    /// An integration as CloudFormation has it.
    pub fn new(integration: l1::Integration) -> Self {
        Self {
            integration: Value::of(integration.into_expr()),
            method_responses: Vec::new(),
            function: None,
        }
    }
}

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
    function: Function,
    scope_permission_to_method: bool,
}

impl LambdaIntegration {
    /// Calls this function.
    pub fn new(function: &Function) -> Self {
        Self {
            function: function.clone(),
            scope_permission_to_method: false,
        }
    }

    /// Gives one permission for each method instead of one for the API.
    ///
    /// A function's policy takes about 30 of these, and the console's test
    /// call is not covered.
    pub fn scope_permission_to_method(mut self) -> Self {
        self.scope_permission_to_method = true;
        self
    }

    /// One permission for the API, however many methods call the function.
    fn permit_api(&self, method: &Method) {
        let api = method.rest_api();
        let id = format!(
            "ApiPermission.ApiScoped.{}.{}",
            self.function.node().unique_id(),
            api.node().unique_id()
        );
        if api.node().try_child(&id).is_none() {
            let arn = api.arn_for_execute_api("/*/*");
            self.permit(&api, &id, arn);
        }
    }

    fn permit_method(&self, method: &Method) {
        let api = method.rest_api();
        let path = method.path();
        let id = format!(
            "ApiPermission.{}.{}.{}",
            api.node().unique_id(),
            method.http_method(),
            path.replace('/', ".")
        );
        // A path parameter stands for anything, and so does `ANY`.
        let pattern: Vec<&str> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "*" } else { part })
            .collect();
        let verb = match method.http_method().name() {
            "ANY" => "*",
            name => name,
        };
        let arn = api.arn_for_execute_api(&format!("/*/{verb}{}", pattern.join("/")));
        self.permit(method, &id, arn);
    }

    fn permit(&self, scope: &dyn Construct, id: &str, arn: Value<String>) {
        let permission = Permission::new(Principal::service("apigateway.amazonaws.com"))
            .source_arn(arn)
            .scope(scope);
        self.function.add_permission(id, permission);
    }
}

impl Integration for LambdaIntegration {
    fn bind(&self, method: &Method) -> IntegrationConfig {
        if self.scope_permission_to_method {
            self.permit_method(method);
        } else {
            self.permit_api(method);
        }
        let region = Stack::of(method).map_or(Aws::REGION, |stack| stack.region());
        let uri = intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":apigateway:"),
            region.into(),
            Expr::text(":lambda:path/2015-03-31/functions/"),
            self.function.function_arn().into(),
            Expr::text("/invocations"),
        ]);
        // Lambda is called by POST whatever the verb of the request.
        let integration = l1::Integration::new(l1::IntegrationType::AWS_PROXY)
            .integration_http_method("POST")
            .uri(uri);
        IntegrationConfig {
            function: self.function.resource_id(),
            ..IntegrationConfig::new(integration)
        }
    }
}

/// An answer that API Gateway gives itself.
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
    headers: Vec<(String, String)>,
    response_template: Option<String>,
}

impl MockIntegration {
    /// Answers with this status and no body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            response_template: None,
        }
    }

    /// Adds a header with a fixed value.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The mapping template that makes the body.
    pub fn response_template(mut self, template: impl Into<String>) -> Self {
        self.response_template = Some(template.into());
        self
    }
}

impl Integration for MockIntegration {
    fn bind(&self, _method: &Method) -> IntegrationConfig {
        let status = self.status.to_string();
        let key = |name: &str| format!("method.response.header.{name}");
        let mut response = l1::IntegrationResponse::new(&*status);
        let mut method_response = l1::MethodResponse::new(&*status);
        if !self.headers.is_empty() {
            let values = self
                .headers
                .iter()
                .map(|(n, v)| (key(n).into(), Expr::from(format!("'{v}'"))));
            response = response.response_parameters(Value::of(Expr::Map(values.collect())));
            let allowed = self
                .headers
                .iter()
                .map(|(n, _)| (key(n).into(), Expr::Bool(true)));
            method_response =
                method_response.response_parameters(Value::of(Expr::Map(allowed.collect())));
        }
        if let Some(template) = &self.response_template {
            response = response.response_templates([("application/json", template)]);
        }
        let request = format!(
            "{{ statusCode: {} }}",
            if self.status == 204 { 200 } else { self.status }
        );
        let integration = l1::Integration::new(l1::IntegrationType::MOCK)
            .integration_responses([response])
            .request_templates([("application/json", text(Expr::from(request)))]);
        IntegrationConfig {
            method_responses: vec![method_response.into_expr()],
            ..IntegrationConfig::new(integration)
        }
    }
}
