//! What an HTTP API takes.

use std::rc::Rc;

use construct_cfn::apigatewayv2::CfnApiProps;
use construct_core::{IntoValue, Value};

use super::cors::CorsPreflightOptions;
use crate::apigatewayv2::common::{IpAddressType, StageOptions};
use crate::apigatewayv2::http::authorizer::HttpRouteAuthorizer;
use crate::apigatewayv2::http::integration::HttpRouteIntegration;
use crate::value::value;

/// What an [`HttpApi`](crate::apigatewayv2::HttpApi) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpApiProps {
    name: Value<String>,
    pub(super) description: Value<String>,
    pub(super) cors: Option<CorsPreflightOptions>,
    pub(super) default_integration: Option<Rc<dyn HttpRouteIntegration>>,
    pub(super) default_authorizer: Option<Rc<dyn HttpRouteAuthorizer>>,
    pub(super) default_scopes: Vec<String>,
    pub(super) default_stage: Option<StageOptions>,
    pub(super) disable_execute_api_endpoint: bool,
    route_selection_expression: bool,
    ip_address_type: Option<IpAddressType>,
}

impl Default for HttpApiProps {
    fn default() -> Self {
        Self {
            name: Value::unset(),
            description: Value::unset(),
            cors: None,
            default_integration: None,
            default_authorizer: None,
            default_scopes: Vec::new(),
            default_stage: Some(StageOptions::new()),
            disable_execute_api_endpoint: false,
            route_selection_expression: false,
            ip_address_type: None,
        }
    }
}

impl HttpApiProps {
    /// Named by its id, open to anyone, served by the stage `$default`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows, at most 128 characters; the id by default.
    pub fn api_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it, at most 1,024 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Answers what browsers ask before a request from another origin.
    pub fn cors_preflight(mut self, options: CorsPreflightOptions) -> Self {
        self.cors = Some(options);
        self
    }

    /// Answers the requests that no route takes, by a route for `$default`.
    pub fn default_integration(
        mut self,
        integration: &(impl HttpRouteIntegration + Clone + 'static),
    ) -> Self {
        self.default_integration = Some(Rc::new(integration.clone()));
        self
    }

    /// Who may call routes that do not say it themselves; anyone by default.
    pub fn default_authorizer(
        mut self,
        authorizer: &(impl HttpRouteAuthorizer + Clone + 'static),
    ) -> Self {
        self.default_authorizer = Some(Rc::new(authorizer.clone()));
        self
    }

    /// The scopes of a token of which one at least is needed, by routes that
    /// do not say it themselves and are guarded by tokens.
    pub fn default_authorization_scopes<S: Into<String>>(
        mut self,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        self.default_scopes = scopes.into_iter().map(S::into).collect();
        self
    }

    /// How the stage `$default` serves.
    pub fn default_stage(mut self, options: StageOptions) -> Self {
        self.default_stage = Some(options);
        self
    }

    /// Makes no stage, for an app that makes its own.
    pub fn without_default_stage(mut self) -> Self {
        self.default_stage = None;
        self
    }

    /// Refuses requests to the address that AWS gives it; for custom domains.
    pub fn disable_execute_api_endpoint(mut self) -> Self {
        self.disable_execute_api_endpoint = true;
        self
    }

    /// Writes down how a route is chosen, which for an HTTP API is always by
    /// `${request.method} ${request.path}`.
    pub fn route_selection_expression(mut self) -> Self {
        self.route_selection_expression = true;
        self
    }

    /// From which addresses it is reached; those of IPv4 by default.
    pub fn ip_address_type(mut self, addresses: IpAddressType) -> Self {
        self.ip_address_type = Some(addresses);
        self
    }

    pub(super) fn to_cfn(&self, id: &str) -> CfnApiProps {
        let name = if self.name.expr().is_unset() { Value::from(id) } else { self.name.clone() };
        CfnApiProps::patch()
            .cors_configuration(self.cors.as_ref().map(CorsPreflightOptions::to_cfn))
            .description(&self.description)
            .disable_execute_api_endpoint(self.disable_execute_api_endpoint.then_some(true))
            .ip_address_type(self.ip_address_type.map(IpAddressType::name))
            .name(name)
            .protocol_type("HTTP")
            .route_selection_expression(
                self.route_selection_expression.then_some("${request.method} ${request.path}"),
            )
    }
}
