//! A function that answers.

use std::time::Duration;

use construct_core::{Aws, Construct, Expr, intrinsic};

use crate::Stack;
use crate::apigateway::HttpMethod;
use crate::apigateway::Method;
use crate::apigateway::permission::permit_api;
use crate::apigateway::{Integration, IntegrationConfig, IntegrationType};
use crate::iam::Principal;
use crate::lambda::{Function, Permission};

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
    timeout: Option<Duration>,
    scope_permission_to_method: bool,
}

impl LambdaIntegration {
    /// Calls this function.
    pub fn new(function: &Function) -> Self {
        Self { function: function.clone(), timeout: None, scope_permission_to_method: false }
    }

    /// How long the function is waited for; 29 seconds by default.
    ///
    /// More than that is for accounts whose quota was raised.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` below 50 milliseconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives one permission for each method instead of one for the API.
    ///
    /// A function's policy takes about 30 of these, and the console's test
    /// call is not covered.
    pub fn scope_permission_to_method(mut self) -> Self {
        self.scope_permission_to_method = true;
        self
    }

    #[track_caller]
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
        let pattern: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect();
        let verb = match method.http_method() {
            HttpMethod::Any => "*",
            verb => verb.name(),
        };
        let arn = api.arn_for_execute_api(&format!("/*/{verb}{}", pattern.join("/")));
        let permission = Permission::new(Principal::service("apigateway.amazonaws.com"))
            .source_arn(arn)
            .scope(method);
        self.function.add_permission(&id, permission);
    }
}

#[diagnostic::do_not_recommend]
impl Integration for LambdaIntegration {
    #[track_caller]
    fn bind(&self, method: &Method) -> IntegrationConfig {
        if self.scope_permission_to_method {
            self.permit_method(method);
        } else {
            permit_api(&method.rest_api(), &self.function);
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
        let config = IntegrationConfig::new(IntegrationType::AwsProxy)
            .integration_http_method(HttpMethod::Post)
            .uri(uri)
            .function(&self.function);
        match self.timeout {
            Some(timeout) => config.timeout(timeout),
            None => config,
        }
    }
}
