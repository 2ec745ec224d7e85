//! What each kind of route may have.

use std::fmt;
use std::rc::Rc;

use construct_core::{IntoValue, Value};

use crate::apigatewayv2::{
    WebSocketModel, WebSocketNoneAuthorizer, WebSocketRouteAuthorizer, WebSocketRouteIntegration,
};
use crate::value::value;

/// What a route may have, whose type follows from the options it was made from.
#[derive(Clone)]
pub(super) struct Options {
    pub(super) integration: Rc<dyn WebSocketRouteIntegration>,
    pub(super) return_response: bool,
    pub(super) authorizer: Rc<dyn WebSocketRouteAuthorizer>,
    pub(super) api_key_required: Option<bool>,
    /// Which messages are let through, by what the expression chooses.
    pub(super) models: Vec<(String, WebSocketModel)>,
    pub(super) model_selection_expression: Value<String>,
}

impl Options {
    fn new(integration: impl WebSocketRouteIntegration + 'static) -> Self {
        Self {
            integration: Rc::new(integration),
            return_response: false,
            authorizer: Rc::new(WebSocketNoneAuthorizer),
            api_key_required: None,
            models: Vec::new(),
            model_selection_expression: Value::unset(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("integration", &self.integration.identity().id())
            .field("return_response", &self.return_response)
            .field("api_key_required", &self.api_key_required)
            .finish_non_exhaustive()
    }
}

/// What the route of a message may have.
///
/// It has no authorizer and asks for no API key: AWS looks at both when a
/// connection is made, see [`WebSocketConnectRouteOptions`].
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketLambdaIntegration, WebSocketRouteOptions,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let integration = WebSocketLambdaIntegration::new("Handler", &handler);
/// api.add_route("join", WebSocketRouteOptions::new(integration).return_response());
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketRouteOptions(pub(super) Options);

impl WebSocketRouteOptions {
    /// Hands the message to this integration, and sends nothing back.
    pub fn new(integration: impl WebSocketRouteIntegration + 'static) -> Self {
        Self(Options::new(integration))
    }

    /// Sends the answer of the integration back to the client.
    ///
    /// Appears as [`AWS::ApiGatewayV2::RouteResponse`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-routeresponse.html).
    pub fn return_response(mut self) -> Self {
        self.0.return_response = true;
        self
    }

    /// Lets only messages through that look like this; all by default.
    ///
    /// It is for those for which the model selection expression gives `key`,
    /// and with `$default` for those without a model of their own. A message
    /// that has no model at all is refused, too.
    pub fn request_model(mut self, key: impl Into<String>, model: &WebSocketModel) -> Self {
        let (key, model) = (key.into(), model.clone());
        match self.0.models.iter_mut().find(|(k, _)| *k == key) {
            Some(entry) => entry.1 = model,
            None => self.0.models.push((key, model)),
        }
        self
    }

    /// What of a message chooses its model, for example `$request.body.kind`;
    /// it is always the one of `$default` by default.
    pub fn model_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.0.model_selection_expression = value(expression);
        self
    }
}

/// What the route `$connect` may have.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketConnectRouteOptions, WebSocketIamAuthorizer,
///     WebSocketMockIntegration,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let connect = WebSocketConnectRouteOptions::new(WebSocketMockIntegration::new("Connect"))
///     .authorizer(WebSocketIamAuthorizer)
///     .api_key_required();
/// WebSocketApi::new(&stack, "Api", WebSocketApiProps::new().connect_route_options(connect));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketConnectRouteOptions(pub(super) Options);

impl WebSocketConnectRouteOptions {
    /// Lets this integration decide; anyone may ask for a connection.
    pub fn new(integration: impl WebSocketRouteIntegration + 'static) -> Self {
        Self(Options::new(integration))
    }

    /// Who may connect; anyone by default. It protects every other route,
    /// because nobody sends a message without a connection.
    pub fn authorizer(mut self, authorizer: impl WebSocketRouteAuthorizer + 'static) -> Self {
        self.0.authorizer = Rc::new(authorizer);
        self
    }

    /// Refuses clients without an API key, as usage plans count them.
    pub fn api_key_required(mut self) -> Self {
        self.0.api_key_required = Some(true);
        self
    }

    /// Sends the headers of the integration's answer back to the client.
    pub fn return_response(mut self) -> Self {
        self.0.return_response = true;
        self
    }
}

/// What the route `$disconnect` may have: its integration alone, since nobody
/// is there any more to get an answer.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApiProps, WebSocketDisconnectRouteOptions, WebSocketMockIntegration,
/// };
///
/// let options = WebSocketDisconnectRouteOptions::new(WebSocketMockIntegration::new("Bye"));
/// let props = WebSocketApiProps::new().disconnect_route_options(options);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketDisconnectRouteOptions(pub(super) Options);

impl WebSocketDisconnectRouteOptions {
    /// Tells this integration of each connection that was closed.
    pub fn new(integration: impl WebSocketRouteIntegration + 'static) -> Self {
        Self(Options::new(integration))
    }
}

macro_rules! from_integration {
    ($($options:ident)*) => {
        $(impl<I: WebSocketRouteIntegration + 'static> From<I> for $options {
            fn from(integration: I) -> Self {
                Self::new(integration)
            }
        })*
    };
}

from_integration! {
    WebSocketRouteOptions
    WebSocketConnectRouteOptions
    WebSocketDisconnectRouteOptions
}
