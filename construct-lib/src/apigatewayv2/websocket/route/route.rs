//! `AWS::ApiGatewayV2::Route` of a WebSocket API.

use construct_cfn::apigatewayv2::{
    CfnRoute, CfnRouteProps, CfnRouteResponse, CfnRouteResponseProps,
};
use construct_cfn::refs::ApiGatewayV2RouteId;
use construct_core::{
    CfnResource, Construct, Entries, Expr, IntoValue, NodeId, State, Value, intrinsic,
};

use super::options::Options;
use crate::apigatewayv2::websocket::authorizer::IAM;
use crate::apigatewayv2::{
    WebSocketApi, WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions,
    WebSocketIntegration, WebSocketModel, WebSocketRouteOptions,
};
use crate::error::codes;
use crate::iam::{Grant, Grantable, PolicyStatement};
use crate::{Diagnostic, Node};

/// What happens to the messages that name it.
///
/// Mostly made by [`WebSocketApi::add_route`]. Appears as
/// [`AWS::ApiGatewayV2::Route`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html).
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps, WebSocketMockIntegration};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let ping = api.add_route("ping", WebSocketMockIntegration::new("Ping"));
/// assert_eq!(ping.route_key(), "ping");
/// ```
#[derive(Debug, Clone)]
pub struct WebSocketRoute {
    node: Node,
    api: WebSocketApi,
}

struct WebSocketRouteState {
    api: NodeId,
    key: String,
    is_signed: bool,
}

impl State for WebSocketRouteState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// What a [`WebSocketRoute`] takes.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketMockIntegration, WebSocketRoute,
///     WebSocketRouteProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let props = WebSocketRouteProps::new(&api, "ping", WebSocketMockIntegration::new("Ping"));
/// WebSocketRoute::new(&stack, "Ping", props);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketRouteProps {
    api: WebSocketApi,
    key: String,
    options: Options,
}

impl WebSocketRouteProps {
    /// The route of the messages with this key, or with `$default` of those
    /// with no other.
    pub fn new(
        api: &WebSocketApi,
        route_key: impl Into<String>,
        options: impl Into<WebSocketRouteOptions>,
    ) -> Self {
        Self { api: api.clone(), key: route_key.into(), options: options.into().0 }
    }

    /// The route `$connect`.
    pub fn connect(api: &WebSocketApi, options: impl Into<WebSocketConnectRouteOptions>) -> Self {
        Self { api: api.clone(), key: CONNECT.to_owned(), options: options.into().0 }
    }

    /// The route `$disconnect`.
    pub fn disconnect(
        api: &WebSocketApi,
        options: impl Into<WebSocketDisconnectRouteOptions>,
    ) -> Self {
        Self { api: api.clone(), key: DISCONNECT.to_owned(), options: options.into().0 }
    }
}

const CONNECT: &str = "$connect";

const DISCONNECT: &str = "$disconnect";

