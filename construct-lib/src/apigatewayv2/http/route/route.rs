//! `AWS::ApiGatewayV2::Route`.

use construct_cfn::apigatewayv2::{CfnRoute, CfnRouteProps};
use construct_cfn::refs::ApiGatewayV2RouteId;
use construct_core::{CfnResource, Construct, Expr, NodeId, State, Value, intrinsic};

use super::{HttpRouteKey, HttpRouteOptions};
use crate::apigateway::HttpMethod;
use crate::apigatewayv2::http::HttpApi;
use crate::apigatewayv2::http::authorizer::{
    HttpRouteAuthorizationType, HttpRouteAuthorizerConfig,
};
use crate::apigatewayv2::http::integration::HttpRouteIntegration;
use crate::error::codes;
use crate::iam::{Grant, Grantable, PolicyStatement};
use crate::{Diagnostic, Node};

/// What a [`HttpRoute`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpRouteProps<'a> {
    api: HttpApi,
    key: HttpRouteKey,
    integration: &'a dyn HttpRouteIntegration,
    options: HttpRouteOptions,
}

impl<'a> HttpRouteProps<'a> {
    /// A route of this API, answered by this integration.
    pub fn new(
        api: &HttpApi,
        key: HttpRouteKey,
        integration: &'a dyn HttpRouteIntegration,
    ) -> Self {
        Self { api: api.clone(), key, integration, options: HttpRouteOptions::new() }
    }

    /// What else it has.
    pub fn options(mut self, options: HttpRouteOptions) -> Self {
        self.options = options;
        self
    }
}

/// Requests that an HTTP API takes, and what answers them.
///
/// Mostly made by [`HttpApi::add_routes`]. Appears as
/// [`AWS::ApiGatewayV2::Route`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html),
/// and the first route of each integration also as what that needs.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpLambdaIntegration, HttpMethod, HttpRoute, HttpRouteKey,
///     HttpRouteProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let key = HttpRouteKey::with("/orders", HttpMethod::Post);
/// let integration = HttpLambdaIntegration::new("Orders", &handler);
/// HttpRoute::new(&stack, "CreateOrder", HttpRouteProps::new(&api, key, &integration));
/// ```
#[derive(Debug, Clone)]
pub struct HttpRoute {
    node: Node,
}

struct HttpRouteState {
    api: NodeId,
    key: HttpRouteKey,
    authorization: HttpRouteAuthorizationType,
}

impl State for HttpRouteState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl HttpRoute {
    /// A route.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-route-key`, `duplicate-route` when the API
    /// has a route of this key already, `scopes-without-token` and what its
    /// integration and its authorizer report.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: HttpRouteProps<'_>) -> Self {
        let node = Node::new(scope, id);
        let HttpRouteProps { api, key, integration, options } = props;
        key.check(&node);
        options.settings.check(&node);
        let integration = api.bind_integration(&node, &key, integration);
        let authorizer = match &options.authorizer {
            Some(authorizer) => Some(authorizer.bind(&api)),
            None => api.default_authorizer(),
        }
        .unwrap_or_else(HttpRouteAuthorizerConfig::none);
        let scopes = authorizer.scopes_of_route(&node, options.scopes, &api);
        let cfn_props = CfnRouteProps::patch()
            .api_id(api.api_id())
            .authorization_scopes((!scopes.is_empty()).then_some(scopes))
            .authorization_type(authorizer.authorization_type().name())
            .authorizer_id(authorizer.authorizer_id())
            .operation_name(options.operation_name)
            .route_key(key.to_string())
            .target(intrinsic::concat([Expr::text("integrations/"), integration.into()]));
        CfnRoute::new(&node, "Resource", cfn_props);
        node.set_state(HttpRouteState {
            api: api.node().node_id(),
            key: key.clone(),
            authorization: authorizer.authorization_type(),
        });
        let route = Self { node };
        api.note_route(&route, &key, options.settings);
        route
    }

    /// The route at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<HttpRouteState>().then(|| Self { node: node.clone() })
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn http_api(&self) -> Option<HttpApi> {
        let id = self.node.read(|state: &HttpRouteState| state.api)?;
        HttpApi::at(&self.node.find(id)?)
    }

    /// Its verb and its path.
    #[must_use]
    pub fn route_key(&self) -> HttpRouteKey {
        let key = self.node.read(|state: &HttpRouteState| state.key.clone());
        key.unwrap_or(HttpRouteKey::DEFAULT)
    }

    /// Its path, unless it is the default route.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.route_key().path().map(str::to_owned)
    }

    /// Its id.
    #[must_use]
    pub fn route_id(&self) -> Value<ApiGatewayV2RouteId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// The ARN of calls to it in any stage, where `*` stands for each
    /// parameter of its path.
    #[must_use]
    pub fn route_arn(&self) -> Value<String> {
        self.arn(self.route_key().method())
    }

    fn arn(&self, method: HttpMethod) -> Value<String> {
        let path = self.route_key().arn_path(method);
        self.http_api().map(|api| api.arn_of_calls(&path)).unwrap_or_default()
    }

    /// Grants `grantee` permission to call it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-iam-authorization` when the route is
    /// not guarded by an [`HttpIamAuthorizer`](crate::apigatewayv2::HttpIamAuthorizer),
    /// and `grant-without-role` when `grantee` is imported without a role.
    #[track_caller]
    pub fn grant_invoke(&self, grantee: &dyn Grantable) -> Grant {
        self.grant_invoke_methods(grantee, [self.route_key().method()])
    }

    /// Grants `grantee` permission to call it with these verbs only.
    ///
    /// # Errors
    ///
    /// As [`grant_invoke`](Self::grant_invoke), and `invalid-route-key` when
    /// the route does not take one of these verbs.
    #[track_caller]
    pub fn grant_invoke_methods(
        &self,
        grantee: &dyn Grantable,
        methods: impl IntoIterator<Item = HttpMethod>,
    ) -> Grant {
        let mut statement = PolicyStatement::allow().actions(["execute-api:Invoke"]);
        let own = self.route_key().method();
        for method in methods {
            if own != HttpMethod::Any && method != own {
                self.node.report(
                    Diagnostic::error(
                        codes::INVALID_ROUTE_KEY,
                        format!("the route takes `{own}` only, so `{method}` cannot be granted"),
                    )
                    .help("grant the verb of the route, or make a route for the other one")
                    .at_caller(),
                );
            }
            statement = statement.resource(self.arn(method));
        }
        let authorization = self.node.read(|state: &HttpRouteState| state.authorization);
        if authorization != Some(HttpRouteAuthorizationType::Iam) {
            self.node.report(
                Diagnostic::error(
                    codes::GRANT_WITHOUT_IAM_AUTHORIZATION,
                    "the route asks for no permission of IAM, so none can be granted",
                )
                .help("guard it by `HttpIamAuthorizer`")
                .at_caller(),
            );
        }
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnRouteProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for HttpRoute {
    fn node(&self) -> &Node {
        &self.node
    }
}
