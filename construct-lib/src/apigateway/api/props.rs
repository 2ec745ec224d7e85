//! What a REST API takes.

use construct_cfn::apigateway::CfnRestApiProps;
use construct_cfn::refs::ApiGatewayRestApiId;
use construct_core::{Expr, IntoValue, Value};

use crate::Node;
use crate::apigateway::access::check_security;
use crate::apigateway::{
    CorsOptions, DomainNameProps, EndpointAccessMode, EndpointConfiguration, EndpointType,
    Integration, MethodOptions, ResourceOptions, RestApi, SecurityPolicy, StageOptions,
};
use crate::iam::PolicyDocument;
use crate::value::value;

/// Where API Gateway finds the key of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeySourceType {
    /// In the header `X-API-Key`.
    Header,
    /// In `usageIdentifierKey` of what the authorizer says.
    Authorizer,
}

impl ApiKeySourceType {
    fn name(self) -> &'static str {
        match self {
            Self::Header => "HEADER",
            Self::Authorizer => "AUTHORIZER",
        }
    }
}

/// What a [`RestApi`](crate::apigateway::RestApi) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct RestApiProps {
    name: Value<String>,
    pub(in crate::apigateway) description: Value<String>,
    endpoint: EndpointConfiguration,
    security_policy: Option<SecurityPolicy>,
    endpoint_access_mode: Option<EndpointAccessMode>,
    api_key_source: Option<ApiKeySourceType>,
    clone_from: Value<ApiGatewayRestApiId>,
    pub(in crate::apigateway) policy: PolicyDocument,
    pub(in crate::apigateway) deploy: Option<StageOptions>,
    pub(in crate::apigateway) retain_deployments: bool,
    pub(in crate::apigateway) cloud_watch_role: bool,
    pub(in crate::apigateway) domain_name: Option<DomainNameProps>,
    /// What the root hands on to all resources.
    pub(in crate::apigateway) defaults: ResourceOptions,
    binary_media_types: Vec<String>,
    pub(in crate::apigateway) minimum_compression_size: Option<u32>,
    pub(in crate::apigateway) disable_execute_api_endpoint: bool,
    pub(in crate::apigateway) endpoint_export_name: Value<String>,
}

impl Default for RestApiProps {
    fn default() -> Self {
        Self {
            name: Value::unset(),
            description: Value::unset(),
            endpoint: EndpointConfiguration::regional(),
            security_policy: None,
            endpoint_access_mode: None,
            api_key_source: None,
            clone_from: Value::unset(),
            policy: PolicyDocument::new(),
            deploy: Some(StageOptions::new()),
            retain_deployments: false,
            cloud_watch_role: false,
            domain_name: None,
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
    ///
    /// Takes an [`EndpointType`], or an [`EndpointConfiguration`] that says more.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-endpoint` for VPC endpoints of an API that
    /// is not private.
    pub fn endpoint_configuration(mut self, endpoint: impl Into<EndpointConfiguration>) -> Self {
        self.endpoint = endpoint.into();
        self
    }

    /// Which versions of TLS and which ciphers clients may use at the address
    /// that AWS gives it.
    ///
    /// By default [`SecurityPolicy::Tls12`] at a regional endpoint, and AWS's
    /// choice elsewhere: TLS 1.2 at a private one, but TLS 1.0 at an
    /// edge-optimized one, where AWS documents no such policy for an API.
    ///
    /// An enhanced policy, all but [`SecurityPolicy::Tls12`], comes with
    /// [`EndpointAccessMode::Strict`] unless another mode is given.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-endpoint` for a policy that the type of the
    /// endpoint cannot have, and warns of `weak-security-policy` where an
    /// edge-optimized API has none.
    pub fn security_policy(mut self, policy: SecurityPolicy) -> Self {
        self.security_policy = Some(policy);
        self
    }

    /// How closely API Gateway looks at where a request comes from, under an
    /// enhanced security policy; closely by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-endpoint` without such a policy.
    pub fn endpoint_access_mode(mut self, mode: EndpointAccessMode) -> Self {
        self.endpoint_access_mode = Some(mode);
        self
    }

    /// Where the key of a client is found; in the header `X-API-Key` by default.
    pub fn api_key_source_type(mut self, source: ApiKeySourceType) -> Self {
        self.api_key_source = Some(source);
        self
    }

    /// Begins with what another API of the account and region consists of.
    ///
    /// Appears as `CloneFrom`; AWS copies once, when this API is made.
    pub fn clone_from(mut self, api: &RestApi) -> Self {
        self.clone_from = api.rest_api_id();
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

    /// Whether it takes every body for binary.
    pub(super) fn is_all_binary(&self) -> bool {
        self.binary_media_types.iter().any(|media_type| media_type == "*/*")
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

    /// Puts it behind a domain of yours, as
    /// [`RestApi::add_domain_name`](crate::apigateway::RestApi::add_domain_name)
    /// does, with the id `CustomDomain`.
    pub fn domain_name(mut self, domain: DomainNameProps) -> Self {
        self.domain_name = Some(domain);
        self
    }

    pub(in crate::apigateway) fn endpoint_type(&self) -> EndpointType {
        self.endpoint.endpoint
    }

    /// Whether the user chose among security policies.
    #[cfg(feature = "openapi")]
    pub(in crate::apigateway) fn has_security_policy(&self) -> bool {
        self.security_policy.is_some()
    }

    pub(in crate::apigateway) fn check(&self, node: &Node) {
        self.endpoint.check(node);
        let mode = self.endpoint_access_mode;
        check_security(node, self.endpoint.endpoint, self.security_policy, mode);
    }

    pub(in crate::apigateway) fn name(&self, id: &str) -> Value<String> {
        match self.name.expr() {
            Expr::Unset => Value::from(id),
            _ => self.name.clone(),
        }
    }

    pub(in crate::apigateway) fn to_cfn(&self, id: &str) -> CfnRestApiProps {
        let types = &self.binary_media_types;
        let policy = (!self.policy.is_empty()).then(|| self.policy.to_expr());
        let security = self.security_policy.or_else(|| {
            // Left alone, AWS takes TLS 1.0 there.
            (self.endpoint.endpoint == EndpointType::Regional).then_some(SecurityPolicy::Tls12)
        });
        let is_enhanced = self.security_policy.is_some_and(SecurityPolicy::is_enhanced);
        let mode = is_enhanced.then(|| self.endpoint_access_mode.unwrap_or_default());
        CfnRestApiProps::patch()
            .binary_media_types((!types.is_empty()).then(|| types.clone()))
            .description(&self.description)
            .disable_execute_api_endpoint(self.disable_execute_api_endpoint.then_some(true))
            .api_key_source_type(self.api_key_source.map(ApiKeySourceType::name))
            .clone_from(&self.clone_from)
            .endpoint_access_mode(mode.map(EndpointAccessMode::name))
            .endpoint_configuration(self.endpoint.to_cfn())
            .security_policy(security.map(SecurityPolicy::name))
            .minimum_compression_size(self.minimum_compression_size.map(i64::from))
            .name(self.name(id))
            .policy(policy)
    }
}
