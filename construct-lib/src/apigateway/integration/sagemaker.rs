//! An endpoint of SageMaker that answers.

use construct_core::{Construct, Expr, IntoValue, Value, intrinsic};

use super::aws::service_uri;
use super::options::{Options, setters};
use super::role::role_of;
use crate::apigateway::{
    HttpMethod, Integration, IntegrationConfig, IntegrationMapping, IntegrationResponse,
    IntegrationType, Method,
};
use crate::iam::PolicyStatement;
use crate::value::value;

/// A model at an endpoint of SageMaker that answers.
///
/// Appears as the `AWS` integration of a method, with a role that may call
/// this endpoint alone, unless one is given.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, RestApi, RestApiProps, SagemakerIntegration};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Prices", StackProps::new());
/// let arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/prices";
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Post, SagemakerIntegration::new("prices", arn));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct SagemakerIntegration {
    name: Value<String>,
    arn: Value<String>,
    mapping: IntegrationMapping,
    options: Options,
}

impl SagemakerIntegration {
    setters!(timeout caching request_parameters credentials);

    /// Calls the endpoint of this name and ARN.
    pub fn new(
        endpoint_name: impl IntoValue<String>,
        endpoint_arn: impl IntoValue<String>,
    ) -> Self {
        Self {
            name: value(endpoint_name),
            arn: value(endpoint_arn),
            mapping: IntegrationMapping::new().response(IntegrationResponse::new(200)),
            options: Options::default(),
        }
    }

    /// How requests and answers are rewritten; by default every answer of the
    /// endpoint is one of status 200.
    pub fn mapping(mut self, mapping: IntegrationMapping) -> Self {
        self.mapping = mapping;
        self
    }
}

#[diagnostic::do_not_recommend]
impl Integration for SagemakerIntegration {
    #[track_caller]
    fn bind(&self, method: &Method) -> IntegrationConfig {
        let path = intrinsic::concat([
            Expr::text("path/endpoints/"),
            self.name.expr().clone(),
            Expr::text("/invocations"),
        ]);
        let config = IntegrationConfig::new(IntegrationType::Aws)
            .integration_http_method(HttpMethod::Post)
            .uri(service_uri(method, "runtime.sagemaker", &Value::unset(), path))
            .options(&self.options)
            .mapping(self.mapping.clone());
        let Some(role) = role_of(&self.options.credentials, method.node(), "SagemakerRole") else {
            return config;
        };
        let invoke = PolicyStatement::allow().actions(["sagemaker:InvokeEndpoint"]);
        role.add_to_policy(invoke.resource(&self.arn));
        config.credentials_role(&role)
    }
}
