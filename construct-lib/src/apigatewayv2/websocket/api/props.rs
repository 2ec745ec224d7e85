//! What a WebSocket API takes.

use construct_cfn::apigatewayv2::CfnApiProps;
use construct_core::{Expr, IntoValue, Value};

use crate::apigatewayv2::{
    IpAddressType, WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions,
    WebSocketRouteOptions,
};
use crate::check;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Where the API key of a client is looked for.
///
/// See AWS on [API key selection expressions](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html).
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApiKeySelectionExpression, WebSocketApiProps};
///
/// let from_authorizer = WebSocketApiKeySelectionExpression::AuthorizerUsageIdentifierKey;
/// let props = WebSocketApiProps::new().api_key_selection_expression(from_authorizer);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebSocketApiKeySelectionExpression {
    /// In the header `x-api-key` of the request for a connection.
    HeaderXApiKey,
    /// In what the authorizer answers, as `usageIdentifierKey`.
    AuthorizerUsageIdentifierKey,
}

impl WebSocketApiKeySelectionExpression {
    fn name(self) -> &'static str {
        match self {
            Self::HeaderXApiKey => "$request.header.x-api-key",
            Self::AuthorizerUsageIdentifierKey => "$context.authorizer.usageIdentifierKey",
        }
    }
}

/// What a [`WebSocketApi`](crate::apigatewayv2::WebSocketApi) takes.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct WebSocketApiProps {
    name: Value<String>,
    description: Value<String>,
    route_selection_expression: Value<String>,
    api_key_selection_expression: Option<WebSocketApiKeySelectionExpression>,
    ip_address_type: Option<IpAddressType>,
    disable_schema_validation: bool,
    pub(super) disable_execute_api_endpoint: bool,
    pub(super) connect: Option<WebSocketConnectRouteOptions>,
    pub(super) disconnect: Option<WebSocketDisconnectRouteOptions>,
    pub(super) default: Option<WebSocketRouteOptions>,
}

impl WebSocketApiProps {
    /// Named by its id, routes by the property `action` of a message.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; the id by default.
    pub fn api_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it, at most 1,024 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// What of a message names its route; `$request.body.action` by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-selection-expression` when it looks at
    /// nothing of the message.
    pub fn route_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.route_selection_expression = value(expression);
        self
    }

    /// Where the API key of a client is looked for; in the header `x-api-key`
    /// by default.
    pub fn api_key_selection_expression(
        mut self,
        expression: WebSocketApiKeySelectionExpression,
    ) -> Self {
        self.api_key_selection_expression = Some(expression);
        self
    }

    /// By which kind of address it is reached; by IPv4 alone by default.
    pub fn ip_address_type(mut self, addresses: IpAddressType) -> Self {
        self.ip_address_type = Some(addresses);
        self
    }

    /// Lets messages through that do not fit the models of their routes.
    pub fn disable_schema_validation(mut self) -> Self {
        self.disable_schema_validation = true;
        self
    }

    /// Refuses connections to the address that AWS gives it; for custom domains.
    pub fn disable_execute_api_endpoint(mut self) -> Self {
        self.disable_execute_api_endpoint = true;
        self
    }

    /// Answers the request for a connection, see
    /// [`add_connect_route`](crate::apigatewayv2::WebSocketApi::add_connect_route).
    pub fn connect_route_options(
        mut self,
        options: impl Into<WebSocketConnectRouteOptions>,
    ) -> Self {
        self.connect = Some(options.into());
        self
    }

    /// Hears of a connection that is closed, see
    /// [`add_disconnect_route`](crate::apigatewayv2::WebSocketApi::add_disconnect_route).
    pub fn disconnect_route_options(
        mut self,
        options: impl Into<WebSocketDisconnectRouteOptions>,
    ) -> Self {
        self.disconnect = Some(options.into());
        self
    }

    /// Answers the messages that no other route fits, which are also those
    /// that are no JSON.
    pub fn default_route_options(mut self, options: impl Into<WebSocketRouteOptions>) -> Self {
        self.default = Some(options.into());
        self
    }

    pub(super) fn check(&self, node: &Node) {
        check::description(node, "a WebSocket API", &self.description, 1024);
        if let Some(name) = self.name.as_literal()
            && !(1..=128).contains(&name.chars().count())
        {
            node.report(
                Diagnostic::error(
                    codes::INVALID_NAME,
                    format!("`{name}` cannot be the name of a WebSocket API"),
                )
                .help("use 1 to 128 characters"),
            );
        }
        if let Some(expression) = self.route_selection_expression.as_literal()
            && !expression.contains("$request.")
            && !expression.contains("${request.")
        {
            node.report(
                Diagnostic::error(
                    codes::INVALID_SELECTION_EXPRESSION,
                    format!("`{expression}` looks at nothing of a message, so it names the same route for all"),
                )
                .help("name a property of the message, for example `$request.body.action`"),
            );
        }
    }

    pub(super) fn to_cfn(&self, id: &str) -> CfnApiProps {
        let name = match self.name.expr() {
            Expr::Unset => Value::from(id),
            _ => self.name.clone(),
        };
        let expression = match self.route_selection_expression.expr() {
            Expr::Unset => Value::lit("$request.body.action"),
            _ => self.route_selection_expression.clone(),
        };
        CfnApiProps::patch()
            .api_key_selection_expression(
                self.api_key_selection_expression.map(WebSocketApiKeySelectionExpression::name),
            )
            .description(&self.description)
            .disable_execute_api_endpoint(self.disable_execute_api_endpoint.then_some(true))
            .disable_schema_validation(self.disable_schema_validation.then_some(true))
            .ip_address_type(self.ip_address_type.map(IpAddressType::name))
            .name(name)
            .protocol_type("WEBSOCKET")
            .route_selection_expression(expression)
    }
}