impl WebSocketRoute {
    /// A route.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-route-key`, `duplicate-route`, and what its
    /// integration and its authorizer report.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketRouteProps) -> Self {
        let node = Node::new(scope, id);
        let WebSocketRouteProps { api, key, options } = props;
        check(&node, &key, &options);
        node.set_state(WebSocketRouteState {
            api: api.node().node_id(),
            key: key.clone(),
            is_signed: false,
        });
        api.note_route(&key, node.node_id());
        let route = Self { node, api: api.clone() };
        let integration = WebSocketIntegration::bound(&route, &*options.integration);
        let authorizer = options.authorizer.bind(&route);
        let is_signed = authorizer.authorization_type == IAM;
        route.node.update(|state: &mut WebSocketRouteState| state.is_signed = is_signed);
        let target =
            intrinsic::concat([Expr::text("integrations/"), integration.integration_id().into()]);
        let names = |all: Entries<_>, (key, model): &(String, WebSocketModel)| {
            all.set(key.clone(), model.model_name())
        };
        let models: Option<Entries<String>> =
            (!options.models.is_empty()).then(|| options.models.iter().fold(Entries::new(), names));
        let chooses = match options.model_selection_expression.expr() {
            // Without an expression AWS looks at no model.
            Expr::Unset if models.is_some() => Value::lit(r"\$default"),
            _ => options.model_selection_expression,
        };
        let cfn_props = CfnRouteProps::new(api.api_id(), &key)
            .api_key_required(options.api_key_required)
            .authorization_type(authorizer.authorization_type)
            .authorizer_id(authorizer.authorizer_id)
            .model_selection_expression(chooses)
            .request_models(models.map(Entries::into_expr))
            .route_response_selection_expression(options.return_response.then_some("$default"))
            .target(target);
        let cfn = CfnRoute::new(&route.node, "Resource", cfn_props);
        if let Some(resource) = CfnResource::at(&route.node) {
            options.models.iter().for_each(|(_, model)| model.add_before(&resource));
        }
        if options.return_response {
            let response = CfnRouteResponseProps::new(api.api_id(), cfn.ref_(), "$default");
            CfnRouteResponse::new(&route.node, "Response", response);
        }
        route
    }

    /// The route at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = node.read(|state: &WebSocketRouteState| state.api)?;
        Some(Self { node: node.clone(), api: WebSocketApi::at(&node.find(api)?)? })
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn web_socket_api(&self) -> WebSocketApi {
        self.api.clone()
    }

    /// What the messages name to come here.
    #[must_use]
    pub fn route_key(&self) -> String {
        self.node.read(|state: &WebSocketRouteState| state.key.clone()).unwrap_or_default()
    }

    /// Its id in the API.
    #[must_use]
    pub fn route_id(&self) -> Value<ApiGatewayV2RouteId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Grants `grantee` permission to send messages to this route, in any
    /// stage; with `$connect` to connect.
    ///
    /// For APIs whose `$connect` has a [`WebSocketIamAuthorizer`](crate::apigatewayv2::WebSocketIamAuthorizer):
    /// others ask nobody for such a permission.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{
    ///     WebSocketApi, WebSocketApiProps, WebSocketConnectRouteOptions, WebSocketIamAuthorizer,
    ///     WebSocketMockIntegration,
    /// };
    /// use construct_lib::iam::{Principal, Role, RoleProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Chat", StackProps::new());
    /// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
    /// let connect = WebSocketConnectRouteOptions::new(WebSocketMockIntegration::new("Connect"));
    /// let connect = api.add_connect_route(connect.authorizer(WebSocketIamAuthorizer));
    /// let client = Role::new(&stack, "Client", RoleProps::new(Principal::service("ec2")));
    /// connect.grant_invoke(&client);
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-iam-authorization` for a `$connect`
    /// without that authorizer, and `grant-without-role` when `grantee` is
    /// imported without a role.
    #[track_caller]
    pub fn grant_invoke(&self, grantee: &dyn Grantable) -> Grant {
        let key = self.route_key();
        let is_signed = self.node.read(|state: &WebSocketRouteState| state.is_signed);
        if key == CONNECT && is_signed != Some(true) {
            self.node.report(
                Diagnostic::error(
                    codes::GRANT_WITHOUT_IAM_AUTHORIZATION,
                    "nobody needs permission to connect: `$connect` has no IAM authorizer",
                )
                .help("guard it with `WebSocketIamAuthorizer`, or leave the grant out")
                .at_caller(),
            );
        }
        let statement = PolicyStatement::allow()
            .actions(["execute-api:Invoke"])
            .resource(self.api.arn_for_execute_api(&format!("/*/{key}")));
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnRouteProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for WebSocketRoute {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check(node: &Node, key: &str, options: &Options) {
    let report = |message: String, help: &'static str| {
        node.report(Diagnostic::error(codes::INVALID_ROUTE_KEY, message).help(help));
    };
    if key.is_empty() {
        report(
            "a route needs a key".to_owned(),
            "name what the messages say to come here, or `$default`",
        );
    }
    if key.starts_with('$') && !["$connect", "$default", "$disconnect"].contains(&key) {
        report(
            format!("`{key}` is no route that AWS knows"),
            "use `$connect`, `$disconnect`, `$default`, or a key without `$`",
        );
    }
    if key == DISCONNECT && options.return_response {
        report(
            "`$disconnect` has no client that could get an answer".to_owned(),
            "add it with `add_disconnect_route`",
        );
    }
}
