//! What a REST API takes.

use construct_cfn::apigateway::{CfnRestApiProps, rest_api as l1};
use construct_core::{Expr, IntoValue, Value};

use crate::apigateway::StageOptions;
use crate::apigateway::{CorsOptions, Integration, MethodOptions, ResourceOptions};
use crate::iam::PolicyDocument;
use crate::value::value;

/// From where an API is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointType {
    /// From the edge locations of CloudFront.
    Edge,
    /// From the region itself.
    Regional,
    /// From inside a VPC.
    Private,
}

impl EndpointType {
    fn name(self) -> &'static str {
        match self {
            Self::Edge => "EDGE",
            Self::Regional => "REGIONAL",
            Self::Private => "PRIVATE",
        }
    }
}

/// What a [`RestApi`](crate::apigateway::RestApi) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct RestApiProps {
    name: Value<String>,
    pub(in crate::apigateway) description: Value<String>,
    pub(in crate::apigateway) endpoint: EndpointType,
    pub(in crate::apigateway) policy: PolicyDocument,
    pub(in crate::apigateway) deploy: Option<StageOptions>,
    pub(in crate::apigateway) retain_deployments: bool,
    pub(in crate::apigateway) cloud_watch_role: bool,
    /// What the root hands on to all resources.
    pub(in crate::apigateway) defaults: ResourceOptions,
    binary_media_types: Vec<String>,
    minimum_compression_size: Option<u32>,
    disable_execute_api_endpoint: bool,
    pub(in crate::apigateway) endpoint_export_name: Value<String>,
}

impl Default for RestApiProps {
    fn default() -> Self {
        Self {
            name: Value::unset(),
            description: Value::unset(),
            endpoint: EndpointType::Regional,
            policy: PolicyDocument::new(),
            deploy: Some(StageOptions::new()),
            retain_deployments: false,
            cloud_watch_role: false,
            defaults: ResourceOptions::new(),
            binary_media_types: Vec::new(),
            minimum_compression_size: None,
            disable_execute_api_endpoint: false,
            endpoint_export_name: Value::unset(),
        }
    }
}

impl RestApiProps {
    /// Named by its id, reached in its region, served by the stage `prod`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; the id by default.
    pub fn rest_api_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// From where it is reached; from its region by default.
    pub fn endpoint_type(mut self, endpoint: EndpointType) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Who may call it, whatever its methods say; needed for a private API.
    ///
    /// Appears as `Policy`; `execute-api:/*` in it stands for this API.
    pub fn policy(mut self, document: PolicyDocument) -> Self {
        self.policy = document;
        self
    }

    /// How the stage of its own serves.
    pub fn deploy_options(mut self, options: StageOptions) -> Self {
        self.deploy = Some(options);
        self
    }

    /// Makes no deployment and no stage, for an app that makes its own.
    pub fn without_deployment(mut self) -> Self {
        self.deploy = None;
        self
    }

    /// Keeps old deployments, for going back to one by hand; they are deleted
    /// by default.
    pub fn retain_deployments(mut self) -> Self {
        self.retain_deployments = true;
        self
    }

    /// Makes the role with which API Gateway writes logs, for all APIs of the
    /// account and region.
    ///
    /// For an app with one API; more than one share an
    /// [`Account`](crate::apigateway::Account).
    pub fn cloud_watch_role(mut self) -> Self {
        self.cloud_watch_role = true;
        self
    }

    /// Answers what browsers ask before a request from another origin, on every resource.
    pub fn default_cors_preflight(mut self, options: CorsOptions) -> Self {
        self.defaults = self.defaults.default_cors_preflight(options);
        self
    }

    /// What answers the methods that are given
    /// [`DefaultIntegration`](crate::apigateway::DefaultIntegration), on every resource.
    pub fn default_integration(mut self, integration: impl Integration + 'static) -> Self {
        self.defaults = self.defaults.default_integration(integration);
        self
    }

    /// What methods have where their own options say nothing, on every resource.
    pub fn default_method_options(mut self, options: MethodOptions) -> Self {
        self.defaults = self.defaults.default_method_options(options);
        self
    }

    /// Media types whose bodies are handed on as bytes, for example `image/png`.
    pub fn binary_media_types<M: Into<String>>(
        mut self,
        types: impl IntoIterator<Item = M>,
    ) -> Self {
        self.binary_media_types = types.into_iter().map(M::into).collect();
        self
    }

    /// Compresses answers from this size on, in bytes; none by default.
    pub fn minimum_compression_size(mut self, bytes: u32) -> Self {
        self.minimum_compression_size = Some(bytes);
        self
    }

    /// Refuses requests to the address that AWS gives it; for custom domains.
    pub fn disable_execute_api_endpoint(mut self) -> Self {
        self.disable_execute_api_endpoint = true;
        self
    }

    /// Lets other stacks import its address under this name.
    pub fn endpoint_export_name(mut self, name: impl IntoValue<String>) -> Self {
        self.endpoint_export_name = value(name);
        self
    }

    pub(in crate::apigateway) fn lacks_policy(&self) -> bool {
        self.endpoint == EndpointType::Private && self.policy.is_empty()
    }

    /// The name that AWS shows of an API with this id.
    pub(in crate::apigateway) fn name(&self, id: &str) -> Value<String> {
        match self.name.expr() {
            Expr::Unset => Value::from(id),
            _ => self.name.clone(),
        }
    }

    pub(in crate::apigateway) fn to_cfn(&self, id: &str) -> CfnRestApiProps {
        let types = &self.binary_media_types;
        let policy = (!self.policy.is_empty()).then(|| self.policy.to_expr());
        CfnRestApiProps::patch()
            .binary_media_types((!types.is_empty()).then(|| types.clone()))
            .description(&self.description)
            .disable_execute_api_endpoint(self.disable_execute_api_endpoint.then_some(true))
            .endpoint_configuration(l1::EndpointConfiguration::new().types([self.endpoint.name()]))
            .minimum_compression_size(self.minimum_compression_size.map(i64::from))
            .name(self.name(id))
            .policy(policy)
    }
}
