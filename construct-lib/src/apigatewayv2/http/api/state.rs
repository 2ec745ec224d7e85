//! What an HTTP API remembers.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{NodeId, State, Value};

use crate::apigatewayv2::common::{IntegrationIdentity, RouteSettings};
use crate::apigatewayv2::http::authorizer::HttpRouteAuthorizerConfig;
use crate::error::codes;
use crate::{Diagnostic, Node};

pub(super) struct HttpApiState {
    pub(super) id: Value<ApiGatewayV2ApiId>,
    pub(super) endpoint: Value<String>,
    pub(super) is_endpoint_disabled: bool,
    /// Whether its routes are in a document, beside which there are no others.
    pub(super) is_of_document: bool,
    pub(super) default_authorizer: Option<HttpRouteAuthorizerConfig>,
    pub(super) default_scopes: Vec<String>,
    pub(super) default_stage: Option<NodeId>,
    pub(super) routes: Vec<Route>,
    /// Which integrations routes were given, and what they became.
    pub(super) bound: Vec<(IntegrationIdentity, NodeId)>,
    pub(super) stages: Vec<NodeId>,
    /// The functions that it may call.
    pub(super) functions: Vec<NodeId>,
    /// The resources of those that it calls, whose replacement deploys again.
    pub(super) called: Vec<NodeId>,
    pub(super) deployments: Vec<NodeId>,
}

/// A route of an API.
pub(super) struct Route {
    pub(super) node: NodeId,
    pub(super) key: String,
    pub(super) settings: RouteSettings,
}

impl HttpApiState {
    pub(super) fn new(id: Value<ApiGatewayV2ApiId>, endpoint: Value<String>) -> Self {
        Self {
            id,
            endpoint,
            is_endpoint_disabled: false,
            is_of_document: false,
            default_authorizer: None,
            default_scopes: Vec::new(),
            default_stage: None,
            routes: Vec::new(),
            bound: Vec::new(),
            stages: Vec::new(),
            functions: Vec::new(),
            called: Vec::new(),
            deployments: Vec::new(),
        }
    }
}

impl State for HttpApiState {
    fn is_passive(&self) -> bool {
        true
    }

    fn validate(&self, node: &Node) {
        if let (true, Some(route)) = (self.is_of_document, self.routes.first()) {
            node.report(
                Diagnostic::error(
                    codes::OPENAPI_WITH_ROUTES,
                    format!(
                        "the API is made of a document, and has the route `{}` beside it",
                        route.key
                    ),
                )
                .help("API Gateway takes one or the other: put the route into the document"),
            );
        }
        let mut routes: Vec<&Route> = self.routes.iter().collect();
        // A stable sort: routes of one key stay in the order of their definition.
        routes.sort_by(|a, b| a.key.cmp(&b.key));
        for pair in routes.windows(2) {
            if let [first, second] = pair
                && first.key == second.key
                && let (Some(first), Some(again)) = (node.find(first.node), node.find(second.node))
            {
                again.report(
                    Diagnostic::error(
                        codes::DUPLICATE_ROUTE,
                        format!("the API has two routes for `{}`", second.key),
                    )
                    .help(format!("the other one is `{}`, leave one of them out", first.path())),
                );
            }
        }
    }
}
