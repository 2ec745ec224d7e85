//! An action of an AWS service.

use std::time::Duration;

use construct_core::{Aws, Expr, IntoValue, Value, intrinsic};

use super::config::{WebSocketIntegrationType, WebSocketRouteIntegrationConfig};
use super::integration::WebSocketRouteIntegration;
use super::response::WebSocketIntegrationResponse;
use crate::apigateway::{ContentHandling, HttpMethod, PassthroughBehavior};
use crate::apigatewayv2::{IntegrationIdentity, WebSocketRoute};
use crate::iam::Role;

/// An action of an AWS service, called without a function between.
///
/// Appears as an `AWS` integration. It acts as its role, which must trust
/// `apigateway.amazonaws.com`.
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps, WebSocketAwsIntegration};
/// use construct_lib::dynamodb::{Attribute, Table, TableProps};
/// use construct_lib::iam::{Principal, Role, RoleProps};
/// use construct_lib::{App, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
/// let props = RoleProps::new(Principal::service("apigateway.amazonaws.com"));
/// let role = Role::new(&stack, "Role", props);
/// table.grant_write_data(&role);
///
/// let item = r#"{ "TableName": "${Table}", "Item": { "id": { "S": "$context.connectionId" } } }"#;
/// let item = intrinsic::sub(item).variable("Table", table.table_name());
/// let store = WebSocketAwsIntegration::action("Store", "dynamodb", "PutItem")
///     .credentials_role(&role)
///     .request_template("$default", item);
/// WebSocketApi::new(&stack, "Api", WebSocketApiProps::new().connect_route_options(store));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketAwsIntegration {
    identity: IntegrationIdentity,
    config: WebSocketRouteIntegrationConfig,
}

impl WebSocketAwsIntegration {
    /// Calls this URI; `id` is the name below the route.
    ///
    /// It begins with `arn:aws:apigateway:REGION:SERVICE:`, and goes on with
    /// `action/NAME` or `path/…`.
    pub fn new(id: &str, uri: impl IntoValue<String>, method: HttpMethod) -> Self {
        let config = WebSocketRouteIntegrationConfig::new(WebSocketIntegrationType::Aws)
            .integration_method(method)
            .uri(uri);
        Self { identity: IntegrationIdentity::new(id.to_owned()), config }
    }

    /// Calls an action by `POST`, for example `PutItem` of `dynamodb`.
    pub fn action(id: &str, service: &str, action: &str) -> Self {
        let uri: Value<String> = intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":apigateway:"),
            Aws::REGION.into(),
            Expr::from(format!(":{service}:action/{action}")),
        ]);
        Self::new(id, uri, HttpMethod::Post)
    }

    /// The role as which API Gateway calls it.
    pub fn credentials_role(mut self, role: &Role) -> Self {
        self.identity.renew();
        self.config = self.config.credentials_role(role);
        self
    }

    /// Whether the message is converted between text and bytes; it is not by default.
    pub fn content_handling(mut self, handling: ContentHandling) -> Self {
        self.identity.renew();
        self.config = self.config.content_handling(handling);
        self
    }

    /// What becomes of a message that no template is for; it passes as it is
    /// by default.
    pub fn passthrough_behavior(mut self, behavior: PassthroughBehavior) -> Self {
        self.identity.renew();
        self.config = self.config.passthrough_behavior(behavior);
        self
    }

    /// Sets a part of the request, for example
    /// `integration.request.header.Content-Type` to
    /// `'application/x-www-form-urlencoded'`.
    pub fn request_parameter(
        mut self,
        name: impl Into<String>,
        from: impl IntoValue<String>,
    ) -> Self {
        self.identity.renew();
        self.config = self.config.request_parameter(name, from);
        self
    }

    /// The mapping template that the template selection expression chooses by
    /// `key`, which is `$default` without one.
    pub fn request_template(
        mut self,
        key: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        self.identity.renew();
        self.config = self.config.request_template(key, template);
        self
    }

    /// What chooses the mapping template; it is always the one of `$default`
    /// by default.
    pub fn template_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.identity.renew();
        self.config = self.config.template_selection_expression(expression);
        self
    }

    /// How long it is waited for: 50 milliseconds to 29 seconds, 29 seconds
    /// by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` below 50 milliseconds, and
    /// `api-quota` beyond 29 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.identity.renew();
        self.config = self.config.timeout(timeout);
        self
    }

    /// Adds what becomes of one of its answers.
    pub fn response(mut self, response: WebSocketIntegrationResponse) -> Self {
        self.identity.renew();
        self.config = self.config.response(response);
        self
    }
}

#[diagnostic::do_not_recommend]
impl WebSocketRouteIntegration for WebSocketAwsIntegration {
    fn identity(&self) -> &IntegrationIdentity {
        &self.identity
    }

    fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteIntegrationConfig {
        self.config.clone()
    }
}
