//! `AWS::ApiGatewayV2::Model` of a WebSocket API.

use construct_cfn::apigatewayv2::{CfnModel, CfnModelProps};
use construct_core::{CfnResource, Construct, IntoValue, State, Value};

use crate::apigateway::JsonSchema;
use crate::apigatewayv2::WebSocketApi;
use crate::check;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What a [`WebSocketModel`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketModelProps {
    api: WebSocketApi,
    name: String,
    schema: JsonSchema,
    description: Value<String>,
}

impl WebSocketModelProps {
    /// Messages of this API that look like this, under a name of letters and
    /// digits that no other model of the API has.
    pub fn new(api: &WebSocketApi, model_name: impl Into<String>, schema: JsonSchema) -> Self {
        Self { api: api.clone(), name: model_name.into(), schema, description: Value::unset() }
    }

    /// What a person reads beside it, at most 1,024 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }
}

/// What a message looks like.
///
/// A route with a model refuses other messages before its integration is
/// called. Appears as
/// [`AWS::ApiGatewayV2::Model`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-model.html).
///
/// ```
/// use construct_lib::apigateway::JsonSchema;
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketMockIntegration, WebSocketRouteOptions,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let schema = JsonSchema::object().property("text", JsonSchema::string()).required(["text"]);
/// let message = api.add_model("Message", schema);
/// let send = WebSocketRouteOptions::new(WebSocketMockIntegration::new("Send"));
/// api.add_route("sendMessage", send.request_model("$default", &message));
/// ```
#[derive(Debug, Clone)]
pub struct WebSocketModel {
    node: Node,
}

struct WebSocketModelState {
    name: String,
}

impl State for WebSocketModelState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl WebSocketModel {
    /// A model that no route has yet.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`, `text-too-long` and
    /// `invalid-json-schema`, and warns of `json-schema-keyword-ignored`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketModelProps) -> Self {
        let node = Node::new(scope, id);
        props.schema.check(&node);
        check::description(&node, "a model", &props.description, 1024);
        check_name(&node, &props.name);
        let cfn_props = CfnModelProps::new(props.api.api_id(), &props.name, props.schema)
            .content_type("application/json")
            .description(props.description);
        CfnModel::new(&node, "Resource", cfn_props);
        node.set_state(WebSocketModelState { name: props.name });
        Self { node }
    }

    /// A model that exists already, by its name.
    #[track_caller]
    pub fn from_model_name(scope: &dyn Construct, id: &str, model_name: impl Into<String>) -> Self {
        let node = Node::new(scope, id);
        node.set_state(WebSocketModelState { name: model_name.into() });
        Self { node }
    }

    /// The model at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<WebSocketModelState>().then(|| Self { node: node.clone() })
    }

    /// Its name, by which routes know it.
    #[must_use]
    pub fn model_name(&self) -> String {
        self.node.read(|state: &WebSocketModelState| state.name.clone()).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnModelProps) {
        if let Some(cfn) = check::own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    /// Makes a route wait for it: the route holds its name alone.
    pub(super) fn add_before(&self, route: &CfnResource) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            route.node().add_dependency(&cfn);
        }
    }
}

#[expect(
    clippy::must_use_candidate,
    reason = "what is added is there, whether its handle is used or not"
)]
impl WebSocketApi {
    /// Adds a model of messages, named by its id, for routes to name.
    ///
    /// # Errors
    ///
    /// As [`WebSocketModel::new`].
    #[track_caller]
    pub fn add_model(&self, id: &str, schema: JsonSchema) -> WebSocketModel {
        WebSocketModel::new(self, id, WebSocketModelProps::new(self, id, schema))
    }
}

impl Construct for WebSocketModel {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check_name(node: &Node, name: &str) {
    if !(1..=128).contains(&name.len()) || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                format!("`{name}` cannot be the name of a model"),
            )
            .help("use 1 to 128 letters and digits, without any mark"),
        );
    }
}
